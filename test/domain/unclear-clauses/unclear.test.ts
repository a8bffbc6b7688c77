import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { mailDelivery } from '~/app/domain/notifications/deliver.server'
import { configuredKeys, decryptContact, rotateContacts } from '~/app/domain/people/contact.server'
import { forgetExpired } from '~/app/domain/people/retention.server'
import { answerUnclear } from '~/app/domain/unclear-clauses/answer.server'
import { demandOf, demandOfDepartment } from '~/app/domain/unclear-clauses/demand.server'
import { markUnclear, type NewMark } from '~/app/domain/unclear-clauses/mark.server'
import { unclearClause } from '~/app/domain/unclear-clauses/public.server'
import { mailSettings } from '~/app/server/mail.server'
import { drainMail } from '~/app/server/mail-jobs'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { unclearAnswers, unclearMarks } from '~/db/schema/unclear-clauses'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { draftPolicy, type Office } from '../policies/a-policy'
import { publicInterpretation, publicPolicy, systemAt, today } from './an-explained-policy'

let open: OpenDatabase
let office: Office
let other: Office

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  other = await makeOffice(open.db, 'education')
})
afterAll(() => open.close())

let forms = 0

function mark(at: { policyId: number; clauseId: number }, change: Partial<NewMark> = {}) {
  forms += 1
  return markUnclear(office.citizen(today), {
    ...{ key: `a-form-of-unclear-${forms}`, browserToken: `browser-${forms}` },
    ...at,
    ...change,
  })
}

async function aClause() {
  const policy = await publicPolicy(open.db, office)
  const clause = policy.clauseOf('第二条')
  return { ...policy, clause, at: { policyId: policy.policyId, clauseId: clause.id } }
}

async function place(policyId: number, clauseId: number) {
  const { clauses } = await demandOf(office.as('drafter', today), policyId)
  const [first] = clauses.find((one) => one.clauseId === clauseId)?.places ?? []
  if (!first) throw new Error('nothing public explains the clause')
  const { interpretationId, anchor, second } = first
  return { interpretationId, anchor, second }
}

it('anyone says it, once for each person and clause, with a sentence or without', async () => {
  const { at } = await aClause()
  await mark(at, { browserToken: 'zhao' })
  await mark(at, { browserToken: 'zhao', sentence: '“由县财政承担”是说不用我们出钱吗？' })
  await mark(at, { browserToken: 'zhao', sentence: '“由县财政承担”是说不用我们出钱吗？' })
  await mark(at, { browserToken: 'qian' })
  expect(await unclearClause(office.citizen(today), at)).toEqual({ people: 2, waiting: 2, answers: [] })
  const rows = await open.db.select().from(unclearMarks).where(eq(unclearMarks.policyId, at.policyId))
  expect(rows.map(({ sentence }) => sentence)).toEqual(['“由县财政承担”是说不用我们出钱吗？', ''])
})

it('the same form sent twice is one, and with other words it is refused', async () => {
  const { at } = await aClause()
  const form = { key: 'one-form-sent-twice', browserToken: 'sun' }
  await mark(at, { ...form, sentence: '看不懂' })
  await mark(at, { ...form, sentence: '看不懂' })
  await expect(mark(at, { ...form, sentence: '别的话' })).rejects.toMatchObject({ status: 409 })
  expect((await unclearClause(office.citizen(today), at)).people).toBe(1)
  const said = and(eq(audit.action, 'clause.found-unclear'), eq(audit.actor, 'citizen'))
  const entries = await open.db.select().from(audit).where(said)
  expect(JSON.stringify(entries)).not.toContain('看不懂')
})

it('two at once from one browser are one person', async () => {
  const { at } = await aClause()
  await Promise.all([1, 2, 3, 4].map(() => mark(at, { browserToken: 'at-once' })))
  expect((await unclearClause(office.citizen(today), at)).people).toBe(1)
})

it('nothing in the database says that two clauses were marked by one person', async () => {
  const policy = await publicPolicy(open.db, office)
  for (const label of ['第一条', '第二条'])
    await mark({ policyId: policy.policyId, clauseId: policy.clauseOf(label).id }, { browserToken: 'li' })
  const rows = await open.db.select().from(unclearMarks).where(eq(unclearMarks.policyId, policy.policyId))
  const [one, two] = rows.map(({ person }) => Buffer.from(person).toString('hex'))
  expect(one).toHaveLength(64)
  expect(one).not.toBe(two)
  expect(JSON.stringify(rows)).not.toContain(Buffer.from('li').toString('base64'))
})

