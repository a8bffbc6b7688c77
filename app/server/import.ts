import { parseArgs } from 'node:util'
import { departmentNamed } from '~/app/domain/departments/write.server'
import { describeImport, importFiles } from '~/app/domain/texts/import-files.server'
import { database } from '~/db/client'
import { createContext } from './context'
import { Refusal } from './errors'
import { withParts } from './with-parts'

const usage = '用法 (usage): npm run import -- [--department 部门代号] 文件…'

/** Files of law and policy become texts of clauses; they are drafts of a department until something publishes them. */
await withParts(async () => {
  const { values, positionals } = readArguments()
  if (positionals.length === 0) throw new Refusal(422, usage)
  const ctx = createContext(database(), { kind: 'system' })
  const departmentId = await departmentNamed(ctx, values.department)
  for (const imported of await importFiles(ctx, positionals, departmentId))
    console.info(describeImport(imported))
})

function readArguments() {
  try {
    return parseArgs({ options: { department: { type: 'string' } }, allowPositionals: true })
  } catch {
    throw new Refusal(422, usage)
  }
}
