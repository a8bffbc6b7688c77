import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDraft, saveDraft, startDraft } from '~/app/domain/survey-answering/drafts.server'
import { participationMark } from '~/app/domain/survey-answering/marks.server'
import { peopleSoFar } from '~/app/domain/survey-answering/receive.server'
import { openBoxed } from '~/app/domain/survey-answering/seal.server'
import { submitAnswers, submitMany } from '~/app/domain/survey-answering/submit.server'
import type { OpenDatabase } from '~/db/client'
import { audit, idempotencyKeys, outbox, steps } from '~/db/schema/audit'
import { surveyInvitationBatches, surveyInvitations } from '~/db/schema/survey-answers'
import { freshDatabase } from '~/test/support/database'
import { aNextVersion, aSurvey, closes, everyKind, type Office, opened } from '../surveys/a-survey'
import { answersWithoutCar, newKey, storedOf } from './answering'

let open: OpenDatabase
let office: Office
let surveyId: number
beforeAll(async () => {
  open = await freshDatabase()
  ;({ office, surveyId } = await aSurvey(open.db))
})
afterAll(() => open.close())

const citizen = (now?: Date) => office.citizen(now)
const people = async (id = surveyId) => (await peopleSoFar(citizen(), [id])).get(id)

test('answers are stored sealed, with the day and without the time; neither audit, outbox, steps nor keys know of it', async () => {
  const logs = async () =>
    Promise.all([audit, outbox, steps, idempotencyKeys].map((table) => open.db.$count(table)))
  const before = await logs()
  const { surveyId: id, versionId } = await aSurvey(open.db, { office })
  const afterSurvey = await logs()
  await submitAnswers(citizen(), id, answersWithoutCar({ answers: { car: 'none', why: '走路上班' } }))
  expect(await logs()).toEqual(afterSurvey)
  expect(afterSurvey[2]).toBe((before[2] ?? 0) + 2)
  const { box, marks, answers } = await storedOf(open.db, id)
  expect([box.length, marks.length, answers.length]).toEqual([1, 1, 0])
  expect(Buffer.from(box[0]?.sealed ?? []).includes('走路')).toBe(false)
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
  expect(openBoxed(box[0]?.sealed ?? new Uint8Array())).toEqual({
    ...{ surveyId: id, versionId, way: 'online', day },
    answers: { car: 'none', why: '走路上班' },
  })
})

test('a second click stores nothing and is thanked, also with other answers and when the survey has closed meanwhile', async () => {
  const { surveyId: id } = await aSurvey(open.db, { office })
  const form = answersWithoutCar()
  await submitAnswers(citizen(), id, form)
  await submitAnswers(citizen(), id, form)
  await submitAnswers(citizen(), id, { ...form, answers: { car: 'foreign' } })
  await submitAnswers(citizen(closes), id, form)
  await Promise.all(Array.from({ length: 20 }, () => submitAnswers(citizen(), id, form)))
  expect(await people(id)).toBe(1)
  expect((await storedOf(open.db, id)).marks).toHaveLength(1)
})

test('foreign options, hidden questions, what is out of range and what is missing are refused with words at the question', async () => {
  const { surveyId: id } = await aSurvey(open.db, { office })
  const faultsOf = (answers: Record<string, unknown>) =>
    submitAnswers(citizen(), id, answersWithoutCar({ answers: answers as never })).then(
      () => ({}),
      ({ status, fields }) => ({ status, questions: Object.keys(fields) }),
    )
  // Not without a car, as far as anybody knows: the next page is asked too.
  expect(await faultsOf({ car: 'bicycle' })).toEqual({ status: 422, questions: ['car', 'where', 'ease'] })
  expect(await faultsOf({ car: 'none', ease: 3 })).toEqual({ status: 422, questions: ['ease'] })
  expect(await faultsOf({ car: 'none', age: 130 })).toEqual({ status: 422, questions: ['age'] })
  expect(await faultsOf({ car: 'none', nothing: 'x' })).toEqual({ status: 422, questions: ['nothing'] })
  expect(await faultsOf({})).toEqual({ status: 422, questions: ['car', 'where', 'ease'] })
  expect(await faultsOf({ car: 'none', why: 'a\0b' })).toEqual({ status: 422, questions: ['why'] })
  expect(await faultsOf({ car: 'none', why: 'half \ud800' })).toEqual({ status: 422, questions: ['why'] })
  expect(await people(id)).toBe(0)
  expect((await storedOf(open.db, id)).marks).toHaveLength(0)
})