it('only clauses of public policies can be marked', async () => {
  const { at, clause } = await aClause()
  const draft = await draftPolicy(office)
  const hidden = { policyId: draft.policyId, clauseId: draft.clauseIds[1] ?? 0 }
  await expect(mark(hidden)).rejects.toMatchObject({ status: 404 })
  await expect(mark({ policyId: at.policyId, clauseId: hidden.clauseId })).rejects.toMatchObject({
    status: 404,
  })
  await expect(mark({ policyId: 999_999, clauseId: clause.id })).rejects.toMatchObject({ status: 404 })
  expect((await unclearClause(office.citizen(today), at)).people).toBe(0)
})

it('from one network three hundred an hour are taken, and more the hour after', async () => {
  const { at } = await aClause()
  const network = '203.0.113.9'
  for (let count = 0; count < 300; count++)
    await mark(at, { browserToken: 'one', key: `from-one-network-${count % 2}`, network })
  await expect(mark(at, { network })).rejects.toMatchObject({ status: 429 })
  await mark(at, { network: '203.0.113.10' })
  const later = office.citizen(new Date(today.getTime() + 3_700_000))
  await markUnclear(later, { ...at, key: 'an-hour-later-form', browserToken: 'two', network })
  expect((await unclearClause(later, at)).people).toBe(3)
})

it('the desk sees the demand by clause, the most wanted first, with the words, and other departments do not', async () => {
  const policy = await publicPolicy(open.db, office)
  const at = (label: string) => ({ policyId: policy.policyId, clauseId: policy.clauseOf(label).id })
  await mark(at('第三条'), { sentence: '到哪个窗口？' })
  await mark(at('第三条'), { email: 'zhao@example.com' })
  await mark(at('第三条'), { sentence: '可以在网上申请吗？' })
  await mark(at('第二条'))
  const { clauses, mayAnswer } = await demandOf(office.as('drafter', today), policy.policyId)
  expect(mayAnswer).toBe(true)
  expect(clauses).toMatchObject([
    { label: '第三条', people: 3, waiting: 3, addresses: 1, sentenceCount: 2, places: [] },
    { label: '第二条', people: 1, waiting: 1, addresses: 0, sentenceCount: 0 },
  ])
  expect(clauses[0]?.sentences.map(({ sentence }) => sentence)).toEqual([
    '可以在网上申请吗？',
    '到哪个窗口？',
  ])
  const { rows } = await demandOfDepartment(office.as('drafter', today))
  expect(rows.find((row) => row.policyId === policy.policyId)).toMatchObject({
    marks: 4,
    waiting: 4,
    clauses: 2,
  })
  expect((await demandOfDepartment(other.as('drafter', today))).rows).toEqual([])
  await expect(demandOf(other.as('drafter', today), policy.policyId)).rejects.toMatchObject({ status: 403 })
  expect((await demandOf(office.as('issuer', today), policy.policyId)).mayAnswer).toBe(false)
})

it('answering links a public explanation to the clause for everyone who waits, and tells who left an address', async () => {
  const { at, clause, policyId } = await aClause()
  await mark(at, { email: 'zhao@example.com', sentence: '不要写进信里的话' })
  await mark(at)
  const nowhere = { interpretationId: 999, anchor: 'b-1', second: null }
  const drafter = office.as('drafter', today)
  await expect(answerUnclear(drafter, { ...at, ...nowhere })).rejects.toMatchObject({ status: 422 })
  const interpretationId = await publicInterpretation(open.db, policyId, [clause])
  const chosen = await place(policyId, clause.id)
  expect(chosen.interpretationId).toBe(interpretationId)
  await expect(answerUnclear(other.as('drafter', today), { ...at, ...chosen })).rejects.toMatchObject({
    status: 403,
  })
  expect(await answerUnclear(drafter, { ...at, ...chosen })).toEqual({ people: 2, told: 1 })
  const seen = await unclearClause(office.citizen(today), at)
  expect(seen).toMatchObject({
    people: 2,
    waiting: 0,
    answers: [{ interpretationId, anchor: chosen.anchor }],
  })
  expect(JSON.stringify(seen)).not.toContain('不要写进信里的话')
  await expect(answerUnclear(drafter, { ...at, ...chosen })).rejects.toMatchObject({ status: 409 })
  const waiting = await demandOfDepartment(drafter, { onlyWaiting: true })
  expect(waiting.rows.some((row) => row.policyId === policyId)).toBe(false)

  const folder = mkdtempSync(join(tmpdir(), 'gongyi-unclear-'))
  const settings = { ...mailSettings(), SMTP_URL: undefined, DATA_DIR: folder }
  await drainMail(
    open.db,
    mailDelivery(() => systemAt(open.db, today), settings),
    today,
  )
  const letters = readdirSync(join(folder, 'outbox')).map((name) =>
    readFileSync(join(folder, 'outbox', name), 'utf8'),
  )
  rmSync(folder, { recursive: true })
  expect(letters).toHaveLength(1)
  const [head = '', ...body] = (letters[0] ?? '').split('\r\n\r\n')
  const text = Buffer.from(body.join(''), 'base64').toString('utf8')
  expect(head).toContain('zhao@example.com')
  expect(text).toContain('第二条点过“这一条看不懂”')
  expect(text).toContain(`/interpretations/${interpretationId}#${chosen.anchor}`)
  expect(text).not.toContain('不要写进信里的话')
  const kept = await open.db.select().from(unclearMarks).where(eq(unclearMarks.policyId, policyId))
  expect(kept.every(({ contact }) => contact === null)).toBe(true)
})

