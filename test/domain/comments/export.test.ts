import { randomUUID } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { and, eq, sql } from 'drizzle-orm'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommentsFile, exportComments, openComments } from '~/app/domain/comments/export.server'
import type { ExportedComment, ExportFormat } from '~/app/domain/comments/export-types'
import { publishComments, refuseComments } from '~/app/domain/comments/moderate.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import {
  type AConsultation,
  aConsultation,
  aDepartment,
  after,
  contextAt,
  during,
  received,
  staffAt,
} from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
let consultation: AConsultation
let drafter: Ctx
let phoned: { id: number; code: string }
let waiting: { id: number; code: string }
let refused: { id: number; code: string }
let withdrawn: { id: number; code: string }
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const formulas = ['=1+1', '+cmd|calc', '-2', '@SUM(A1)', '＝HYPERLINK("x")', '＋1', '－1', '＠a']

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await aConsultation(open.db)
  drafter = await staffAt(open.db, after, consultation.departmentId, 'drafter')
  const moderator = await staffAt(open.db, during, consultation.departmentId, 'moderator')
  const on = (change: Parameters<typeof received>[2]) => received(open.db, consultation.id, change)
  phoned = await on({
    body: '打我电话13812345678，逗号,引号"换行\n都要留住。',
    clauseId: consultation.clauseIds[1],
    displayName: '周立',
    publishName: true,
    contact: '13812345678',
  })
  waiting = await on({
    body: '身份证号11010519491231002X，请回电13912345678。',
    displayName: '吴敏',
    publishName: true,
  })
  refused = await on({ body: '买灯找我，13712345678。' })
  withdrawn = await on({ body: '这是我后来不想说的话。' })
  const harmful = []
  for (const body of formulas) harmful.push(await on({ body, displayName: '=甲', publishName: true }))
  await publishComments(moderator, [
    { id: phoned.id, mask: '打我电话138****5678，逗号,引号"换行\n都要留住。' },
    ...harmful.map(({ id }) => ({ id })),
  ])
  await refuseComments(moderator, [refused.id], { rule: 'advert', note: '' })
  await withdrawComment(contextAt(open.db, during), { code: withdrawn.code })
})
afterAll(() => open.close())

async function read({ pieces }: CommentsFile): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

const text = async (file: CommentsFile) => (await read(file)).toString('utf8')
const json = async (file: CommentsFile) => JSON.parse(await text(file)) as ExportedComment[]
const masked = (format: ExportFormat) => exportComments(drafter, consultation.id, { format })
const citizen = () => contextAt(open.db, after)

/** Cells of RFC 4180, read by the book. */
function parseCsv(csv: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

describe('an export for the desk', () => {
  it('holds every comment that came, masked, and names only where they are public', async () => {
    const rows = await json(await masked('json'))
    const byNumber = new Map(rows.map((row) => [row.number, row]))
    expect(rows).toHaveLength(4 + formulas.length)
    expect(byNumber.get(phoned.id)).toMatchObject({
      ...{ name: '周立', state: 'published', clause: '第二条', channel: 'online', attachments: 0, round: 1 },
      words: '打我电话138****5678，逗号,引号"换行\n都要留住。',
      receivedAt: '2026-11-10T10:00:00+08:00',
    })
    expect(byNumber.get(waiting.id)).toMatchObject({ name: '', state: 'pending' })
    expect(byNumber.get(waiting.id)?.words).not.toMatch(/13912345678|11010519491231002X/)
    expect(byNumber.get(refused.id)?.refusalReason).not.toBe('')
    expect(byNumber.get(withdrawn.id)).toMatchObject({ state: 'withdrawn', words: '' })
  })

  it('never holds a contact or a receipt code, in no format', async () => {
    for (const format of ['csv', 'json', 'xlsx'] as const) {
      const bytes = await read(await masked(format))
      const words = format === 'xlsx' ? sheetOf(bytes) : bytes.toString('utf8')
      expect(words).not.toMatch(/1[0-9]{10}/)
      for (const { code } of [phoned, waiting, refused, withdrawn]) expect(words).not.toContain(code)
    }
  })

  it('gives the words as they came to the department that answers, and to nobody else', async () => {
    const file = await exportComments(drafter, consultation.id, { format: 'json', original: true })
    const rows = await json(file)
    expect(rows.find(({ number }) => number === waiting.id)?.words).toContain('13912345678')
    expect(rows.find(({ number }) => number === withdrawn.id)?.words).toBe('')
    expect(file.name).toContain('原文')
    const others = [
      await staffAt(open.db, after, consultation.departmentId, 'moderator', 'auditor', 'reviewer'),
      await staffAt(open.db, after, await aDepartment(open.db), 'drafter'),
    ]
    for (const other of others) {
      await expect(
        exportComments(other, consultation.id, { format: 'csv', original: true }),
      ).rejects.toMatchObject({ status: 403 })
    }
  })

  it('is for the department, the moderators and the auditors', async () => {
    const elsewhere = await aDepartment(open.db)
    for (const role of ['moderator', 'auditor'] as const) {
      const reader = await staffAt(open.db, after, elsewhere, role)
      expect(await json(await exportComments(reader, consultation.id, { format: 'json' }))).not.toEqual([])
    }
    const stranger = await staffAt(open.db, after, elsewhere, 'drafter')
    for (const ctx of [stranger, citizen()])
      await expect(exportComments(ctx, consultation.id, { format: 'csv' })).rejects.toMatchObject({
        status: 403,
      })
  })

  it('is noted before its first line goes out', async () => {
    const ctx = await staffAt(open.db, after, consultation.departmentId, 'drafter')
    await exportComments(ctx, consultation.id, { format: 'xlsx', original: true })
    const account = ctx.actor.kind === 'staff' ? ctx.actor.id : ''
    const entries = await open.db
      .select({ after: audit.after, subjectId: audit.subjectId })
      .from(audit)
      .where(and(eq(audit.action, 'comments.exported'), eq(audit.accountId, account)))
    expect(entries).toEqual([
      { after: { format: 'xlsx', original: true }, subjectId: String(consultation.id) },
    ])
  })

  it('has the title and the day for its name', async () => {
    const { name, plainName } = await masked('csv')
    expect(name).toBe('关于路灯管理办法公开征求意见的公告-意见-2026-12-07.csv')
    expect(plainName).toBe(`comments-${consultation.id}-2026-12-07.csv`)
  })
})

describe('in a spreadsheet', () => {
  it('a CSV begins with the mark of UTF-8, and commas, quotes and line breaks stay in their cell', async () => {
    const csv = await text(await masked('csv'))
    expect(csv.startsWith('\uFEFF编号,收到时间,')).toBe(true)
    const [head, ...rows] = parseCsv(csv.slice(1))
    expect(rows.every((row) => row.length === head?.length)).toBe(true)
    const words = rows.find(([number]) => number === String(phoned.id))?.[head?.indexOf('意见') ?? -1]
    expect(words).toBe('打我电话138****5678，逗号,引号"换行\n都要留住。')
  })

  it('no cell is a formula: what begins like one gets an apostrophe, in CSV and in Excel', async () => {
    const [head, ...rows] = parseCsv((await text(await masked('csv'))).slice(1))
    const column = (title: string) =>
      rows.map((row) => row[head?.findIndex((name) => name.startsWith(title)) ?? -1])
    for (const formula of formulas) expect(column('意见')).toContain(`'${formula}`)
    expect(column('署名')).toContain("'=甲")
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r]/)
    const sheet = sheetOf(await read(await masked('xlsx')))
    expect(sheet).not.toContain('<f>')
    const cells = [...sheet.matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map(([, words = '']) => words)
    for (const formula of formulas)
      expect(cells.map((cell) => cell.replaceAll('&quot;', '"'))).toContain(`'${formula}`)
    for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r]/)
  })

  it('JSON has the words untouched', async () => {
    const words = (await json(await masked('json'))).map((row) => row.words)
    for (const formula of formulas) expect(words).toContain(formula)
  })
})

