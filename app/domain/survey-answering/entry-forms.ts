import { z } from 'zod'

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
