import { z } from 'zod'
import { sheetNumber } from './sheet-number'

const key = z.string().regex(/^[\w-]{16,64}$/, '表单不完整，请刷新页面后再提交。')
const sheet = z.coerce.number('请从列表中选择答卷').int().positive()

export const sheetForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('enter'),
    key,
    number: z
      .string()
      .transform(sheetNumber)
      .refine((number) => number !== '', '请录入纸上的编号')
      .refine((number) => /^[\p{L}\p{N}-]{1,20}$/u.test(number), '编号只用字母、数字和横线，最多 20 个'),
    version: z.coerce.number().int().positive(),
  }),
  z.object({ intent: z.literal('again'), key, sheet }),
  z.object({ intent: z.literal('settle'), key, sheet }),
  z.object({
    intent: z.literal('drop'),
    key,
    sheet,
    reason: z.string().trim().min(1, '请写明为什么撤下，例如“编号录错了”').max(200, '最多 200 个字'),
  }),
])
