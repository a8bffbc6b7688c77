import { z } from 'zod'

export const departmentKinds = ['government', 'bureau', 'township', 'village'] as const

const words = (most: number) => z.string().trim().max(most, `不超过 ${most} 个字`).default('')

export const departmentForm = z.object({
  name: z.string({ error: '请填写名称' }).trim().min(2, '请填写名称').max(60, '不超过 60 个字'),
  nameEn: words(120),
  slug: z
    .string({ error: '请填写网址代号' })
    .trim()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, '网址代号用小写字母、数字和连字符，以字母开头，例如 housing'),
  kind: z.enum(departmentKinds, { error: '请选择类别' }),
  parentId: z.preprocess(
    (value) => (value === '' || value === undefined ? null : value),
    z.coerce.number().int().positive().nullable(),
  ),
  duties: words(500),
  address: words(200),
  phone: words(60),
  email: words(120),
})

export type DepartmentForm = z.output<typeof departmentForm>
