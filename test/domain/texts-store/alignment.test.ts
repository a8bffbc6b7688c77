import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRound } from '~/app/domain/consultations/rounds.server'
import { fieldOf } from '~/app/domain/texts/alignment'
import { correctAlignment } from '~/app/domain/texts/alignment.server'
import { alignmentPage } from '~/app/domain/texts/alignment-desk.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion, versionOf } from '~/app/domain/texts/versions.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { concerns } from '~/db/schema/concerns'
import { freshDatabase } from '~/test/support/database'
import {
  aConsultedMatter,
  afterwards,
  anotherVersion,
  at,
  makePublic,
} from '../consultations/a-consulted-matter'

let open: OpenDatabase
let made: Awaited<ReturnType<typeof aConsultedMatter>>
let versionId: number

beforeAll(async () => {
  open = await freshDatabase()
  made = await aConsultedMatter(open.db, 'aligned')
  versionId = await anotherVersion(made.office, made.textId)
})
afterAll(() => open.close())

const clausesOf = async (version: number) => (await versionOf(made.office.citizen(), version)).clauses
const idAt = async (version: number, label: string) =>
  (await clausesOf(version)).find((clause) => clause.label === label)?.clauseId ?? 0
const drafter = () => made.office.as('drafter', afterwards)

