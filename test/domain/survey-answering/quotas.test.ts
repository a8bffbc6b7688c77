import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Quota, quotasOf, takePlaces } from '~/app/domain/survey-answering/quotas'
import { peopleSoFar } from '~/app/domain/survey-answering/receive.server'
import { openBoxed } from '~/app/domain/survey-answering/seal.server'
import { submitAnswers, submitMany } from '~/app/domain/survey-answering/submit.server'
import { type OpenDatabase, openDatabase } from '~/db/client'
import type { Answers, Test } from '~/db/schema/survey-definition'
import { surveyQuotas } from '~/db/schema/surveys'
import { freshDatabase } from '~/test/support/database'
import { runs } from '~/test/support/runs'
import { aSurvey, type Office } from '../surveys/a-survey'
import { answersWithoutCar, storedOf } from './answering'

let open: OpenDatabase
let office: Office
beforeAll(async () => {
  open = await freshDatabase()
  ;({ office } = await aSurvey(open.db))
})
afterAll(() => open.close())

const isCar = (value: string): Test => ({ question: 'car', is: 'chosen', value })
const isOld: Test = { question: 'age', is: 'at-least', value: 60 }

const aTest = fc.oneof(
  fc.constantFrom('one', 'more', 'none').map(isCar),
  fc.constant(isOld),
  fc.constant<Test>({ question: 'age', is: 'answered' }),
)
const someQuotas = fc.array(
  fc.record({ tests: fc.array(aTest, { maxLength: 2 }), most: fc.integer({ min: 0, max: 6 }) }),
  { maxLength: 4 },
)
const someAnswers = fc.array(
  fc.record(
    { car: fc.constantFrom('one', 'more', 'none'), age: fc.integer({ min: 1, max: 99 }) },
    {
      requiredKeys: ['car'],
    },
  ),
  { maxLength: 30 },
)

test('whatever the quotas and whoever comes: none is overfilled, none turns anybody away before it is full, who came first is in', () => {
  fc.assert(
    fc.property(someQuotas, someAnswers, (wanted, people) => {
      const quotas: Quota[] = wanted.map((quota, id) => ({ ...quota, id, label: `${id}`, taken: 0 }))
      const inside: typeof people = []
      for (const answers of people) {
        // Counted anew each time from who is inside, not from the counter.
        const full = wanted.some(
          (quota) =>
            quotasOf([quota], answers).length > 0 &&
            inside.filter((one) => quotasOf([quota], one).length > 0).length >= quota.most,
        )
        expect(takePlaces(quotas, answers) !== null).toBe(full)
        if (!full) inside.push(answers)
      }
      for (const quota of quotas)
        expect(quota.taken).toBe(inside.filter((one) => quotasOf([quota], one).length > 0).length)
    }),
  )
})

test('the same in the database: who is refused and what is counted is as if one had come after the other', async () => {
  await fc.assert(
    fc.asyncProperty(someQuotas, someAnswers, async (wanted, people) => {
      const { surveyId } = await aSurvey(open.db, {
        office,
        quotas: wanted.map((quota, at) => ({ ...quota, label: `${at}` })),
      })
      const alone: Quota[] = wanted.map((quota, id) => ({ ...quota, id, label: `${id}`, taken: 0 }))
      const complete = people.map((answers) =>
        answers.car === 'none' ? answers : { ...answers, where: ['yard'], ease: 3 },
      )
      const outcomes = await submitMany(
        office.citizen(),
        surveyId,
        complete.map((answers) => answersWithoutCar({ answers })),
      )
      const expected = complete.map((answers) => takePlaces(alone, answers) === null)
      expect(outcomes.map(({ ok }) => ok)).toEqual(expected)
      expect(await takenOf(surveyId)).toEqual(alone.map(({ taken }) => taken))
      const { box, marks } = await storedOf(open.db, surveyId)
      const inside = expected.filter((one) => one).length
      expect([box.length, marks.length]).toEqual([inside, inside])
    }),
    runs(25),
  )
})

async function takenOf(surveyId: number): Promise<number[]> {
  const rows = await open.db
    .select({ taken: surveyQuotas.taken })
    .from(surveyQuotas)
    .where(eq(surveyQuotas.surveyId, surveyId))
    .orderBy(surveyQuotas.position)
  return rows.map(({ taken }) => taken)
}

