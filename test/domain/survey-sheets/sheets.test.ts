import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transact } from '~/app/domain/audit/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import { isSampled, sheetFigures } from '~/app/domain/survey-sheets/sheet-rows.server'
import {
  dropSheet,
  enterAgain,
  enterSheet,
  type Settlement,
  settleSheet,
} from '~/app/domain/survey-sheets/sheets.server'
import { secondEntryPage, settlePage, sheetsDesk } from '~/app/domain/survey-sheets/sheets-desk.server'
import type { Ctx } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { surveyAnswers, surveyBox, surveySheets } from '~/db/schema/survey-answers'
import { surveyQuotas, surveyResults } from '~/db/schema/surveys'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { aNextVersion, aSurvey, carSurvey, closes } from '../surveys/a-survey'

let open: OpenDatabase
let office: Awaited<ReturnType<typeof makeOffice>>

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
})
afterAll(() => open.close())

type Typed = Record<string, string>
const whole: Typed = { car: '1', age: '52', where: '12', ease: '4', advice: '多建车库' }
const withoutCar: Typed = { car: '3', why: '0', age: '-' }

const clerk = () => office.as('drafter')
const second = () => office.as('moderator')
const one = (percent: number) => aSurvey(open.db, { office, secondEntryPercent: percent })
const enter = (ctx: Ctx, surveyId: number, number: string, typed: Typed, version = 1) =>
  transact(ctx, (tx) => enterSheet(tx, surveyId, { number, version, typed: (name) => typed[name] ?? '' }))
const again = (ctx: Ctx, surveyId: number, id: number, typed: Typed) =>
  transact(ctx, (tx) => enterAgain(tx, surveyId, id, (name) => typed[name] ?? ''))
const settle = (
  ctx: Ctx,
  surveyId: number,
  id: number,
  choices: Record<string, Settlement>,
  typed: Typed = {},
) =>
  transact(ctx, (tx) =>
    settleSheet(tx, surveyId, id, {
      choiceOf: (question) => choices[question] ?? null,
      typed: (name) => typed[name] ?? '',
    }),
  )
const newestSheet = async (surveyId: number) => {
  const [row] = await open.db
    .select()
    .from(surveySheets)
    .where(eq(surveySheets.surveyId, surveyId))
    .orderBy(desc(surveySheets.id))
  if (!row) throw new Error('no sheet')
  return row
}
const inBox = async (surveyId: number) =>
  (await open.db.select().from(surveyBox).where(eq(surveyBox.surveyId, surveyId))).length
const answersOf = async (surveyId: number) => {
  await mixAnswers(office.as('drafter', new Date(closes.getTime() + 1000)), { all: surveyId })
  return open.db.select().from(surveyAnswers).where(eq(surveyAnswers.surveyId, surveyId))
}

describe('a sheet that nobody enters again', () => {
  it('is counted at once as paper, and keeps nothing of what stood on it', async () => {
    const { surveyId } = await one(0)
    expect(await enter(clerk(), surveyId, '1', whole)).toEqual({ number: '1' })
    expect(await newestSheet(surveyId)).toMatchObject({
      ...{ number: '1', sampled: false, sealed: null, enteredBy: clerk().actor.id },
      countedAt: expect.any(Date),
    })
    const [row] = await answersOf(surveyId)
    expect(row).toMatchObject({
      ...{ way: 'paper', versionId: expect.any(Number) },
      answers: { car: 'one', age: 52, where: ['street', 'yard'], ease: 4 },
    })
  })

  it('is counted with what the paper leaves open, though online it would be required', async () => {
    const { surveyId } = await one(0)
    await enter(clerk(), surveyId, '2', { ...whole, where: '0', ease: '0', age: '-', advice: '' })
    expect(await answersOf(surveyId)).toMatchObject([{ way: 'paper', answers: { car: 'one' } }])
  })

  it('is refused with words beside each question that the clerk has to look at again', async () => {
    const { surveyId } = await one(0)
    await expect(enter(clerk(), surveyId, '3', { ...whole, where: '', ease: '9' })).rejects.toMatchObject({
      status: 422,
      fields: {
        'q-where': expect.stringContaining('还没有录入'),
        'q-ease': '请在 1 到 5 之间选择',
      },
    })
    // More ticks than allowed: the paper was filled in wrongly, which is an answer that does not count.
    await expect(enter(clerk(), surveyId, '3', { ...whole, where: '123' })).rejects.toMatchObject({
      fields: { 'q-where': '最多选 2 项' },
    })
    expect(await inBox(surveyId)).toBe(0)
  })

  it('takes no answer to a question that was not to be answered', async () => {
    const { surveyId } = await one(0)
    await expect(enter(clerk(), surveyId, '4', { ...withoutCar, ease: '3' })).rejects.toMatchObject({
      ...{ status: 422, fields: { 'q-ease': expect.stringContaining('不用回答') } },
    })
    await enter(clerk(), surveyId, '4', withoutCar)
    expect(await answersOf(surveyId)).toMatchObject([{ answers: { car: 'none' } }])
  })

  it('is entered once under its number', async () => {
    const { surveyId } = await one(0)
    await enter(clerk(), surveyId, '7', whole)
    await expect(enter(second(), surveyId, '7', whole)).rejects.toMatchObject({
      ...{ status: 422, fields: { number: expect.stringContaining('第 7 号已经录入过') } },
    })
    expect(await inBox(surveyId)).toBe(1)
  })

  it('answers the version that it was printed from', async () => {
    const { surveyId } = await one(0)
    const pages = carSurvey.pages.filter(({ id }) => id !== 'parking').map((page) => ({ ...page, skips: [] }))
    await aNextVersion(open, { surveyId, definition: { ...carSurvey, pages } })
    await enter(clerk(), surveyId, '1', whole, 1)
    await enter(clerk(), surveyId, '2', { car: '2', age: '-' }, 2)
    const { versions, version } = await sheetsDesk(clerk(), surveyId, { version: null, before: null })
    expect([versions.length, version]).toEqual([2, 2])
    const rows = await answersOf(surveyId)
    expect(new Set(rows.map(({ versionId }) => versionId)).size).toBe(2)
  })

  it('is set aside in words where the places of its group are taken', async () => {
    const { surveyId } = await one(0)
    await open.db.insert(surveyQuotas).values({
      ...{ surveyId, position: 0, label: '有车的家庭', most: 1 },
      tests: [{ question: 'car', is: 'chosen', value: 'one' }],
    })
    await enter(clerk(), surveyId, '1', whole)
    await expect(enter(clerk(), surveyId, '2', whole)).rejects.toMatchObject({
      ...{ status: 409, message: expect.stringContaining('第 2 号这一类人的名额已经满了') },
    })
    expect((await newestSheet(surveyId)).number).toBe('1')
  })
})

