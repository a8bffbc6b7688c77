import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { deskText, deskTexts, textForImport } from '~/app/domain/texts/desk.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { placesOfClauses } from '~/app/domain/texts/places.server'
import { comparePublicVersions } from '~/app/domain/texts/public-versions.server'
import { compareTextVersions, saveVersion, versionOf } from '~/app/domain/texts/versions.server'
import type { OpenDatabase } from '~/db/client'
import { consultations } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { policies } from '~/db/schema/policies'
import { textVersions } from '~/db/schema/texts'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'

const first = parseText(`停车收费管理办法
第一条 为了规范停车收费，制定本办法。
第二条 县城停车分为三类区域：
（一）一类区域每小时三元；
（二）二类区域每小时二元。
第三条 夜间停车不收费，时间为晚八点至早七点。`)

const second = parseText(`停车收费管理办法
第一条 为了规范停车收费，制定本办法。
第二条 本办法适用于县城建成区内的道路停车泊位和公共停车场。
第三条 县城停车分为三类区域：
（一）一类区域每小时三元；
（二）二类区域每小时一元五角。
第四条 夜间停车不收费，时间为晚七点至早八点。`)

let open: OpenDatabase
let office: Awaited<ReturnType<typeof makeOffice>>
let other: Awaited<ReturnType<typeof makeOffice>>

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  other = await makeOffice(open.db, 'transport')
})
afterAll(() => open.close())

async function saveBoth() {
  const ctx = office.as('drafter')
  const { departmentId } = office
  const one = await saveVersion(ctx, { departmentId, parsed: first })
  const two = await saveVersion(ctx, { textId: one.textId, departmentId, parsed: second })
  return { ctx, one, two }
}

describe('a text', () => {
  it('keeps the id of a clause that was renumbered and reworded', async () => {
    const { ctx, one, two } = await saveBoth()
    expect(two).toMatchObject({ textId: one.textId, number: 2 })
    const before = await versionOf(ctx, one.versionId)
    const after = await versionOf(ctx, two.versionId)
    const idOf = (version: typeof before, words: string) =>
      version.clauses.find(({ body }) => body.includes(words))?.clauseId
    expect(idOf(after, '夜间停车')).toBe(idOf(before, '夜间停车'))
    expect(idOf(after, '二类区域每小时')).toBe(idOf(before, '二类区域每小时'))
    expect(before.clauses.map(({ clauseId }) => clauseId)).not.toContain(idOf(after, '适用于县城'))
    const item = after.clauses.find(({ label }) => label === '（一）')
    expect(item?.parentClauseId).toBe(idOf(after, '三类区域'))
  })

  it('gives back its clauses as they were parsed', async () => {
    const { ctx, one } = await saveBoth()
    const stored = await versionOf(ctx, one.versionId)
    expect(stored.clauses.map(({ kind, label, body, depth }) => ({ kind, label, body, depth }))).toEqual(
      first.clauses.map(({ kind, label, body, depth }) => ({ kind, label, body, depth })),
    )
  })

  it('says what changed between two versions', async () => {
    const { ctx, one } = await saveBoth()
    const rows = await compareTextVersions(ctx, one.textId, 1, 2)
    expect(rows.map(({ status, renumbered, after }) => [after?.label, status, renumbered])).toEqual([
      ['第一条', 'same', false],
      ['第二条', 'added', false],
      ['第三条', 'same', true],
      ['（一）', 'same', false],
      ['（二）', 'changed', false],
      ['第四条', 'changed', true],
    ])
  })

  it('lets the drafter correct which clause is which', async () => {
    const ctx = office.as('drafter')
    const { departmentId } = office
    const one = await saveVersion(ctx, { departmentId, parsed: first })
    const before = await versionOf(ctx, one.versionId)
    const articleTwo = before.clauses.find(({ label }) => label === '第二条')?.clauseId as number
    const corrections = new Map<number, number | null>([
      [0, null],
      [1, articleTwo],
    ])
    const two = await saveVersion(ctx, { textId: one.textId, departmentId, parsed: second, corrections })
    const after = await versionOf(ctx, two.versionId)
    expect(before.clauses.map(({ clauseId }) => clauseId)).not.toContain(after.clauses[0]?.clauseId)
    expect(after.clauses[1]?.clauseId).toBe(articleTwo)
    expect(new Set(after.clauses.map(({ clauseId }) => clauseId)).size).toBe(after.clauses.length)
  })

  it('belongs to its department', async () => {
    const { one } = await saveBoth()
    const theirs = { textId: one.textId, departmentId: other.departmentId, parsed: second }
    await expect(saveVersion(other.as('drafter'), theirs)).rejects.toMatchObject({ status: 403 })
    await expect(
      saveVersion(other.as('drafter'), { ...theirs, departmentId: office.departmentId }),
    ).rejects.toMatchObject({ status: 403 })
    await expect(
      saveVersion(office.as('reviewer'), { departmentId: office.departmentId, parsed: first }),
    ).rejects.toMatchObject({ status: 403 })
  })

  it('is read at the desk by its own department only', async () => {
    const { one } = await saveBoth()
    expect((await deskText(office.as('reviewer'), one.textId)).alignment).toHaveLength(6)
    await expect(deskText(other.as('drafter'), one.textId)).rejects.toMatchObject({ status: 403 })
    await expect(textForImport(other.as('drafter'), one.textId)).rejects.toMatchObject({ status: 403 })
    expect((await deskTexts(other.as('drafter'))).rows).toEqual([])
  })

  it('gets two numbers when two drafters save at once', async () => {
    const { ctx, one } = await saveBoth()
    const next = { textId: one.textId, departmentId: office.departmentId, parsed: second }
    const [a, b] = await Promise.all([saveVersion(ctx, next), saveVersion(ctx, next)])
    expect([a.number, b.number].sort()).toEqual([3, 4])
  })

  it('is not saved empty, and not at all when its audit entry fails', async () => {
    const ctx = office.as('drafter')
    const { departmentId } = office
    await expect(saveVersion(ctx, { departmentId, parsed: { ...first, clauses: [] } })).rejects.toMatchObject(
      { status: 422 },
    )
    const count = await open.db.$count(textVersions)
    await open.db.execute(
      sql`alter table audit add constraint no_saving check (action <> 'text.version-saved') not valid`,
    )
    await expect(saveVersion(ctx, { departmentId, parsed: first })).rejects.toThrow()
    await open.db.execute(sql`alter table audit drop constraint no_saving`)
    expect(await open.db.$count(textVersions)).toBe(count)
  })

  it('takes a text of 6000 clauses', async () => {
    const clauses = Array.from({ length: 6000 }, (_, at) => ({
      ...first.clauses[0],
      kind: 'paragraph' as const,
      label: null,
      ordinal: at + 1,
      heading: null,
      body: `第 ${at} 段的内容。`,
      table: null,
      depth: 0,
      parent: null,
    }))
    const saved = await saveVersion(office.as('drafter'), {
      departmentId: office.departmentId,
      parsed: { ...first, clauses },
    })
    expect((await versionOf(office.citizen(), saved.versionId)).clauses).toHaveLength(6000)
  })
})

