import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newCode } from '~/app/domain/audit/codes'
import { rotateContacts } from '~/app/domain/people/contact.server'
import { saveDraft, startDraft } from '~/app/domain/survey-answering/drafts.server'
import { participationMark } from '~/app/domain/survey-answering/marks.server'
import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import { openBoxed } from '~/app/domain/survey-answering/seal.server'
import { submitAnswers, submitMany } from '~/app/domain/survey-answering/submit.server'
import type { OpenDatabase } from '~/db/client'
import {
  surveyAnswers,
  surveyDrafts,
  surveyInvitationBatches,
  surveyInvitations,
} from '~/db/schema/survey-answers'
import type { Answers } from '~/db/schema/survey-definition'
import { freshDatabase } from '~/test/support/database'
import { aSurvey, closes, everyKind, type Office } from '../surveys/a-survey'
import { newKey, storedOf } from './answering'

// The reader of a dump knows everything about the people: their code, their form's key, their browser, when they came
// and in which order, and what they may have said. What it must not find is whose answers are whose.

let open: OpenDatabase
let office: Office
beforeAll(async () => {
  open = await freshDatabase()
  ;({ office } = await aSurvey(open.db))
})
afterAll(() => open.close())

/** Every table as COPY writes it, row by row in the order of the heap. */
async function dump(): Promise<Map<string, string[]>> {
  const { rows } = await open.db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'
      and table_type = 'BASE TABLE'`,
  )
  const tables = rows.map(async ({ name }): Promise<[string, string[]]> => {
    const all = await open.db.execute<{ line: string }>(
      sql.raw(`select t::text as line from only "${name}" as t`),
    )
    return [name, all.rows.map(({ line }) => line)]
  })
  return new Map(await Promise.all(tables))
}

type Person = { code: string; key: string; words: string; draftCode: string; age: number }

async function invite(surveyId: number, count: number): Promise<Person[]> {
  const [batch] = await open.db
    .insert(surveyInvitationBatches)
    .values({ surveyId, label: '一', codes: count, createdAt: new Date() })
    .returning()
  const people = Array.from({ length: count }, (_, at) => ({
    ...{ code: newCode(office.citizen()), key: newKey(), draftCode: '', age: at + 1 },
    // Some write nothing, some a lot.
    words:
      at % 3 === 0 ? '' : `第${at}位在${surveyId}号说的话${'。很长'.repeat((at % 7) * 12)}`.slice(0, 100),
  }))
  const marks = people
    .map(({ code }) => Buffer.from(participationMark(surveyId, 'invitation', code)))
    .toSorted(Buffer.compare)
  await open.db
    .insert(surveyInvitations)
    .values(marks.map((mark) => ({ surveyId, mark, batchId: batch?.id ?? 0 })))
  return people
}

function answersOf({ words, age }: Person): Answers {
  return { car: 'none', age, ...(words ? { why: words } : {}) }
}

async function answerFromDraft(surveyId: number, person: Person): Promise<void> {
  const ctx = office.citizen()
  const { code, draft } = await startDraft(ctx, surveyId)
  person.draftCode = code
  await saveDraft(ctx, surveyId, code, { ...draft, answers: answersOf(person) })
  await answer(surveyId, person)
}

async function answer(surveyId: number, person: Person): Promise<void> {
  const given = { key: person.key, version: 1, answers: answersOf(person), way: 'online' as const }
  const codes = { draftCode: person.draftCode || null, invitationCode: person.code }
  await submitAnswers(office.citizen(), surveyId, { ...given, ...codes })
}

const who = ['survey_participations', 'survey_invitations', 'survey_drafts']
const what = ['survey_box', 'survey_answers', 'survey_texts']
const survey = [...who, ...what]

/** Every value of these tables by itself. */
function valuesOf(tables: Map<string, string[]>, names: string[]): Set<string> {
  return new Set(
    names.flatMap((name) => (tables.get(name) ?? []).flatMap((line) => line.match(/[\w一-龥]+/g) ?? [])),
  )
}

function ranks(order: number[]): number[] {
  const sorted = order.toSorted((one, other) => one - other)
  return order.map((one) => sorted.indexOf(one))
}

/** Spearman's: near 0 where one order says nothing of the other. */
function correlation(one: number[], other: number[]): number {
  const [a, b] = [ranks(one), ranks(other)]
  const n = a.length
  const squares = a.reduce((sum, rank, at) => sum + (rank - (b[at] ?? 0)) ** 2, 0)
  return 1 - (6 * squares) / (n * (n * n - 1))
}

/** The ages, by which the test knows its people, in the order of the heap. */
const agesIn = (tables: Map<string, string[]>, surveyId: number) =>
  (tables.get('survey_answers') ?? [])
    .filter((line) => line.split(',')[1] === String(surveyId))
    .map((line) => Number(/""age"": (\d+)/.exec(line)?.[1]))

for (const count of [1, 10, 19, 20, 30])
  test(`a dump after ${count} answers has no value by which a person and an answer could be joined`, async () => {
    const { surveyId } = await aSurvey(open.db, { office, access: 'invitation' })
    const before = await dump()
    const people = await invite(surveyId, count)
    for (const person of people) await answerFromDraft(surveyId, person)
    const raw = await dump()
    await mixAnswers(office.citizen())
    const mixed = await dump()

    const all = [...raw.values(), ...mixed.values()].flat().join('\n')
    for (const { code, key, draftCode } of people)
      for (const secret of [code, code.replaceAll('-', ''), key, draftCode]) expect(all).not.toContain(secret)

    // Before they are mixed nobody can read an answer; afterwards the words are apart, and only with nine others.
    const words = people.map((person) => person.words).filter((one) => one !== '')
    const rawText = [...raw.values()].flat().join('\n')
    for (const one of words) expect(rawText).not.toContain(one)
    const rowsOf = (name: string) =>
      (mixed.get(name) ?? []).filter((line) => line.split(/[(,]/).includes(String(surveyId)))
    const left = rowsOf('survey_answers').length
    expect(left).toBe(count < 20 ? 0 : count - 10)
    expect(rowsOf('survey_box')).toHaveLength(count - left)
    expect(rowsOf('survey_answers').join('\n')).not.toMatch(/第\d+位/)

    for (const tables of [raw, mixed]) {
      const shared = [...valuesOf(tables, who)].filter((value) => valuesOf(tables, what).has(value))
      expect(shared.filter((value) => value.length > 6)).toEqual([])
      // Nothing else has grown by an answer.
      for (const [name, lines] of tables)
        if (!survey.includes(name) && name !== 'survey_invitation_batches' && name !== 'audit')
          expect([name, lines.length]).toEqual([name, before.get(name)?.length])
    }
    const entries = (mixed.get('audit') ?? []).slice(before.get('audit')?.length)
    expect(entries.join('\n')).not.toMatch(/invit|answer\.|draft/)
    expect(entries).toHaveLength(left > 0 ? 1 : 0)
    expect(raw.get('survey_drafts')).toHaveLength(0)
  })

test('neither in the box nor in a draft does the length say how much somebody wrote', async () => {
  const { surveyId } = await aSurvey(open.db, { office })
  const ctx = office.citizen()
  const full = { car: 'one', age: 44, where: ['street', 'other'], 'where-other': '桥'.repeat(200), ease: 5 }
  const all: Answers[] = [
    { car: 'none' },
    { car: 'none', why: '𠮷'.repeat(100) },
    { ...full, advice: '𠮷"\\\n'.repeat(250) },
  ]
  for (const answers of all) {
    const { code, draft } = await startDraft(ctx, surveyId)
    await saveDraft(ctx, surveyId, code, { ...draft, answers, shown: ['car', 'why', 'age', 'where'] })
    await submitAnswers(ctx, surveyId, { key: newKey(), version: 1, answers, way: 'online' })
  }
  const { box } = await storedOf(open.db, surveyId)
  expect(new Set(box.map(({ sealed }) => sealed.length)).size).toBe(1)
  const drafts = await open.db.select().from(surveyDrafts).where(eq(surveyDrafts.surveyId, surveyId))
  expect(new Set(drafts.map(({ sealed }) => sealed.length)).size).toBe(1)
})

test('the order in which somebody saw shuffled options is not kept with what they chose', async () => {
  const { surveyId } = await aSurvey(open.db, { office, definition: everyKind })
  await submitMany(
    office.citizen(),
    surveyId,
    Array.from({ length: 20 }, (_, at) => ({
      ...{ key: newKey(), version: 1, way: 'online' as const },
      answers: { several: at % 2 === 0 ? ['o3', 'o1'] : ['o1', 'o3'], order: ['o2', 'o3', 'o1'] },
    })),
  )
  await mixAnswers(office.citizen(closes), { all: surveyId })
  const { answers } = await storedOf(open.db, surveyId)
  expect(answers.map((row) => row.answers)).toEqual(
    Array(20).fill({ several: ['o1', 'o3'], order: ['o2', 'o3', 'o1'] }),
  )
})

test('who dumps the database after every answer sees at least ten leave the box together, and ten others stay until it closes', async () => {
  const { surveyId } = await aSurvey(open.db, { office, access: 'invitation' })
  const people = await invite(surveyId, 57)
  let before = { answers: 0, box: 0, boxIds: new Set<number>() }
  const look = async () => {
    const { answers, box, texts } = await storedOf(open.db, surveyId)
    const ids = [...answers, ...texts].map(({ id }) => id)
    expect(ids.some((id) => before.boxIds.has(id))).toBe(false)
    expect(new Set(ids).size).toBe(ids.length)
    const moved = answers.length - before.answers
    expect(moved === 0 || moved >= 10).toBe(true)
    before = { answers: answers.length, box: box.length, boxIds: new Set(box.map(({ id }) => id)) }
    return moved
  }
  for (const [at, person] of people.entries()) {
    await answer(surveyId, person)
    await mixAnswers(office.citizen())
    await look()
    if (at >= 19) expect(before.box).toBeGreaterThanOrEqual(10)
  }
  await mixAnswers(office.citizen(closes))
  expect(await look()).toBeGreaterThanOrEqual(10)
  expect(before).toMatchObject({ answers: 57, box: 0 })
})

test('within a batch the order of answers and words says nothing of the order in which people came', async () => {
  const found = { answers: 0, texts: 0 }
  const rounds = 2
  for (let round = 0; round < rounds; round++) {
    const { surveyId } = await aSurvey(open.db, { office, access: 'invitation' })
    for (const person of await invite(surveyId, 50)) await answer(surveyId, person)
    await mixAnswers(office.citizen())
    const tables = await dump()
    const ages = agesIn(tables, surveyId)
    found.answers += correlation(
      ages,
      ages.map((_, at) => at),
    )
    const texts = (tables.get('survey_texts') ?? [])
      .filter((line) => line.split(',')[1] === String(surveyId))
      .map((line) => Number(/第(\d+)位/.exec(line)?.[1]))
    found.texts += correlation(
      texts,
      texts.map((_, at) => at),
    )
  }
  // Twice forty people, of whom some two in three write something: chance alone stays within five deviations of 1 / √(n − 1).
  expect(Math.abs(found.answers / rounds)).toBeLessThan(5 / Math.sqrt(rounds * 39))
  expect(Math.abs(found.texts / rounds)).toBeLessThan(5 / Math.sqrt(rounds * 22))
})

test('after closing, marks stand in their own order and answers in a random one, whenever they were mixed', async () => {
  const { surveyId } = await aSurvey(open.db, { office, access: 'invitation' })
  for (const person of await invite(surveyId, 120)) {
    await answer(surveyId, person)
    if (person.age % 10 === 0) await mixAnswers(office.citizen())
  }
  // While it runs, who came early was mixed early: that is what the last mixing takes away.
  const running = agesIn(await dump(), surveyId)
  const place = (ages: number[]) => ages.map((_, at) => at)
  expect(correlation(running, place(running))).toBeGreaterThan(0.6)
  const idsBefore = new Set((await storedOf(open.db, surveyId)).answers.map(({ id }) => id))
  await mixAnswers(office.citizen(closes))
  const tables = await dump()
  const ages = agesIn(tables, surveyId)
  expect(ages.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1))
  expect(Math.abs(correlation(ages, place(ages)))).toBeLessThan(5 / Math.sqrt(119))
  const marks = (tables.get('survey_participations') ?? []).filter((line) => line.startsWith(`(${surveyId},`))
  expect(marks).toHaveLength(240)
  expect(marks).toEqual(marks.toSorted())
  const rows = await open.db
    .select({ id: surveyAnswers.id })
    .from(surveyAnswers)
    .where(eq(surveyAnswers.surveyId, surveyId))
    .orderBy(asc(surveyAnswers.id))
  expect(rows.some(({ id }) => idsBefore.has(id))).toBe(false)
})

test('no table of answers or marks counts its rows, so no sequence tells how many there were when', async () => {
  const { rows } = await open.db.execute<{ table: string }>(sql`
    select table_name as "table" from information_schema.columns where table_schema = 'public'
      and (is_identity = 'YES' or column_default like 'nextval%' or data_type like 'timestamp%')`)
  const counting = new Set(rows.map(({ table }) => table))
  expect([...survey, 'survey_participations'].filter((name) => counting.has(name))).toEqual(['survey_texts'])
  const { rows: times } = await open.db.execute<{ name: string }>(sql`
    select column_name as name from information_schema.columns
    where table_name = 'survey_texts' and data_type like 'timestamp%'`)
  // When it was chosen to be quoted.
  expect(times.map(({ name }) => name)).toEqual(['quoted_at'])
})

test('when the key is replaced, what waits in the box is sealed anew with the others', async () => {
  const { surveyId } = await aSurvey(open.db, { office, access: 'invitation' })
  const [person] = await invite(surveyId, 1)
  if (person) await answer(surveyId, person)
  const [before] = (await storedOf(open.db, surveyId)).box
  const present = process.env.CONTACT_KEY as string
  const old = { current: Buffer.from(present, 'base64'), before: [] }
  const other = Buffer.alloc(32, 9)
  await rotateContacts(office.citizen(), { current: other, before: [old.current] })
  const [between] = (await storedOf(open.db, surveyId)).box
  expect(() => openBoxed(between?.sealed ?? new Uint8Array())).toThrow()
  await rotateContacts(office.citizen(), { current: old.current, before: [other] })
  const [after] = (await storedOf(open.db, surveyId)).box
  expect(openBoxed(after?.sealed ?? new Uint8Array())).toEqual(openBoxed(before?.sealed ?? new Uint8Array()))
  expect(Buffer.from(after?.sealed ?? []).equals(Buffer.from(before?.sealed ?? []))).toBe(false)
})