describe('a sheet that somebody else enters again', () => {
  it('waits sealed, and is counted when both entries agree', async () => {
    const { surveyId } = await one(100)
    await enter(clerk(), surveyId, '1', whole)
    const sheet = await newestSheet(surveyId)
    expect([sheet.sampled, sheet.countedAt, await inBox(surveyId)]).toEqual([true, null, 0])
    expect(Buffer.from(sheet.sealed ?? []).toString('latin1')).not.toContain('street')
    const done = await again(second(), surveyId, sheet.id, { ...whole, where: '2 1', advice: ' 多建 车库' })
    expect(done).toEqual({ number: '1', differed: 0, next: null })
    expect(await newestSheet(surveyId)).toMatchObject({
      ...{ sealed: null, compared: 5, differed: [], secondBy: second().actor.id },
    })
    expect(await answersOf(surveyId)).toMatchObject([
      { way: 'paper', answers: { where: ['street', 'yard'] } },
    ])
  })

  it('is not entered again by the same person, nor seen by the other before', async () => {
    const { surveyId } = await one(100)
    await enter(clerk(), surveyId, '1', whole)
    const { id } = await newestSheet(surveyId)
    await expect(again(clerk(), surveyId, id, whole)).rejects.toMatchObject({
      ...{ status: 409, message: expect.stringContaining('由别人录入') },
    })
    await expect(secondEntryPage(clerk(), surveyId, id)).rejects.toMatchObject({ status: 409 })
    const page = await secondEntryPage(second(), surveyId, id)
    expect(JSON.stringify(page)).not.toContain('多建车库')
    const { waiting } = await sheetsDesk(second(), surveyId, { version: null, before: null })
    expect(waiting).toMatchObject([{ id, state: 'second', isMine: false }])
  })

  it('shows the differences in words, and counts what is settled with the paper in hand', async () => {
    const { surveyId } = await one(100)
    await enter(clerk(), surveyId, '12', whole)
    const { id } = await newestSheet(surveyId)
    await enter(clerk(), surveyId, '13', whole)
    const { id: later } = await newestSheet(surveyId)
    expect(await again(second(), surveyId, id, { ...whole, where: '1', ease: '5', age: '25' })).toEqual({
      ...{ number: '12', differed: 3, next: later },
    })
    expect(await inBox(surveyId)).toBe(0)
    const page = await settlePage(clerk(), surveyId, id)
    expect(page.differences.map(({ question, first, second }) => [question.id, first, second])).toEqual([
      ['age', '52岁', '25岁'],
      ['where', '路边、小区里', '路边'],
      ['ease', '4', '5'],
    ])
    await expect(settle(clerk(), surveyId, id, { age: 'first', where: 'second' })).rejects.toMatchObject({
      ...{ status: 422, fields: { 'q-ease': '请对照纸，选一个' } },
    })
    await settle(clerk(), surveyId, id, { age: 'first', where: 'second' }, { ease: '3' })
    expect(await newestSheet(surveyId)).toMatchObject({ number: '13' })
    expect(await answersOf(surveyId)).toMatchObject([
      { answers: { car: 'one', age: 52, where: ['street'], ease: 3 } },
    ])
    expect(await sheetFigures(clerk(), surveyId)).toEqual({
      ...{ sheets: 2, counted: 1, sampled: 2, twice: 1 },
      ...{ compared: 5, differed: 3, agreement: 0.4 },
    })
  })

  it('takes with the settled way only what is asked on it', async () => {
    const { surveyId } = await one(100)
    await enter(clerk(), surveyId, '1', whole)
    const { id } = await newestSheet(surveyId)
    await again(second(), surveyId, id, { ...withoutCar, why: '不用' })
    await settle(second(), surveyId, id, {
      ...{ car: 'second', why: 'second', age: 'first', where: 'first', ease: 'first', advice: 'second' },
    })
    expect(await answersOf(surveyId)).toMatchObject([{ answers: { car: 'none', age: 52 } }])
  })

  it('can be taken out with a reason, and its number used again', async () => {
    const { surveyId } = await one(100)
    await enter(clerk(), surveyId, '1', whole)
    const { id } = await newestSheet(surveyId)
    await transact(second(), (tx) => dropSheet(tx, surveyId, id, '编号录错了'))
    await enter(clerk(), surveyId, '1', whole)
    const [entry] = await open.db
      .select()
      .from(audit)
      .where(eq(audit.action, 'survey.sheet-dropped'))
      .orderBy(desc(audit.id))
    expect(entry?.after).toEqual({ number: '1', reason: '编号录错了' })
  })

  it('is chosen by its number alone, about as often as the survey says', () => {
    const numbers = Array.from({ length: 5000 }, (_, at) => String(at + 1))
    const drawn = numbers.filter((number) => isSampled(1, number, 10))
    expect(drawn.length).toBeGreaterThan(400)
    expect(drawn.length).toBeLessThan(600)
    expect(numbers.filter((number) => isSampled(1, number, 10))).toEqual(drawn)
    expect(numbers.filter((number) => isSampled(2, number, 10))).not.toEqual(drawn)
    expect(numbers.some((number) => isSampled(1, number, 0))).toBe(false)
    expect(numbers.every((number) => isSampled(1, number, 100))).toBe(true)
  })
})

