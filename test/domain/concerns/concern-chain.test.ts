import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { concernsByClause, concernsByInterpretation } from '~/app/domain/concerns/by-clause.server'
import { deskConcern } from '~/app/domain/concerns/desk.server'
import { concernFigures } from '~/app/domain/concerns/figures.server'
import { waitingConcerns } from '~/app/domain/concerns/inbox.server'
import { listConcerns } from '~/app/domain/concerns/list.server'
import { concernPage } from '~/app/domain/concerns/page.server'
import { raiseConcern } from '~/app/domain/concerns/raise.server'
import { concernReceipt } from '~/app/domain/concerns/receipt.server'
import {
  publishResponse,
  returnResponse,
  saveResponse,
  submitResponse,
} from '~/app/domain/concerns/respond.server'
import { publishConcern, triageConcern, withdrawConcern } from '~/app/domain/concerns/triage.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import { concerns, concernTriages, responses } from '~/db/schema/concerns'
import { freshDatabase } from '../../support/database'
import { makeOffice } from '../../support/office'
import { makePolicy } from './published-policy'

const start = new Date('2026-11-20T17:45:00+08:00')
const later = (hours: number) => new Date(start.getTime() + hours * 3_600_000)

let open: OpenDatabase
let housing: Awaited<ReturnType<typeof makeOffice>>
let water: Awaited<ReturnType<typeof makeOffice>>
let policy: Awaited<ReturnType<typeof makePolicy>>
let hidden: Awaited<ReturnType<typeof makePolicy>>
let keys = 0

beforeAll(async () => {
  open = await freshDatabase()
  housing = await makeOffice(open.db, 'housing')
  water = await makeOffice(open.db, 'water')
  const ctx = housing.citizen(start)
  policy = await makePolicy(ctx, housing.departmentId, new Date('2026-10-01T09:00:00+08:00'))
  hidden = await makePolicy(ctx, housing.departmentId, null, '2')
})
afterAll(() => open.close())

function concern(more: Partial<Parameters<typeof raiseConcern>[1]> = {}) {
  const key = `key-of-form-${++keys}`
  const body = '我家在六楼，老人上下楼困难，补贴的十五万元什么时候能到账？'
  return {
    key,
    body,
    place: '东关社区',
    displayName: '王女士',
    publishWords: false,
    contact: '13800138000',
    ...more,
  }
}

async function raise(more: Partial<Parameters<typeof raiseConcern>[1]> = {}, now = start): Promise<number> {
  const { code } = await raiseConcern(housing.citizen(now), concern(more))
  const [row] = await open.db.select({ id: concerns.id }).from(concerns).where(eq(concerns.code, code))
  return row?.id ?? 0
}

const words = {
  severity: 'ordinary' as const,
  publicTitle: '补贴何时到账',
  publicBody: '群众咨询补贴资金的拨付时间。',
  reason: '',
}
const triage = (id: number, now = later(1), more: object = {}) =>
  triageConcern(housing.as('moderator', now), { id, departmentId: housing.departmentId, ...words, ...more })

const answer = (concernId: number, more: object = {}) => ({
  concernId,
  body: '验收合格后三十日内拨付。\n进度可向住建局查询。',
  spokesperson: '乔若溪（新闻发言人）',
  clauseIds: [policy.clauseIds[1]],
  interpretationIds: [policy.interpretationId],
  ...more,
})

async function answered(id: number, now = later(5)) {
  const { responseId } = await saveResponse(housing.as('drafter', now), answer(id))
  await submitResponse(housing.as('drafter', now), responseId)
  await publishResponse(housing.as('spokesperson', now), responseId)
  return responseId
}