describe('the correction of an alignment', () => {
  it('shows what the machine was unsure of first, folds what did not change, and lists what is gone', async () => {
    const page = await alignmentPage(drafter(), versionId)
    expect(page.rows.map(({ kind, name }) => [kind, name])).toEqual([
      ['added', '第四条'],
      ['changed', '第一条'],
      ['moved', expect.any(String)],
    ])
    expect(page.folded).toHaveLength(1)
    expect(page.deleted.map(({ name }) => name)).toEqual(['第四条'])
    const held = page.folded[0]?.clauseId ?? 0
    expect(page.choices.map(({ clauseId }) => clauseId)).not.toContain(held)
    const opened = await alignmentPage(drafter(), versionId, { opened: [held] })
    expect(opened.choices.map(({ clauseId }) => clauseId)).toContain(held)
    expect(opened.rows[0]?.clauseId).toBe(held)
  })

  it('refuses two clauses that take the same identity, at both fields', async () => {
    const [first, fourth] = [await idAt(versionId, '第一条'), await idAt(versionId, '第四条')]
    await expect(correctAlignment(drafter(), versionId, new Map([[fourth, first]]))).rejects.toMatchObject({
      status: 422,
      fields: {
        [fieldOf(first)]: expect.stringContaining('第四条也选了它'),
        [fieldOf(fourth)]: expect.stringContaining('第一条也选了它'),
      },
    })
  })

  it('refuses an earlier clause that there is not, another department, and a reader', async () => {
    const fourth = await idAt(versionId, '第四条')
    await expect(correctAlignment(drafter(), versionId, new Map([[fourth, 999_999]]))).rejects.toMatchObject({
      status: 422,
      fields: { [fieldOf(fourth)]: expect.any(String) },
    })
    const other = await aConsultedMatter(open.db, 'stranger')
    const wanted = new Map([[fourth, await idAt(made.firstVersion, '第四条')]])
    await expect(
      correctAlignment(other.office.as('drafter', afterwards), versionId, wanted),
    ).rejects.toMatchObject({ status: 403 })
    await expect(
      correctAlignment(made.office.as('reviewer', afterwards), versionId, wanted),
    ).rejects.toMatchObject({ status: 403 })
  })

  it('gives the new clause the identity of the earlier one, and the audit says what was and what is', async () => {
    const old = await idAt(made.firstVersion, '第四条')
    const before = await idAt(versionId, '第四条')
    await correctAlignment(drafter(), versionId, new Map([[before, old]]))
    expect(await idAt(versionId, '第四条')).toBe(old)
    const [entry] = await open.db.select().from(audit).where(eq(audit.action, 'text.alignment-corrected'))
    expect(entry).toMatchObject({
      before: [{ clause: '第四条', clauseId: before }],
      after: [{ clause: '第四条', clauseId: old }],
    })
  })

  it('lets two clauses change places, and makes one new, in one step', async () => {
    const [second, third, fourth] = [
      await idAt(versionId, '第二条'),
      await idAt(versionId, '第三条'),
      await idAt(versionId, '第四条'),
    ]
    const wanted = new Map<number, number | null>([
      [second, third],
      [third, second],
      [fourth, null],
    ])
    await correctAlignment(drafter(), versionId, wanted)
    expect(await idAt(versionId, '第二条')).toBe(third)
    expect(await idAt(versionId, '第三条')).toBe(second)
    expect([second, third, fourth]).not.toContain(await idAt(versionId, '第四条'))
    expect((await clausesOf(versionId)).map(({ label }) => label)).toEqual([
      '第一条',
      '第二条',
      '第三条',
      '第四条',
    ])
  })

  it('takes the parents along', async () => {
    const { office } = made
    const { departmentId } = office
    const parts = '办法\n第一条　有下列情形之一的，不予受理：\n（一）材料不全；\n（二）逾期。'
    const first = await saveVersion(drafter(), { departmentId, parsed: parseText(parts) })
    const next = await saveVersion(drafter(), {
      ...{ departmentId, textId: first.textId },
      parsed: parseText(`${parts}\n第二条　本办法自公布之日起施行。`),
    })
    const article = await idAt(next.versionId, '第一条')
    await correctAlignment(drafter(), next.versionId, new Map([[article, null]]))
    const after = await clausesOf(next.versionId)
    const fresh = after.find(({ label }) => label === '第一条')?.clauseId
    expect(fresh).not.toBe(article)
    expect(after.filter(({ kind }) => kind === 'item').map(({ parentClauseId }) => parentClauseId)).toEqual([
      fresh,
      fresh,
    ])
  })

  it('refuses to let an identity go that something hangs on', async () => {
    const fourth = await idAt(versionId, '第四条')
    await open.db.insert(concerns).values({
      ...{
        code: 'AAAA-BBBB-CCCC',
        kind: 'question',
        channel: 'online',
        receivedAt: afterwards,
        original: {},
        body: '问第四条',
      },
      clauseId: fourth,
    } as typeof concerns.$inferInsert)
    const old = await idAt(made.firstVersion, '第四条')
    await expect(correctAlignment(drafter(), versionId, new Map([[fourth, old]]))).rejects.toMatchObject({
      status: 409,
      fields: { [fieldOf(fourth)]: expect.stringContaining('关切') },
    })
  })

  it('is over once a consultation with this version is handed in, and once there is a newer version', async () => {
    const { office, id, textId } = made
    const { id: round } = await startRound(drafter(), id, {
      ...{ versionId, opensAt: afterwards, closesAt: at('2026-11-16T23:59:59.999') },
    })
    expect((await alignmentPage(drafter(), versionId)).refusal).toBeNull()
    await makePublic(office, round, afterwards)
    const wanted = new Map([[await idAt(versionId, '第一条'), null]])
    await expect(correctAlignment(drafter(), versionId, wanted)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('已经送审或者公开'),
    })
    await anotherVersion(office, textId)
    await expect(correctAlignment(drafter(), versionId, wanted)).rejects.toMatchObject({
      message: expect.stringContaining('最新一版'),
    })
  })

  it('stays a small page for a text of four hundred clauses', async () => {
    const { office } = made
    const { departmentId } = office
    const text = (change: (at: number) => string) =>
      `办法\n${Array.from({ length: 400 }, (_, at) => `第${at + 1}条　${change(at)}`).join('\n')}`
    const words = (at: number) => `第${at}类车辆应当停放在划定的${at * 7}号区域内。`
    const first = await saveVersion(drafter(), { departmentId, parsed: parseText(text(words)) })
    const next = await saveVersion(drafter(), {
      ...{ departmentId, textId: first.textId },
      parsed: parseText(text((at) => (at % 50 === 0 ? `${words(at)}违反的，予以劝离。` : words(at)))),
    })
    const page = await alignmentPage(drafter(), next.versionId)
    expect(page.rows.length + page.folded.length).toBe(400)
    expect(page.rows.length).toBe(8)
    expect(page.choices.length).toBe(8)
  })
})