test('before it opens, after it closes, and while it is no public survey, nothing is taken', async () => {
  const { surveyId: id } = await aSurvey(open.db, { office })
  await expect(submitAnswers(citizen(closes), id, answersWithoutCar())).rejects.toMatchObject({ status: 409 })
  await submitAnswers(citizen(new Date(closes.getTime() - 1)), id, answersWithoutCar())
  const later = await aSurvey(open.db, { office, at: opened, opensAt: new Date(Date.now() + 3_600_000) })
  await expect(submitAnswers(citizen(), later.surveyId, answersWithoutCar())).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining('还没有开始'),
  })
  const draft = await aSurvey(open.db, { office, published: false })
  await expect(submitAnswers(citizen(), draft.surveyId, answersWithoutCar())).rejects.toMatchObject({
    status: 422,
  })
  await expect(submitAnswers(citizen(), 999_999, answersWithoutCar())).rejects.toMatchObject({ status: 404 })
  expect(await people(id)).toBe(1)
})

test('one answer per browser, per invitation and per address, each with kind words the second time', async () => {
  for (const access of ['browser', 'invitation', 'account'] as const) {
    const { surveyId: id } = await aSurvey(open.db, { office, access })
    const [batch] = await open.db
      .insert(surveyInvitationBatches)
      .values({ surveyId: id, label: '一', codes: 2, createdAt: new Date() })
      .returning()
    const invited = ['AAAA-BBBB-CCCC', 'AAAA-BBBB-DDDD']
    await open.db.insert(surveyInvitations).values(
      invited.map((code) => ({
        ...{ surveyId: id, batchId: batch?.id ?? 0 },
        mark: participationMark(id, 'invitation', code),
      })),
    )
    const person = (which: 0 | 1) => ({
      browserToken: `token-${which}`,
      invitationCode: invited[which] ?? '',
      accountMark: participationMark(id, 'account', `${which}@example.cn`),
    })
    await expect(submitAnswers(citizen(), id, answersWithoutCar())).rejects.toMatchObject({ status: 422 })
    await submitAnswers(citizen(), id, answersWithoutCar(person(0)))
    await expect(submitAnswers(citizen(), id, answersWithoutCar(person(0)))).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('已经答过'),
    })
    const both = await Promise.allSettled(
      Array.from({ length: 8 }, () => submitAnswers(citizen(), id, answersWithoutCar(person(1)))),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await people(id)).toBe(2)
    // One mark of the form and one of the person for each; of who was refused nothing is left.
    expect((await storedOf(open.db, id)).marks).toHaveLength(4)
  }
  const { surveyId: id } = await aSurvey(open.db, { office, access: 'invitation' })
  await expect(
    submitAnswers(citizen(), id, answersWithoutCar({ invitationCode: 'AAAA-BBBB-CCCC' })),
  ).rejects.toMatchObject({ status: 422 })
})

test('who began with the first version finishes it; the answers carry their version', async () => {
  const first = await aSurvey(open.db, { office })
  const second = await aNextVersion(open, { surveyId: first.surveyId, definition: everyKind })
  await submitAnswers(citizen(), first.surveyId, answersWithoutCar())
  await submitAnswers(
    citizen(),
    first.surveyId,
    answersWithoutCar({ version: 2, answers: { place: 'yunxi' } }),
  )
  await expect(
    submitAnswers(citizen(), first.surveyId, answersWithoutCar({ version: 3 })),
  ).rejects.toMatchObject({ status: 422 })
  const versions = (await storedOf(open.db, first.surveyId)).box.map(
    ({ sealed }) => openBoxed(sealed).versionId,
  )
  expect(new Set(versions)).toEqual(new Set([first.versionId, second.id]))
})

