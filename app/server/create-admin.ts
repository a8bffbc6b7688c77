import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { eq } from 'drizzle-orm'
import { createAccount } from '~/app/domain/people/accounts.server'
import { accountForm } from '~/app/domain/people/forms'
import { database } from '~/db/client'
import { departments } from '~/db/schema/people'
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
      department: { type: 'string', default: 'government' },
    },
  })
  if (!values.email || !values.name) throw new Error(usage)
  const ctx = createContext(database(), { kind: 'system' })
  const departmentId = await departmentOf(values.department)
  const password = process.env.ADMIN_PASSWORD ?? (await askPassword())
  const parsed = accountForm.safeParse({ ...values, departmentId, password, roles: ['site-administrator'] })
  if (!parsed.success) throw new Refusal(422, parsed.error.issues.map((issue) => issue.message).join('；'))
  await createAccount(ctx, parsed.data)
  console.info(`已建立网站管理员账号 (created): ${parsed.data.email}`)
})

/** An empty database has no department yet: the government itself is made. */
async function departmentOf(slug: string): Promise<number> {
  const db = database()
  const [found] = await db.select({ id: departments.id }).from(departments).where(eq(departments.slug, slug))
  if (found) return found.id
  if (slug !== 'government') throw new Refusal(422, `没有这个部门 (no such department): ${slug}`)
  const government = {
    slug,
    name: '人民政府办公室',
    nameEn: 'Government Office',
    kind: 'government' as const,
  }
  const [made] = await db.insert(departments).values(government).returning({ id: departments.id })
  return (made as { id: number }).id
}

async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('请用环境变量 ADMIN_PASSWORD 给出密码 (set ADMIN_PASSWORD).')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const password = await terminal.question('密码，至少 12 个字符 (password): ')
  terminal.close()
  return password
}