describe('paper', () => {
  it('is entered after closing until the results are handed in, and not before the opening', async () => {
    const past = { opensAt: new Date('2026-01-01'), closesAt: new Date('2026-02-01') }
    const closed = await aSurvey(open.db, { office, secondEntryPercent: 0, ...past })
    await enter(clerk(), closed.surveyId, '1', whole)
    const [result] = await open.db
      .insert(surveyResults)
      .values({ surveyId: closed.surveyId, createdAt: new Date() })
      .returning()
    await takeStep(clerk(), { subject: 'survey-result', id: result?.id ?? 0, kind: 'submitted' })
    await expect(enter(clerk(), closed.surveyId, '2', whole)).rejects.toMatchObject({
      ...{ status: 409, message: expect.stringContaining('已经送审') },
    })
    const later = {
      opensAt: new Date(Date.now() + 86_400_000),
      closesAt: new Date(Date.now() + 2 * 86_400_000),
    }
    const upcoming = await aSurvey(open.db, { office, at: new Date('2026-01-01'), ...later })
    await expect(enter(clerk(), upcoming.surveyId, '1', whole)).rejects.toMatchObject({ status: 409 })
  })

  it('is entered by the department itself only', async () => {
    const { surveyId } = await one(0)
    const other = await makeOffice(open.db, 'water')
    for (const ctx of [office.as('issuer'), other.as('drafter')])
      await expect(enter(ctx, surveyId, '1', whole)).rejects.toMatchObject({ status: 403 })
  })

  it('leaves who entered which sheet in the audit, and no answer', async () => {
    const { surveyId } = await one(100)
    await enter(clerk(), surveyId, '77', whole)
    const { id } = await newestSheet(surveyId)
    await again(second(), surveyId, id, { ...whole, ease: '1' })
    await settle(second(), surveyId, id, { ease: 'first' })
    const entries = await open.db
      .select()
      .from(audit)
      .where(eq(audit.subjectId, String(surveyId)))
      .orderBy(audit.id)
    expect(entries.slice(-3).map(({ action, accountId }) => [action, accountId])).toEqual([
      ['survey.sheet-entered', clerk().actor.id],
      ['survey.sheet-entered-again', second().actor.id],
      ['survey.sheet-settled', second().actor.id],
    ])
    expect(JSON.stringify(entries)).not.toMatch(/street|多建车库/)
  })

  it('proposes the next number to whoever goes on', async () => {
    const { surveyId } = await one(0)
    await enter(clerk(), surveyId, 'A-009', whole)
    const asked = { version: null, before: null }
    expect((await sheetsDesk(clerk(), surveyId, asked)).nextNumber).toBe('A-010')
    expect((await sheetsDesk(second(), surveyId, asked)).nextNumber).toBe('')
  })
})
