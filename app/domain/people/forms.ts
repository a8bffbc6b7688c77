import { z } from 'zod'

const roles = [
  'drafter',
  'reviewer',
  'issuer',
  'spokesperson',
  'moderator',
  'disclosure-officer',
  'site-administrator',
  'auditor',
] as const

const email = z
  .string({ error: '请填写邮箱' })
  .trim()
  .toLowerCase()
  .pipe(z.email('邮箱的写法不对，例如 name@example.cn'))
const password = z
  .string({ error: '请填写密码' })
  .min(12, '密码至少 12 个字符')
  .max(128, '密码最多 128 个字符')
const chosenRoles = z
  .union([z.enum(roles), z.array(z.enum(roles))], { error: '请至少选择一个角色' })
  .transform((chosen) => [...new Set(Array.isArray(chosen) ? chosen : [chosen])])

export const signInForm = z.object({
  email,
  password: z.string({ error: '请填写密码' }).min(1, '请填写密码').max(128),
  to: z.string().optional(),
})

export const accountForm = z.object({
  name: z.string({ error: '请填写姓名' }).trim().min(1, '请填写姓名').max(40, '姓名最多 40 个字'),
  title: z.string().trim().max(60, '职务最多 60 个字').default(''),
  email,
  password,
  departmentId: z.coerce.number({ error: '请选择部门' }).int().positive('请选择部门'),
  roles: chosenRoles,
})

export const rolesForm = z.object({ account: z.string().min(1), roles: chosenRoles })

export const deactivationForm = z.object({
  account: z.string().min(1),
  reason: z.string({ error: '请写明原因' }).trim().min(2, '请写明原因').max(200, '原因最多 200 个字'),
})