describe('handing over', () => {
  it('keeps the earlier rows and does not restart the clock', async () => {
    const id = await raise()
    await triage(id)
    const before = (await deskConcern(housing.as('moderator', later(2)), id)).clock.deadline
    const next = { departmentId: water.departmentId }
    await expect(triage(id, later(30), next)).rejects.toMatchObject({
      status: 422,
      fields: { reason: expect.any(String) },
    })
    await triage(id, later(30), { ...next, reason: '属供水职责' })
    const after = await deskConcern(housing.as('moderator', later(31)), id)
    expect(after.clock.deadline).toEqual(before)
    expect(after.clock.deadline).toEqual(later(48))
    expect(after.triages.map((row) => row.departmentId)).toEqual([water.departmentId, housing.departmentId])
    expect(await open.db.$count(concernTriages, eq(concernTriages.concernId, id))).toBe(2)
  })

  it('to a slower clock wants a reason, to a faster one does not', async () => {
    const id = await raise()
    await triage(id)
    await expect(triage(id, later(2), { severity: 'letter' })).rejects.toMatchObject({ status: 422 })
    await triage(id, later(2), { severity: 'emergency' })
    expect((await deskConcern(housing.as('moderator', later(2)), id)).clock.deadline).toEqual(later(5))
  })

  it('is not for a drafter, and the drafter of another department does not see it', async () => {
    const id = await raise()
    const attempt = triageConcern(housing.as('drafter'), { id, departmentId: housing.departmentId, ...words })
    await expect(attempt).rejects.toMatchObject({ status: 403 })
    await triage(id)
    await expect(deskConcern(water.as('drafter'), id)).rejects.toMatchObject({ status: 403 })
    expect((await waitingConcerns(water.as('drafter', later(2)))).map((row) => row.id)).not.toContain(id)
    expect((await waitingConcerns(housing.as('drafter', later(2)))).map((row) => row.id)).toContain(id)
  })
})

