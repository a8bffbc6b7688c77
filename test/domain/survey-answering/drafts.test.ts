import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, dayOf } from '~/app/domain/calendar'
import { forgetExpired } from '~/app/domain/people/retention.server'
import { openDraft, saveDraft, startDraft } from '~/app/domain/survey-answering/drafts.server'
import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import { submitMany } from '~/app/domain/survey-answering/submit.server'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { surveyDrafts } from '~/db/schema/survey-answers'
import { surveyResults, surveys } from '~/db/schema/surveys'
import { freshDatabase } from '~/test/support/database'
import { aSurvey, closes, type Office } from '../surveys/a-survey'
import { answersWithoutCar, storedOf } from './answering'

let open: OpenDatabase
let office: Office
let surveyId: number
beforeAll(async () => {
  open = await freshDatabase()
  ;({ office, surveyId } = await aSurvey(open.db))
})
afterAll(() => open.close())

const day = 86_400_000
const citizen = (now?: Date) => office.citizen(now)
const draftsOf = (id: number) => open.db.select().from(surveyDrafts).where(eq(surveyDrafts.surveyId, id))

test('what was typed is kept as it is, faults and all, and opens with the code as people type it', async () => {
  const { code, draft } = await startDraft(citizen(), surveyId)
  expect(await openDraft(citizen(), surveyId, code)).toBeNull()
  expect(await draftsOf(surveyId)).toHaveLength(0)
  const typed = { ...draft, answers: { car: 'bicycle', age: '四十', where: ['other'] }, faultsPage: 'about' }
  await saveDraft(citizen(), surveyId, code, typed)
  expect(await openDraft(citizen(), surveyId, code)).toEqual(typed)
  expect(await openDraft(citizen(), surveyId, ` ${code.toLowerCase().replaceAll('-', ' ')}`)).toEqual(typed)
  const later = { ...typed, answers: { car: 'none' }, shown: ['car', 'why'] }
  await saveDraft(citizen(), surveyId, code, later)
  expect(await openDraft(citizen(), surveyId, code)).toEqual(later)
  expect(await draftsOf(surveyId)).toHaveLength(1)
})

test('another code, another survey or a mangled row opens nothing', async () => {
  const { code, draft } = await startDraft(citizen(), surveyId)
  await saveDraft(citizen(), surveyId, code, draft)
  const other = await aSurvey(open.db, { office })
  const another = await startDraft(citizen(), surveyId)
  expect(await openDraft(citizen(), surveyId, another.code)).toBeNull()
  expect(await openDraft(citizen(), other.surveyId, code)).toBeNull()
  for (const typed of ['', 'K7QM', '中文保存码一二三四五六七', `${code}2`])
    expect(await openDraft(citizen(), surveyId, typed)).toBeNull()
  const [first] = await draftsOf(surveyId)
  for (const row of await draftsOf(surveyId))
    await open.db
      .update(surveyDrafts)
      .set({ sealed: Buffer.from(first?.sealed ?? []).fill(1, 40, 60) })
      .where(eq(surveyDrafts.mark, Buffer.from(row.mark)))
  expect(await openDraft(citizen(), surveyId, code)).toBeNull()
})

test('nothing is begun or saved before the survey opens, after it has closed, or of a version that is not public', async () => {
  const { code, draft } = await startDraft(citizen(), surveyId)
  await saveDraft(citizen(), surveyId, code, draft)
  await expect(startDraft(citizen(closes), surveyId)).rejects.toMatchObject({ status: 409 })
  await expect(saveDraft(citizen(closes), surveyId, code, draft)).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining('截止'),
  })
  await expect(saveDraft(citizen(), surveyId, code, { ...draft, version: 2 })).rejects.toMatchObject({
    status: 422,
  })
  const long = { ...draft, answers: { advice: '话'.repeat(100_000) } }
  await expect(saveDraft(citizen(), surveyId, code, long)).rejects.toMatchObject({ status: 422 })
  expect(await openDraft(citizen(), surveyId, code)).toEqual(draft)
})

test('a draft goes thirty days after it was saved last, or a day after the survey has closed; an extension keeps it', async () => {
  const long = await aSurvey(open.db, { office, closesAt: new Date(Date.now() + 100 * day) })
  const short = await aSurvey(open.db, { office, closesAt: new Date(Date.now() + 5 * day) })
  const save = async (id: number, now = new Date()) => {
    const { code, draft } = await startDraft(citizen(now), id)
    const { expiresOn } = await saveDraft(citizen(now), id, code, draft)
    return { code, expiresOn }
  }
  const today = dayOf(new Date())
  const old = await save(long.surveyId)
  expect(old.expiresOn).toBe(addDays(today, 30))
  const closing = await save(short.surveyId)
  expect(closing.expiresOn).toBe(addDays(today, 5))
  await save(long.surveyId, new Date(Date.now() + 10 * day))
  const on = (days: number) => forgetExpired(office.citizen(new Date(Date.now() + days * day)))
  await on(6)
  expect([await draftsOf(short.surveyId), await draftsOf(long.surveyId)].map(({ length }) => length)).toEqual(
    [1, 2],
  )
  await open.db
    .update(surveys)
    .set({ closesAt: new Date(Date.now() + 8 * day) })
    .where(eq(surveys.id, short.surveyId))
  await on(8)
  expect(await draftsOf(short.surveyId)).toHaveLength(1)
  await on(10)
  expect(await draftsOf(short.surveyId)).toHaveLength(0)
  await on(31)
  expect(await draftsOf(long.surveyId)).toHaveLength(1)
  await on(41)
  expect(await draftsOf(long.surveyId)).toHaveLength(0)
})

test('two years after closing answers, words and marks are gone and the published figures stay; an entry says so once', async () => {
  const { surveyId: id } = await aSurvey(open.db, { office })
  await submitMany(
    citizen(),
    id,
    Array.from({ length: 12 }, () => answersWithoutCar({ answers: { car: 'none', why: '走路' } })),
  )
  await mixAnswers(citizen(closes), { all: id })
  await open.db
    .insert(surveyResults)
    .values({ surveyId: id, figures: { people: 12 }, createdAt: new Date(), createdBy: null })
  await forgetExpired(citizen(new Date(closes.getTime() + 729 * day)))
  const kept = await storedOf(open.db, id)
  expect([kept.answers.length, kept.texts.length, kept.marks.length]).toEqual([12, 12, 12])
  const past = new Date(closes.getTime() + 731 * day)
  await forgetExpired(citizen(past))
  await forgetExpired(citizen(past))
  expect(await storedOf(open.db, id)).toEqual({ box: [], answers: [], texts: [], marks: [] })
  expect(await open.db.$count(audit, eq(audit.action, 'survey.answers-forgotten'))).toBe(1)
  const [result] = await open.db.select().from(surveyResults).where(eq(surveyResults.surveyId, id))
  expect(result?.figures).toEqual({ people: 12 })
})