describe('the public place of a clause', () => {
  it('is its draft while that is all there is, and then the policy, under the same id', async () => {
    const { ctx, one, two } = await saveBoth()
    const { departmentId } = office
    const { clauses } = await versionOf(ctx, one.versionId)
    const item = clauses.find(({ label }) => label === '（二）')?.clauseId as number
    const night = clauses.find(({ label }) => label === '第三条')?.clauseId as number
    const stamps = { createdAt: ctx.now }
    const [matter] = await open.db
      .insert(matters)
      .values({
        ...{
          departmentId,
          title: '停车',
          kind: 'other',
          summary: '',
          basis: '',
          year: 2026,
          plannedTiming: '',
          ...stamps,
        },
        plannedMethods: [],
        affectedGroups: [],
      })
      .returning()
    const [consultation] = await open.db
      .insert(consultations)
      .values({
        ...{
          departmentId,
          matterId: matter?.id ?? 0,
          textId: one.textId,
          versionId: one.versionId,
          ...stamps,
        },
        ...{ title: '停车办法征求意见', background: '', draftingNote: '', draftKind: 'general' },
        ...{ opensAt: ctx.now, closesAt: new Date(ctx.now.getTime() + 1) },
      })
      .returning()
    await takeStep(ctx, { subject: 'consultation', id: consultation?.id ?? 0, kind: 'published' })
    const places = await placesOfClauses(ctx, [item, night])
    expect(places.get(item)).toMatchObject({
      label: '第二条第（二）项',
      title: '停车办法征求意见',
      href: `/consultations/${consultation?.id}#c-${item}`,
    })

    const [policy] = await open.db
      .insert(policies)
      .values({
        ...{
          departmentId,
          textId: one.textId,
          versionId: two.versionId,
          title: '停车办法',
          documentNumber: '岭政办发〔2026〕9号',
        },
        ...{
          indexNumber: 'x',
          theme: '交通',
          kind: 'normative',
          audience: [],
          signedOn: '2026-01-01',
          effectiveOn: '2026-01-01',
        },
        ...stamps,
      })
      .returning()
    await expect(comparePublicVersions(ctx, one.textId, { from: 1, to: 2 })).rejects.toMatchObject({
      status: 404,
    })
    await takeStep(ctx, { subject: 'policy', id: policy?.id ?? 0, kind: 'published' })
    expect((await placesOfClauses(ctx, [night])).get(night)).toMatchObject({
      label: '第四条',
      title: '停车办法',
      href: `/policies/${policy?.id}#c-${night}`,
    })
    const comparison = await comparePublicVersions(office.citizen(), one.textId, {})
    expect([comparison.from.kind, comparison.to.kind]).toEqual(['consultation', 'policy'])
  })
})

describe('an unpublished text', () => {
  it('has no public place and no public comparison (invariant 9)', async () => {
    const { ctx, one } = await saveBoth()
    const { clauses } = await versionOf(ctx, one.versionId)
    expect(
      await placesOfClauses(
        office.citizen(),
        clauses.map(({ clauseId }) => clauseId),
      ),
    ).toEqual(new Map())
    await expect(
      comparePublicVersions(office.citizen(), one.textId, { from: 1, to: 2 }),
    ).rejects.toMatchObject({ status: 404 })
  })
})