describe('a response', () => {
  it('is refused from another department, and after a hand-over from the one that wrote it', async () => {
    const id = await raise()
    await triage(id)
    await expect(saveResponse(water.as('drafter', later(2)), answer(id))).rejects.toMatchObject({
      status: 403,
    })
    const { responseId } = await saveResponse(housing.as('drafter', later(2)), answer(id))
    await submitResponse(housing.as('drafter', later(2)), responseId)
    await expect(publishResponse(housing.as('drafter', later(3)), responseId)).rejects.toMatchObject({
      status: 403,
    })
    await expect(publishResponse(water.as('spokesperson', later(3)), responseId)).rejects.toMatchObject({
      status: 403,
    })
    await triage(id, later(4), { departmentId: water.departmentId, reason: '属供水职责' })
    const late = publishResponse(housing.as('spokesperson', later(5)), responseId)
    await expect(late).rejects.toMatchObject({ status: 422, findings: [{ id: 'C2' }] })
  })

  it('cites nothing that is not public', async () => {
    const id = await raise()
    await triage(id)
    const save = (more: object) => saveResponse(housing.as('drafter', later(2)), answer(id, more))
    await expect(save({ clauseIds: [hidden.clauseIds[0]] })).rejects.toMatchObject({ status: 422 })
    await expect(save({ interpretationIds: [hidden.interpretationId] })).rejects.toMatchObject({
      status: 422,
    })
    expect(await open.db.$count(responses, eq(responses.concernId, id))).toBe(0)
  })

  it('keeps every version, and only published ones are public', async () => {
    const id = await raise()
    await triage(id)
    await publishConcern(housing.as('moderator', later(1)), id)
    await answered(id)
    const second = await saveResponse(
      housing.as('drafter', later(6)),
      answer(id, { body: '补充：进度每周公布。' }),
    )
    expect(second.version).toBe(2)
    const before = await concernPage(housing.citizen(later(7)), id)
    expect(before.responses.map((one) => one.version)).toEqual([1])
    await submitResponse(housing.as('drafter', later(7)), second.responseId)
    await publishResponse(housing.as('spokesperson', later(8)), second.responseId)
    const page = await concernPage(housing.citizen(later(9)), id)
    expect(page.responses.map((one) => one.version)).toEqual([2, 1])
    expect(page).toMatchObject({
      receivedAt: start,
      answeredAt: later(5),
      state: 'answered',
      clock: { state: 'in-time' },
    })
    expect(page.responses[0]?.references.map((one) => one.href)).toEqual([
      `/policies/${policy.policyId}#c-${policy.clauseIds[1]}`,
      `/interpretations/${policy.interpretationId}`,
    ])
    expect(page.events.map((event) => event.kind)).toEqual([
      'received',
      'assigned',
      'published',
      'answered',
      'answer-revised',
    ])
  })

  it('with the spokesperson is not changed until it is returned with a reason', async () => {
    const id = await raise()
    await triage(id)
    const drafter = housing.as('drafter', later(2))
    const { responseId } = await saveResponse(drafter, answer(id))
    await submitResponse(drafter, responseId)
    await expect(saveResponse(drafter, answer(id))).rejects.toMatchObject({ status: 409 })
    await expect(returnResponse(housing.as('spokesperson', later(3)), responseId, ' ')).rejects.toMatchObject(
      { status: 422 },
    )
    await returnResponse(housing.as('spokesperson', later(3)), responseId, '请补充依据')
    expect((await saveResponse(drafter, answer(id, { body: '按细则第二条办理。' }))).version).toBe(2)
    await expect(submitResponse(drafter, responseId)).rejects.toMatchObject({ status: 409 })
  })

  it('saved twice by the same form is one version, and so is an assignment', async () => {
    const id = await raise()
    await triage(id)
    await triage(id, later(2))
    expect(await open.db.$count(concernTriages, eq(concernTriages.concernId, id))).toBe(1)
    const first = await saveResponse(housing.as('drafter', later(2)), answer(id))
    expect(await saveResponse(housing.as('drafter', later(3)), answer(id))).toEqual(first)
    expect(await open.db.$count(responses, eq(responses.concernId, id))).toBe(1)
  })

  it('needs a department first, and no private data in it', async () => {
    const id = await raise()
    await expect(saveResponse(housing.as('drafter', later(2)), answer(id))).rejects.toMatchObject({
      status: 422,
    })
    await triage(id)
    const body = '请拨打13800138000咨询。'
    const { responseId } = await saveResponse(housing.as('drafter', later(2)), answer(id, { body }))
    const submit = submitResponse(housing.as('drafter', later(2)), responseId)
    await expect(submit).rejects.toMatchObject({ status: 422, findings: [{ id: 'L3' }] })
  })
})

