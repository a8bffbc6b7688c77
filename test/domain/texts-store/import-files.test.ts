import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { departmentNamed } from '~/app/domain/departments/write.server'
import { describeImport, importFiles } from '~/app/domain/texts/import-files.server'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { texts } from '~/db/schema/texts'
import { freshDatabase } from '~/test/support/database'

const folder = mkdtempSync(join(tmpdir(), 'gongyi-import-'))
let open: OpenDatabase

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true })
})

function write(name: string, content: string): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

describe('importing files from the command line', () => {
  it('belongs to the government where no department is named, also in an empty database', async () => {
    const ctx = createContext(open.db, { kind: 'system' })
    expect(await departmentNamed(ctx, undefined)).toBe(await departmentNamed(ctx, 'government'))
    await expect(departmentNamed(ctx, 'nobody')).rejects.toThrow('没有这个部门')
  })

  it('saves each as a text and sums it up', async () => {
    const ctx = createContext(open.db, { kind: 'system' })
    const departmentId = await departmentNamed(ctx, undefined)
    const good = write(
      '好.txt',
      '停车管理办法\n第一条 为了停车有序，制定本办法。\n第三条 本办法自公布之日起施行。',
    )
    const [imported] = await importFiles(ctx, [good], departmentId)
    const words = imported ? describeImport(imported) : ''
    expect(words).toContain('停车管理办法')
    expect(words).toContain('条 2')
    expect(words).toMatch(/请留意 \d+ 处/)
  })

  it('saves nothing at all when one of the files cannot be read', async () => {
    const ctx = createContext(open.db, { kind: 'system' })
    const departmentId = await departmentNamed(ctx, undefined)
    const before = await open.db.$count(texts)
    const good = write('又一份.txt', '停车管理办法\n第一条 为了停车有序，制定本办法。')
    const bad = write('坏.docx', '这不是 Word 文件')
    await expect(importFiles(ctx, [good, bad], departmentId)).rejects.toThrow('坏.docx：')
    await expect(importFiles(ctx, [good, join(folder, '没有.txt')], departmentId)).rejects.toThrow(
      '找不到文件',
    )
    expect(await open.db.$count(texts)).toBe(before)
  })
})