test('a full quota closes softly: 409, nothing stored, the draft stays, and the next click is judged anew', async () => {
  const { surveyId: id } = await aSurvey(open.db, {
    office,
    quotas: [{ label: '没有汽车的人', tests: [{ question: 'car', is: 'chosen', value: 'none' }], most: 1 }],
  })
  await submitAnswers(citizen(), id, answersWithoutCar())
  const { code, draft } = await startDraft(citizen(), id)
  await saveDraft(citizen(), id, code, { ...draft, answers: { car: 'none' } })
  const form = answersWithoutCar({ draftCode: code })
  for (let tries = 0; tries < 2; tries++)
    await expect(submitAnswers(citizen(), id, form)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('没有汽车的人'),
    })
  expect(await openDraft(citizen(), id, code)).toMatchObject({ answers: { car: 'none' } })
  expect((await storedOf(open.db, id)).marks).toHaveLength(1)
  const car = { car: 'one', where: ['yard'], ease: 4 }
  await submitAnswers(citizen(), id, { ...form, answers: car })
  expect(await openDraft(citizen(), id, code)).toBeNull()
  expect(await people(id)).toBe(2)
})

test('where the transaction breaks off, neither mark, place, answers nor a deleted draft is left; the next try succeeds', async () => {
  const { surveyId: id } = await aSurvey(open.db, {
    office,
    quotas: [{ label: '所有人', tests: [], most: 9 }],
  })
  const { code, draft } = await startDraft(citizen(), id)
  await saveDraft(citizen(), id, code, { ...draft, answers: { car: 'none' } })
  const form = answersWithoutCar({ draftCode: code })
  const breaking = `create or replace function break_off() returns trigger language plpgsql as
    $$ begin raise exception 'the power is gone' using errcode = '57P01'; end $$`
  await open.db.execute(sql.raw(breaking))
  for (const table of ['survey_participations', 'survey_quotas', 'survey_box', 'survey_drafts']) {
    // After the last row of each step in turn, at the very end of the statement.
    await open.db.execute(
      sql.raw(
        `create trigger broken after insert or update or delete on ${table} for each statement execute function break_off()`,
      ),
    )
    await expect(submitAnswers(citizen(), id, form)).rejects.toThrow()
    await open.db.execute(sql.raw(`drop trigger broken on ${table}`))
    const { marks, box } = await storedOf(open.db, id)
    const taken = await open.db.execute<{ taken: number }>(
      sql`select taken from survey_quotas where survey_id = ${id}`,
    )
    expect([marks.length, box.length, taken.rows[0]?.taken]).toEqual([0, 0, 0])
    expect(await openDraft(citizen(), id, code)).not.toBeNull()
  }
  await submitAnswers(citizen(), id, form)
  expect(await people(id)).toBe(1)
})

test('many are taken in their order, each under its own day, and what is wrong with one does not touch the others', async () => {
  const { surveyId: id } = await aSurvey(open.db, { office })
  const key = newKey()
  const outcomes = await submitMany(citizen(), id, [
    { ...answersWithoutCar({ key }), at: opened },
    { ...answersWithoutCar({ key }), at: opened },
    { ...answersWithoutCar({ answers: { car: 'foreign' } }), at: opened },
    { ...answersWithoutCar(), at: new Date(opened.getTime() - 1) },
    { ...answersWithoutCar(), at: new Date(opened.getTime() + 86_400_000) },
  ])
  expect(outcomes.map((one) => (one.ok ? one.again : (one.error as { status?: number }).status))).toEqual([
    false,
    true,
    422,
    409,
    false,
  ])
  const days = (await storedOf(open.db, id)).box.map(({ sealed }) => openBoxed(sealed).day)
  expect(new Set(days).size).toBe(2)
})

test('paper comes in the name of staff, inside its own transaction, also after closing and without a mark of a person', async () => {
  const { surveyId: id } = await aSurvey(open.db, { office, access: 'invitation' })
  const paper = answersWithoutCar({ way: 'paper' })
  await open.db
    .transaction(async (db) => {
      await submitAnswers({ ...office.as('drafter', closes), db }, id, paper)
      throw new Error('the sheet was not kept')
    })
    .catch(() => undefined)
  expect(await people(id)).toBe(0)
  await submitAnswers(office.as('drafter', closes), id, paper)
  expect(await people(id)).toBe(1)
  expect((await storedOf(open.db, id)).marks).toHaveLength(1)
})
