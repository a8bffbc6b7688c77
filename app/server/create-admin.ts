import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { departmentNamed } from '~/app/domain/departments/write.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { accountForm } from '~/app/domain/people/forms'
import { database } from '~/db/client'
import { createContext } from './context'
import { Refusal } from './errors'
import { withParts } from './with-parts'

const usage = '用法 (usage): npm run admin:create -- --email 邮箱 --name 姓名 [--department 部门代号]'

/** The first administrator; the others are made at the desk. */
await withParts(async () => {
  const { values } = parseArgs({
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      department: { type: 'string' },
    },
  })
  if (!values.email || !values.name) throw new Error(usage)
  const ctx = createContext(database(), { kind: 'system' })
  const departmentId = await departmentNamed(ctx, values.department)
  const password = process.env.ADMIN_PASSWORD ?? (await askPassword())
  const parsed = accountForm.safeParse({ ...values, departmentId, password, roles: ['site-administrator'] })
  if (!parsed.success) throw new Refusal(422, parsed.error.issues.map((issue) => issue.message).join('；'))
  await createAccount(ctx, parsed.data)
  console.info(`已建立网站管理员账号 (created): ${parsed.data.email}`)
})

async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('请用环境变量 ADMIN_PASSWORD 给出密码 (set ADMIN_PASSWORD).')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const password = await terminal.question('密码，至少 12 个字符 (password): ')
  terminal.close()
  return password
}
