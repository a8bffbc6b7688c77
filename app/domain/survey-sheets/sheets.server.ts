import { and, asc, eq, isNull, ne } from 'drizzle-orm'
import { record } from '~/app/domain/audit/record.server'
import { requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { submitAnswers } from '~/app/domain/survey-answering/submit.server'
import { checkAnswers, type Setting } from '~/app/domain/surveys/check-answers'
import { lockSurvey, placesOf, type StoredSurvey } from '~/app/domain/surveys/row.server'
import { otherOf, questionsOf, walk } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { newFormKey } from '~/app/server/forms'
import { surveySheets } from '~/db/schema/survey-answers'
import type { Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { surveyVersions } from '~/db/schema/surveys'
import { asOnPaper, compareEntries } from './sheet-compare'
import { readSheet, sheetFields } from './sheet-fields'
import {
  isSampled,
  openEntries,
  paperRefusal,
  paperVersion,
  type StoredSheet,
  sealEntries,
  sheetRow,
} from './sheet-rows.server'

type Typed = (name: string) => string

/** Enters a sheet. Unless somebody else is to enter it again, it is counted, and its answers are forgotten here. */
export async function enterSheet(
  tx: Ctx,
  surveyId: number,
  { number, version: wanted, typed }: { number: string; version: number; typed: Typed },
): Promise<{ number: string }> {
  const survey = await surveyForPaper(tx, surveyId)
  const version = await paperVersion(tx, surveyId, wanted)
  const answers = readEntry(version.definition, typed, { places: await placesOf(tx) })
  const sampled = isSampled(surveyId, number, survey.secondEntryPercent)
  const [sheet] = await tx.db
    .insert(surveySheets)
    .values({
      ...{ surveyId, versionId: version.id, number, sampled },
      sealed: sampled ? sealEntries(tx, { first: answers }) : null,
      ...{ enteredAt: tx.now, enteredBy: requireStaff(tx).id },
    })
    .onConflictDoNothing()
    .returning()
  if (!sheet) throw wrongField('number', `第 ${number} 号已经录入过，请核对纸上的编号`)
  if (!sampled) await count(tx, survey, sheet, answers)
  // What stood on it is in no audit entry.
  await recordSheet(tx, 'survey.sheet-entered', surveyId, { number, again: sampled })
  return { number }
}

/** Somebody else types a sheet without seeing the first entry. Where both agree it is counted; gives on what they do not. */
export async function enterAgain(
  tx: Ctx,
  surveyId: number,
  sheetId: number,
  typed: Typed,
): Promise<{ number: string; differed: number; next: number | null }> {
  const survey = await surveyForPaper(tx, surveyId)
  const sheet = await sheetRow(tx, surveyId, sheetId, true)
  refuseCounted(sheet)
  if (sheet.secondAt) throw new Refusal(409, `第 ${sheet.number} 号已经录入了两次，请核对两次不同的地方。`)
  const { id } = requireStaff(tx)
  if (sheet.enteredBy === id)
    throw new Refusal(409, `第 ${sheet.number} 号是您录入的，第二次要由别人录入，这样才查得出录错的地方。`)
  const definition = await definitionOf(tx, sheet)
  const second = readEntry(definition, typed, { places: await placesOf(tx) })
  const { first } = openEntries(sheet)
  const { compared, differed } = compareEntries(definition, first, second)
  await tx.db
    .update(surveySheets)
    .set({
      ...{ secondAt: tx.now, secondBy: id, compared, differed },
      sealed: sealEntries(tx, { first, second }),
    })
    .where(eq(surveySheets.id, sheet.id))
  if (differed.length === 0) await count(tx, survey, sheet, first)
  await recordSheet(tx, 'survey.sheet-entered-again', surveyId, {
    ...{ number: sheet.number, compared, differed },
  })
  return { number: sheet.number, differed: differed.length, next: await nextToEnterAgain(tx, surveyId) }
}

export type Settlement = 'first' | 'second' | 'typed'

/** With the paper in hand: which of the two entries is right for each question, or what stands there instead. */
export async function settleSheet(
  tx: Ctx,
  surveyId: number,
  sheetId: number,
  { choiceOf, typed }: { choiceOf: (questionId: string) => Settlement | null; typed: Typed },
): Promise<{ number: string; next: number | null }> {
  const survey = await surveyForPaper(tx, surveyId)
  const sheet = await sheetRow(tx, surveyId, sheetId, true)
  refuseCounted(sheet)
  const { first, second } = openEntries(sheet)
  if (!second) throw new Refusal(409, `第 ${sheet.number} 号还没有录入第二次。`)
  const definition = await definitionOf(tx, sheet)
  const questions = questionsOf(definition).filter(({ id }) => sheet.differed.includes(id))
  const setting = { places: await placesOf(tx) }
  const faults: Record<string, string> = {}
  const settled: Answers = { ...first }
  for (const question of questions) {
    const isTyped = sheetFields(question).some(({ name }) => typed(name).trim() !== '')
    const choice = choiceOf(question.id) ?? (isTyped ? 'typed' : null)
    if (choice === null) faults[question.id] = '请对照纸，选一个'
    const read = choice === 'typed' ? readSheet([question], typed, setting) : null
    if (read && (read.faults[question.id] || read.open.length > 0))
      faults[question.id] = read.faults[question.id] ?? openWords(question)
    const source = choice === 'first' ? first : choice === 'second' ? second : (read?.answers ?? {})
    for (const id of [question.id, otherOf(question.id)]) {
      delete settled[id]
      if (Object.hasOwn(source, id)) settled[id] = source[id] as NonNullable<Answers[string]>
    }
  }
  // Which way the sheet goes is settled with it: what is not asked on that way is not taken.
  const { answers } = walk(asOnPaper(definition), settled)
  refuseFaults({ ...checkAnswers(asOnPaper(definition), answers, setting).faults, ...faults })
  await count(tx, survey, sheet, answers)
  await recordSheet(tx, 'survey.sheet-settled', surveyId, { number: sheet.number, differed: sheet.differed })
  return { number: sheet.number, next: await nextToEnterAgain(tx, surveyId) }
}

/** A sheet that is not counted yet and was entered by mistake, or cannot be found for the second entry. */
export async function dropSheet(tx: Ctx, surveyId: number, sheetId: number, reason: string): Promise<void> {
  await surveyForPaper(tx, surveyId)
  const sheet = await sheetRow(tx, surveyId, sheetId, true)
  refuseCounted(sheet)
  await tx.db
    .delete(surveySheets)
    .where(and(eq(surveySheets.surveyId, surveyId), eq(surveySheets.id, sheetId)))
  await recordSheet(tx, 'survey.sheet-dropped', surveyId, { number: sheet.number, reason })
}

function openWords({ kind }: Question): string {
  if (kind === 'number') return '还没有录入：请录入数字，纸上没有回答的录入 -'
  if (kind === 'date') return '还没有录入：请录入日期，纸上没有回答的录入 0'
  return '还没有录入：请录入选项前面的数字，纸上没有回答的录入 0'
}

/** What was typed, checked as paper is: every question that is asked says something, and no other does. */
function readEntry(definition: SurveyDefinition, typed: Typed, setting: Setting): Answers {
  const paper = asOnPaper(definition)
  const { answers, faults, open } = readSheet(questionsOf(paper), typed, setting)
  const checked = checkAnswers(paper, answers, setting)
  for (const id of Object.keys(answers)) {
    if (!Object.hasOwn(checked.answers, id))
      checked.faults[id] = '按前面的选择，这道题不用回答，纸上写了也不计：请清空，或者录入 0'
  }
  const unread = walk(paper, answers)
    .pages.flatMap(({ questions }) => questions)
    .filter(({ id }) => open.includes(id))
    .map((question) => [question.id, checked.faults[question.id] ?? openWords(question)])
  refuseFaults({ ...checked.faults, ...Object.fromEntries(unread), ...faults })
  return checked.answers
}

/** The next one in the pile for whoever has just finished one. */
async function nextToEnterAgain(tx: Ctx, surveyId: number): Promise<number | null> {
  const [next] = await tx.db
    .select({ id: surveySheets.id })
    .from(surveySheets)
    .where(
      and(
        eq(surveySheets.surveyId, surveyId),
        isNull(surveySheets.countedAt),
        isNull(surveySheets.secondAt),
        ne(surveySheets.enteredBy, requireStaff(tx).id),
      ),
    )
    .orderBy(asc(surveySheets.id))
    .limit(1)
  return next?.id ?? null
}

function refuseFaults(faults: Record<string, string>): void {
  const fields = Object.fromEntries(Object.entries(faults).map(([id, words]) => [`q-${id}`, words]))
  if (Object.keys(fields).length > 0)
    throw new Refusal(422, '有几道题要对照纸再看一下，都标在下面，改好后再交。', { fields })
}

async function surveyForPaper(tx: Ctx, surveyId: number): Promise<StoredSurvey> {
  const survey = await lockSurvey(tx, surveyId, 'share')
  requirePermission(tx, 'survey.enter', survey)
  const refusal = await paperRefusal(tx, survey)
  if (refusal) throw new Refusal(409, refusal)
  return survey
}

function refuseCounted({ countedAt, number }: StoredSheet): void {
  if (countedAt) throw new Refusal(409, `第 ${number} 号已经计入，答案不再和编号放在一起，不能再改。`)
}

async function definitionOf(tx: Ctx, { versionId }: StoredSheet): Promise<SurveyDefinition> {
  const [row] = await tx.db
    .select({ definition: surveyVersions.definition })
    .from(surveyVersions)
    .where(eq(surveyVersions.id, versionId))
  return row?.definition as SurveyDefinition
}

/** Into the same box as what comes online; of the sheet stays that it was counted. */
async function count(tx: Ctx, survey: StoredSurvey, sheet: StoredSheet, answers: Answers): Promise<void> {
  const [version] = await tx.db
    .select({ number: surveyVersions.number })
    .from(surveyVersions)
    .where(eq(surveyVersions.id, sheet.versionId))
  const taken = { key: newFormKey(tx), version: version?.number ?? 0, answers, way: 'paper' as const }
  await submitAnswers(tx, survey.id, taken).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    throw new Refusal(
      409,
      `第 ${sheet.number} 号这一类人的名额已经满了，没有录入，也不计入。请在纸上注明“名额已满”，另外放好。`,
    )
  })
  await tx.db
    .update(surveySheets)
    .set({ sealed: null, countedAt: tx.now })
    .where(eq(surveySheets.id, sheet.id))
}

function recordSheet(tx: Ctx, action: string, surveyId: number, after: Record<string, unknown>) {
  return record(tx, { action, subject: 'survey', id: surveyId, after })
}
