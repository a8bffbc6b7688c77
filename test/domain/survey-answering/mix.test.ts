import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import { peopleSoFar } from '~/app/domain/survey-answering/receive.server'
import { submitAnswers, submitMany } from '~/app/domain/survey-answering/submit.server'
import { type OpenDatabase, openDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { surveyBox } from '~/db/schema/survey-answers'
import { freshDatabase } from '~/test/support/database'
import { aSurvey, closes, type Office } from '../surveys/a-survey'
import { answersWithoutCar, storedOf } from './answering'

let open: OpenDatabase
let office: Office
beforeAll(async () => {
  open = await freshDatabase()
  ;({ office } = await aSurvey(open.db))
})
afterAll(() => open.close())

async function answered(count: number, answers = {}): Promise<number> {
  const { surveyId } = await aSurvey(open.db, { office })
  const all = Array.from({ length: count }, () => answersWithoutCar({ answers: { car: 'none', ...answers } }))
  await submitMany(office.citizen(), surveyId, all)
  return surveyId
}
const lengths = async (id: number) => {
  const { box, answers, texts } = await storedOf(open.db, id)
  return [box.length, answers.length, texts.length]
}

test('mixed answers keep version, way and day; their words lie apart, and only that something was written stays', async () => {
  const { surveyId, versionId } = await aSurvey(open.db, { office })
  const driver = { car: 'one', where: ['street', 'other'], 'where-other': '桥下', ease: 2 }
  await submitMany(office.citizen(), surveyId, [
    ...Array.from({ length: 12 }, () => answersWithoutCar({ answers: { car: 'none', why: '走路' } })),
    ...Array.from({ length: 12 }, () => answersWithoutCar({ answers: { ...driver, advice: '多建车位' } })),
  ])
  await mixAnswers(office.citizen(closes))
  const { answers, texts, box } = await storedOf(open.db, surveyId)
  expect(box).toHaveLength(0)
  expect(answers.filter(({ answers: given }) => given.car === 'one').map((row) => row.answers)).toEqual(
    Array(12).fill({ car: 'one', where: ['street', 'other'], ease: 2, advice: '' }),
  )
  expect(answers.filter(({ answers: given }) => given.car === 'none')[0]?.answers).toEqual({
    car: 'none',
    why: '',
  })
  expect(new Set(answers.map((row) => `${row.versionId} ${row.way}`))).toEqual(
    new Set([`${versionId} online`]),
  )
  const bodies = (id: string) => texts.filter(({ questionId }) => questionId === id).map(({ body }) => body)
  expect(bodies('why')).toEqual(Array(12).fill('走路'))
  expect(bodies('where-other')).toEqual(Array(12).fill('桥下'))
  expect(bodies('advice')).toEqual(Array(12).fill('多建车位'))
})

test('fewer than twenty wait while the survey runs; of more, all but ten are mixed; when it has closed, all', async () => {
  const few = await answered(19)
  const many = await answered(25, { why: '走路' })
  expect(await mixAnswers(office.citizen())).toBe(15)
  expect(await lengths(few)).toEqual([19, 0, 0])
  expect(await lengths(many)).toEqual([10, 15, 15])
  expect(await mixAnswers(office.citizen())).toBe(0)
  expect(await mixAnswers(office.citizen(closes))).toBe(29)
  expect(await lengths(few)).toEqual([0, 19, 0])
  expect(await lengths(many)).toEqual([0, 25, 25])
  const people = await peopleSoFar(office.citizen(), [few, many, 999_999])
  expect([...people]).toEqual([
    [few, 19],
    [many, 25],
    [999_999, 0],
  ])
})

test('what paper adds after the closing waits for others, and goes when the results are published', async () => {
  const id = await answered(12)
  await mixAnswers(office.citizen(closes))
  await submitAnswers(office.as('drafter', closes), id, answersWithoutCar({ way: 'paper' }))
  expect(await mixAnswers(office.citizen(closes))).toBe(0)
  expect(await lengths(id)).toEqual([1, 12, 0])
  await expect(mixAnswers(office.citizen(), { all: id })).rejects.toMatchObject({ status: 409 })
  expect(await mixAnswers(office.citizen(closes), { all: id })).toBe(1)
  expect(await lengths(id)).toEqual([0, 13, 0])
  expect(await mixAnswers(office.citizen(closes), { all: id })).toBe(0)
})

test('several processes mix at once and take nothing twice; each mixing leaves one entry with the number', async () => {
  const id = await answered(300, { why: '走路' })
  const other = openDatabase(open.url)
  const counts = await Promise.all(
    Array.from({ length: 6 }, (_, at) =>
      mixAnswers({ ...office.citizen(), db: at % 2 === 0 ? open.db : other.db }),
    ),
  )
  await Promise.all([
    mixAnswers(office.citizen(closes)),
    mixAnswers({ ...office.citizen(closes), db: other.db }),
  ])
  await other.close()
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(290)
  expect(await lengths(id)).toEqual([0, 300, 300])
  const entries = await open.db
    .select()
    .from(audit)
    .where(and(eq(audit.subject, 'survey'), eq(audit.subjectId, String(id))))
  expect(entries.map(({ after }) => (after as { count: number }).count)).toEqual([290, 10])
})

test('people answer while it is mixed, and nothing is lost', async () => {
  const { surveyId } = await aSurvey(open.db, { office })
  const mixing = setInterval(() => void mixAnswers(office.citizen()), 5)
  await Promise.all(
    Array.from({ length: 400 }, () => submitAnswers(office.citizen(), surveyId, answersWithoutCar())),
  )
  clearInterval(mixing)
  await mixAnswers(office.citizen(closes))
  await mixAnswers(office.citizen(closes), { all: surveyId })
  expect(await lengths(surveyId)).toEqual([0, 400, 0])
})

test('a box that cannot be opened keeps its own survey waiting, and no other', async () => {
  const broken = await answered(20)
  const [row] = await open.db.select().from(surveyBox).where(eq(surveyBox.surveyId, broken)).limit(1)
  const sealed = Buffer.from(row?.sealed ?? []).fill(0, 60, 90)
  await open.db
    .update(surveyBox)
    .set({ sealed })
    .where(eq(surveyBox.id, row?.id ?? 0))
  const whole = await answered(30)
  await expect(mixAnswers(office.citizen(closes))).rejects.toThrow()
  expect(await lengths(broken)).toEqual([20, 0, 0])
  expect(await lengths(whole)).toEqual([0, 30, 0])
})