describe('what the public sees', () => {
  it('is nothing of a concern until it is public, and in the department’s words', async () => {
    const [clauseId] = policy.clauseIds
    const id = await raise({ clauseId })
    await triage(id)
    await expect(concernPage(housing.citizen(later(2)), id)).rejects.toMatchObject({ status: 404 })
    expect((await concernsByClause(housing.citizen(later(2)), [clauseId])).get(clauseId)).toBeUndefined()
    await publishConcern(housing.as('moderator', later(3)), id)
    await expect(concernPage(housing.citizen(later(2)), id)).rejects.toMatchObject({ status: 404 })
    const page = await concernPage(housing.citizen(later(4)), id)
    expect(page).toMatchObject({
      title: words.publicTitle,
      citizenWords: null,
      about: { label: '第一条' },
      state: 'open',
    })
    expect(JSON.stringify(page)).not.toContain('六楼')
    expect(JSON.stringify(page)).not.toContain('王女士')
    expect((await concernsByClause(housing.citizen(later(4)), [clauseId])).get(clauseId)).toEqual([
      { concernId: id, title: words.publicTitle, answered: false },
    ])
    const [entry] = await open.db
      .select()
      .from(outbox)
      .where(sql`payload = ${JSON.stringify({ kind: 'concern', id })}::jsonb`)
    expect(entry?.topic).toBe('search')
  })

  it('is the person’s own words with consent, masked', async () => {
    const id = await raise({ publishWords: true, body: '请回电13800138000，我想问补贴的事。' })
    await triage(id)
    await publishConcern(housing.as('moderator', later(1)), id)
    const page = await concernPage(housing.citizen(later(2)), id)
    expect(page.citizenWords?.join()).toContain('138****8000')
  })

  it('beside a clause and an interpretation is also what cites them, once the answer is public', async () => {
    const id = await raise()
    await triage(id)
    await publishConcern(housing.as('moderator', later(1)), id)
    const [, clauseId] = policy.clauseIds
    const mentioned = async (now: Date) => {
      const found = (await concernsByClause(housing.citizen(now), [clauseId])).get(clauseId) ?? []
      return found.some((mention) => mention.concernId === id)
    }
    expect(await mentioned(later(4))).toBe(false)
    await answered(id)
    expect(await mentioned(later(6))).toBe(true)
    const beside = (await concernsByInterpretation(housing.citizen(later(6)), [policy.interpretationId])).get(
      policy.interpretationId,
    )
    expect(beside).toContainEqual({ concernId: id, title: words.publicTitle, answered: true })
    await withdrawConcern(housing.as('moderator', later(7)), id, '重复')
    expect(await mentioned(later(8))).toBe(false)
    await expect(concernPage(housing.citizen(later(8)), id)).rejects.toMatchObject({ status: 410 })
    await expect(publishConcern(housing.as('moderator', later(9)), id)).rejects.toMatchObject({ status: 409 })
  })

  it('with the code is the whole story, also of a concern that is not public', async () => {
    const { code } = await raiseConcern(housing.citizen(start), concern())
    const [row] = await open.db.select({ id: concerns.id }).from(concerns).where(eq(concerns.code, code))
    const id = row?.id ?? 0
    expect(
      await concernReceipt(housing.citizen(later(1)), code.toLowerCase().replaceAll('-', ' ')),
    ).toMatchObject({
      department: null,
      clock: { state: 'running', deadline: later(48) },
      href: null,
    })
    await triage(id)
    await answered(id)
    const receipt = await concernReceipt(housing.citizen(later(6)), code)
    expect(receipt).toMatchObject({ clock: { state: 'in-time' }, href: null, responses: [{ version: 1 }] })
    expect(await concernReceipt(housing.citizen(), 'AAAA-AAAA-AAAA')).toBeNull()
  })
})

describe('lists and figures', () => {
  it('filter by department and state, page by page, none twice', async () => {
    const ctx: Ctx = housing.citizen(later(200))
    for (let at = 0; at < 5; at++) {
      const id = await raise({}, later(100 + at))
      await triage(id, later(110))
      await publishConcern(housing.as('moderator', later(110)), id)
    }
    const seen: number[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof listConcerns>> = await listConcerns(ctx, { after, limit: 2 })
      seen.push(...page.rows.map((row) => row.id))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThanOrEqual(7)
    const overdue = await listConcerns(ctx, { state: 'overdue', department: 'housing' })
    expect(overdue.rows.length).toBeGreaterThanOrEqual(5)
    expect(overdue.rows.every((row) => row.state === 'overdue')).toBe(true)
    expect((await listConcerns(ctx, { department: 'water' })).rows).toEqual([])
    const done = await listConcerns(ctx, { state: 'answered' })
    expect(done.rows.every((row) => row.answeredAt !== null)).toBe(true)
  })

  it('count everything received, and the share in time of what was due', async () => {
    const figures = await concernFigures(housing.citizen(later(200)))
    expect(figures.asked).toBe(await open.db.$count(concerns))
    expect(figures.inTime).toBeLessThanOrEqual(figures.due)
    expect(figures.answered).toBeGreaterThan(0)
    expect(figures.medianHours).toBe(5)
  })
})