test('two hundred at once over two processes: each quota is filled to the last place and not beyond', async () => {
  const { surveyId } = await aSurvey(open.db, {
    office,
    quotas: [
      { label: '没有汽车的人', tests: [isCar('none')], most: 37 },
      { label: '六十岁以上的人', tests: [isOld], most: 50 },
      { label: '六十岁以上没有汽车的人', tests: [isCar('none'), isOld], most: 12 },
    ],
  })
  // A pool of its own stands for another process: its batches know nothing of the others.
  const other = openDatabase(open.url)
  const come = (at: number) => {
    const age = at % 2 === 0 ? 70 : 30
    const answers: Answers =
      at % 3 === 0 ? { car: 'none', age } : { car: 'one', age, where: ['garage'], ease: (at % 5) + 1 }
    const ctx = { ...office.citizen(), db: at % 4 < 2 ? open.db : other.db }
    return submitAnswers(ctx, surveyId, answersWithoutCar({ answers }))
  }
  const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, at) => come(at)))
  await other.close()
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.status] : []))
  expect(new Set(refused)).toEqual(new Set([409]))
  const inside = (await storedOf(open.db, surveyId)).box.map(({ sealed }) => openBoxed(sealed).answers)
  expect(inside.length).toBe(200 - refused.length)
  const isNone = inside.filter(({ car }) => car === 'none')
  const old = inside.filter(({ age }) => Number(age) >= 60)
  const both = isNone.filter(({ age }) => Number(age) >= 60)
  expect(await takenOf(surveyId)).toEqual([isNone.length, old.length, both.length])
  // Nobody was turned away but for a quota that is full, and none is overfilled.
  const [cars, elders, few] = [isNone.length === 37, old.length === 50, both.length === 12]
  const turnedAway = outcomes.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []))
  for (const at of turnedAway) {
    const [noCar, isElder] = [at % 3 === 0, at % 2 === 0]
    expect((noCar && cars) || (isElder && elders) || (noCar && isElder && few)).toBe(true)
  }
  expect(isNone.length <= 37 && old.length <= 50 && both.length <= 12).toBe(true)
  expect(refused.length).toBeGreaterThan(30)
  expect((await peopleSoFar(office.citizen(), [surveyId])).get(surveyId)).toBe(inside.length)
})

test('one quota, two hundred people, a hundred places: exactly a hundred are in', async () => {
  const { surveyId } = await aSurvey(open.db, { office, quotas: [{ label: '所有人', tests: [], most: 100 }] })
  const other = openDatabase(open.url)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, at) =>
      submitAnswers(
        { ...office.citizen(), db: at % 2 === 0 ? open.db : other.db },
        surveyId,
        answersWithoutCar(),
      ),
    ),
  )
  await other.close()
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(100)
  expect(await takenOf(surveyId)).toEqual([100])
  expect((await storedOf(open.db, surveyId)).marks).toHaveLength(100)
})

test('two hundred at once over two processes in the name of one person: exactly one is in', async () => {
  for (const access of ['browser', 'account'] as const) {
    const { surveyId } = await aSurvey(open.db, { office, access })
    const other = openDatabase(open.url)
    const person = { browserToken: 'x'.repeat(22), accountMark: new Uint8Array(32).fill(7) }
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, (_, at) =>
        submitAnswers(
          { ...office.citizen(), db: at % 2 === 0 ? open.db : other.db },
          surveyId,
          answersWithoutCar(person),
        ),
      ),
    )
    await other.close()
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.status] : []))
    expect(refused).toEqual(Array.from({ length: 199 }, () => 409))
    const { box, marks } = await storedOf(open.db, surveyId)
    expect([box.length, marks.length]).toEqual([1, 2])
  }
})

test('the database itself lets no quota be overfilled', async () => {
  const { surveyId } = await aSurvey(open.db, { office, quotas: [{ label: '所有人', tests: [], most: 3 }] })
  await expect(
    open.db.execute(sql`update survey_quotas set taken = 4 where survey_id = ${surveyId}`),
  ).rejects.toThrow()
})
