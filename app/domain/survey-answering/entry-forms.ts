import { z } from 'zod'
import { sheetNumber } from '~/app/domain/survey-sheets/sheet-number'

/** More cards make a page that no browser prints well. */
export const mostCards = 300

/** Asks for codes. `seed` makes them, and stands nowhere but in this form. */
export const invitationsForm = z.object({
  key: z.string(),
  label: z.string().trim().min(1, '请写明这一批发给谁，例如“城关镇入户，第一批”').max(60, '最多 60 个字'),
  codes: z.coerce
    .number('请填写数量，1 到 5000')
    .int('请填写整数')
    .min(1, '至少 1 个')
    .max(5000, '一批最多 5000 个，更多的请分几批'),
  seed: z.string().regex(/^[\w-]{32,64}$/, '表单不完整，请刷新页面后再提交。'),
})

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

const email = z
  .string()
  .trim()
  .min(1, '请填写您的邮箱')
  .refine(
    (text) => text.length <= 200 && z.email().safeParse(text).success,
    '邮箱写法不对，例如 name@example.com',
  )

export const addressForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('ask'), email }),
  z.object({ intent: z.literal('again') }),
  z.object({
    intent: z.literal('prove'),
    code: z.string().trim().min(1, '请填写邮件里的 6 位数字').max(40, '请填写邮件里的 6 位数字'),
  }),
])
