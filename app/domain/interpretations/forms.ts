import { z } from 'zod'
import { interpretationForms } from './types'

export const interpretationForm = z.object({
  title: z.string().trim().min(1, '请填写标题').max(200, '标题不超过 200 字'),
  form: z.enum(interpretationForms, '请选择解读形式'),
  author: z.string().trim().min(1, '请填写执笔人或供稿单位').max(100, '不超过 100 字'),
  // I1 is a finding, so that a first draft can be kept before the name is settled.
  interpreterName: z.string().trim().max(50, '姓名不超过 50 字').default(''),
  interpreterTitle: z.string().trim().max(100, '职务不超过 100 字').default(''),
  document: z
    .string()
    .max(2_000_000, '正文太长，请分成几篇')
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: '正文没有完整送达，请再保存一次' })
        return z.NEVER
      }
    }),
  revision: z.coerce.number().int().min(0).default(0),
})