it('an address that was written at a clause many times gets one letter', async () => {
  const { at, clause, policyId } = await aClause()
  for (const email of ['zhao@example.com', 'Zhao@example.com', 'zhao@example.com', 'qian@example.com'])
    await mark(at, { email })
  await publicInterpretation(open.db, policyId, [clause])
  const answer = { ...at, ...(await place(policyId, clause.id)) }
  expect(await answerUnclear(office.as('drafter', today), answer)).toEqual({ people: 4, told: 2 })
  const kept = await open.db.select().from(unclearMarks).where(eq(unclearMarks.policyId, policyId))
  expect(kept.filter(({ contact }) => contact !== null)).toHaveLength(2)
})

it('who still does not understand says so again, and waits again', async () => {
  const { at, clause, policyId } = await aClause()
  await mark(at, { browserToken: 'zhou', sentence: '看不懂' })
  await publicInterpretation(open.db, policyId, [clause])
  const answer = { ...at, ...(await place(policyId, clause.id)) }
  await answerUnclear(office.as('drafter', today), answer)
  await mark(at, { browserToken: 'zhou', sentence: '看了还是不懂' })
  expect(await unclearClause(office.citizen(today), at)).toMatchObject({ people: 1, waiting: 1 })
  const [row] = await open.db.select().from(unclearMarks).where(eq(unclearMarks.policyId, policyId))
  expect(row?.sentence).toBe('看不懂\n看了还是不懂')
  expect(await answerUnclear(office.as('drafter', today), answer)).toEqual({ people: 1, told: 0 })
  expect(await open.db.$count(unclearAnswers, eq(unclearAnswers.policyId, policyId))).toBe(1)
})

it('an explanation that is withdrawn answers nobody any more', async () => {
  const { at, clause, policyId } = await aClause()
  await mark(at)
  const interpretationId = await publicInterpretation(open.db, policyId, [clause])
  await answerUnclear(office.as('drafter', today), { ...at, ...(await place(policyId, clause.id)) })
  await takeStep(systemAt(open.db, today), {
    ...{ subject: 'interpretation', id: interpretationId, kind: 'withdrawn', reason: '有误' },
  })
  expect(await unclearClause(office.citizen(today), at)).toEqual({ people: 1, waiting: 1, answers: [] })
})

it('what explains the earlier text of a clause is not offered as an answer', async () => {
  const { clause, policyId } = await aClause()
  await publicInterpretation(open.db, policyId, [clause])
  const later = await publicPolicy(open.db, office, {
    ...{ at: today, replacesId: policyId },
    text: `云岭县既有住宅加装电梯补贴办法\n第一条　为了支持既有住宅加装电梯，制定本办法。\n第二条　每台电梯补贴三十万元，由县财政承担。`,
  })
  await mark({ policyId: later.policyId, clauseId: clause.id })
  const { clauses } = await demandOf(office.as('drafter', today), later.policyId)
  expect(clauses).toMatchObject([{ clauseId: clause.id, waiting: 1, places: [] }])
})

it('an address is sealed, can be sealed anew, and is forgotten after a year without an answer', async () => {
  await open.db.update(unclearMarks).set({ contact: null })
  const { at } = await aClause()
  await mark(at, { email: 'wu@example.com' })
  const find = async () => {
    const [row] = await open.db.select().from(unclearMarks).where(eq(unclearMarks.policyId, at.policyId))
    return row?.contact ?? null
  }
  const sealed = await find()
  expect(Buffer.from(sealed ?? []).includes('wu@example.com')).toBe(false)
  const fresh = Buffer.alloc(32, 9)
  const keys = { current: fresh, before: [configuredKeys().current] }
  expect(await rotateContacts(systemAt(open.db, today), keys)).toBe(1)
  expect(decryptContact((await find()) as Uint8Array, { current: fresh, before: [] })).toBe('wu@example.com')
  const after = (days: number) => systemAt(open.db, new Date(today.getTime() + days * 86_400_000))
  await forgetExpired(after(364))
  expect(await find()).not.toBeNull()
  await forgetExpired(after(366))
  expect(await find()).toBeNull()
})