describe('open data', () => {
  it('holds what is published, and of a person no more than the list shows', async () => {
    const rows = await json(await openComments(citizen(), consultation.id, 'json'))
    expect(rows).toHaveLength(1 + formulas.length)
    expect(rows[0]).not.toHaveProperty('group')
    expect(rows[0]).not.toHaveProperty('state')
    expect(rows.map(({ number }) => number)).not.toContain(waiting.id)
    const csv = await text(await openComments(citizen(), consultation.id, 'csv'))
    expect(csv).not.toMatch(/所属群体|不予公开|13[0-9]{9}/)
  })

  it('does not exist for a consultation that is not public', async () => {
    const hidden = await aConsultation(open.db, { published: false })
    await expect(openComments(citizen(), hidden.id, 'csv')).rejects.toMatchObject({ status: 404 })
  })
})

describe('20,000 comments', () => {
  it('go out a thousand at a time, in no more memory than two thousand', async () => {
    const small = await fill(2000)
    const large = await fill(20_000)
    await heapOf('csv', small)
    for (const format of ['csv', 'json', 'xlsx'] as const) {
      const [few, many] = [await heapOf(format, small), await heapOf(format, large)]
      console.info(
        `${format}: ${many.bytes} bytes, heap +${mb(few.heap)} of 2,000, +${mb(many.heap)} of 20,000`,
      )
      expect(many.bytes).toBeGreaterThan(few.bytes * 7)
      expect(many.heap - few.heap).toBeLessThan(24_000_000)
    }
  }, 120_000)

  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

  async function heapOf(format: ExportFormat, id: number): Promise<{ heap: number; bytes: number }> {
    const { pieces } = await openComments(citizen(), id, format)
    const held = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
    collect()
    const before = held()
    let heap = 0
    let bytes = 0
    let count = 0
    for await (const piece of pieces) {
      bytes += piece.length
      if (++count % 4 > 0) continue
      collect()
      heap = Math.max(heap, held() - before)
    }
    return { heap, bytes }
  }
})

async function fill(count: number): Promise<number> {
  const { id } = await aConsultation(open.db)
  await open.db.execute(sql`insert into comments (code, consultation_id, channel, received_at, body, original)
    select ${randomUUID()}::text || n, ${id}, 'online', ${during.toISOString()}::timestamptz, repeat('路灯意见' || n, 12), '{}'
    from generate_series(1, ${count}::int) n`)
  await open.db.execute(sql`insert into steps (subject, subject_id, kind, at)
    select 'comment', id, 'published', received_at from comments where consultation_id = ${id}`)
  return id
}

function sheetOf(workbook: Uint8Array): string {
  return new TextDecoder().decode(unzipSync(workbook)['xl/worksheets/sheet1.xml'])
}
