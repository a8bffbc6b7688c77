import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { placesOf, publishedVersions, type StoredSurvey, surveyRow } from '~/app/domain/surveys/row.server'
import { sayAnswer } from '~/app/domain/surveys/say-answer'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { accounts } from '~/db/schema/people'
import { surveySheets } from '~/db/schema/survey-answers'
import type { SurveyDefinition } from '~/db/schema/survey-definition'
import { surveyVersions } from '~/db/schema/surveys'
import { openEntries, paperRefusal, paperVersion, sheetFigures, sheetRow } from './sheet-rows.server'
import type { Difference, SheetItem } from './sheet-types'

const shown = 30

/** The desk of the paper sheets: one to enter, those that wait for a second look, and the newest ones. */
export async function sheetsDesk(
  ctx: Ctx,
  surveyId: number,
  { version: wanted, before }: { version: number | null; before: number | null },
) {
  const survey = await readable(ctx, surveyId)
  const refusal = await paperRefusal(ctx, survey)
  const versions = await publishedVersions(ctx, surveyId)
  const version = versions.length > 0 ? await paperVersion(ctx, surveyId, wanted) : null
  const rows = await sheetItems(ctx, surveyId, { before, limit: shown + 1 })
  return {
    ...headOf(survey),
    refusal,
    percent: survey.secondEntryPercent,
    versions: versions.map(({ number, note }) => ({ number, note })),
    version: version?.number ?? null,
    questions: version ? questionsOf(version.definition) : [],
    places: await placesOf(ctx),
    figures: await sheetFigures(ctx, surveyId),
    nextNumber: await nextNumber(ctx, surveyId),
    waiting: await sheetItems(ctx, surveyId, { isOpen: true, limit: 200 }),
    newest: rows.slice(0, shown),
    more: rows.length > shown ? (rows[shown - 1]?.id ?? null) : null,
  }
}

/** One sheet for its second entry: the questions only, for what was typed first must not lead the hand. */
export async function secondEntryPage(ctx: Ctx, surveyId: number, sheetId: number) {
  const survey = await readable(ctx, surveyId)
  const [sheet] = await sheetItems(ctx, surveyId, { id: sheetId, limit: 1 })
  if (sheet?.state !== 'second') throw new Refusal(409, '这张答卷不等第二次录入，请回到列表看看。')
  if (sheet.isMine)
    throw new Refusal(409, `第 ${sheet.number} 号是您录入的，第二次要由别人录入，这样才查得出录错的地方。`)
  const { definition } = await versionOf(ctx, surveyId, sheetId)
  return { ...headOf(survey), sheet, questions: questionsOf(definition), places: await placesOf(ctx) }
}

/** One sheet that is not counted yet, for taking it out. */
export async function openSheetPage(ctx: Ctx, surveyId: number, sheetId: number) {
  const survey = await readable(ctx, surveyId)
  const [sheet] = await sheetItems(ctx, surveyId, { id: sheetId, limit: 1 })
  if (!sheet || sheet.state === 'counted') throw new Refusal(409, '这张答卷已经计入，不能撤下。')
  return { ...headOf(survey), sheet }
}

/** One sheet on which two people do not agree, with both readings of each question in words. */
export async function settlePage(ctx: Ctx, surveyId: number, sheetId: number) {
  const survey = await readable(ctx, surveyId)
  const [sheet] = await sheetItems(ctx, surveyId, { id: sheetId, limit: 1 })
  if (sheet?.state !== 'settle') throw new Refusal(409, '这张答卷没有要核对的地方，请回到列表看看。')
  const { definition, row } = await versionOf(ctx, surveyId, sheetId)
  const { first, second = {} } = openEntries(row)
  const setting = { places: await placesOf(ctx) }
  const differences = questionsOf(definition)
    .filter(({ id }) => row.differed.includes(id))
    .map(
      (question): Difference => ({
        question,
        first: sayAnswer(question, first, setting),
        second: sayAnswer(question, second, setting),
      }),
    )
  return { ...headOf(survey), sheet, compared: row.compared, differences, places: setting.places }
}

async function readable(ctx: Ctx, surveyId: number): Promise<StoredSurvey> {
  const survey = await surveyRow(ctx, surveyId)
  requirePermission(ctx, 'survey.enter', survey)
  return survey
}

function headOf({ id, title }: StoredSurvey) {
  return { id, title }
}

async function versionOf(ctx: Ctx, surveyId: number, sheetId: number) {
  const row = await sheetRow(ctx, surveyId, sheetId)
  const [version] = await ctx.db
    .select({ definition: surveyVersions.definition })
    .from(surveyVersions)
    .where(eq(surveyVersions.id, row.versionId))
  return { row, definition: version?.definition as SurveyDefinition }
}

type Wanted = { id?: number; before?: number | null; isOpen?: true; limit: number }

async function sheetItems(
  ctx: Ctx,
  surveyId: number,
  { id, before, isOpen, limit }: Wanted,
): Promise<SheetItem[]> {
  const me = requireStaff(ctx).id
  const second = alias(accounts, 'second')
  const rows = await ctx.db
    .select({
      ...{ id: surveySheets.id, number: surveySheets.number, version: surveyVersions.number },
      ...{ enteredAt: surveySheets.enteredAt, enteredBy: surveySheets.enteredBy, by: accounts.name },
      ...{ secondAt: surveySheets.secondAt, secondBy: second.name, sampled: surveySheets.sampled },
      ...{ differed: sql<number>`cardinality(${surveySheets.differed})`, countedAt: surveySheets.countedAt },
    })
    .from(surveySheets)
    .innerJoin(surveyVersions, eq(surveyVersions.id, surveySheets.versionId))
    .leftJoin(accounts, eq(accounts.id, surveySheets.enteredBy))
    .leftJoin(second, eq(second.id, surveySheets.secondBy))
    .where(
      and(
        eq(surveySheets.surveyId, surveyId),
        id === undefined ? undefined : eq(surveySheets.id, id),
        before ? lt(surveySheets.id, before) : undefined,
        isOpen ? isNull(surveySheets.countedAt) : undefined,
      ),
    )
    .orderBy(desc(surveySheets.id))
    .limit(limit)
  return rows.map(({ countedAt, secondAt, enteredBy, ...row }) => ({
    ...row,
    state: countedAt ? 'counted' : secondAt ? 'settle' : 'second',
    isMine: enteredBy === me,
  }))
}

/** After the one that this person entered last: `A-12` comes before `A-13`. */
async function nextNumber(ctx: Ctx, surveyId: number): Promise<string> {
  const [last] = await ctx.db
    .select({ number: surveySheets.number })
    .from(surveySheets)
    .where(and(eq(surveySheets.surveyId, surveyId), eq(surveySheets.enteredBy, requireStaff(ctx).id)))
    .orderBy(desc(surveySheets.id))
    .limit(1)
  const [, head = '', digits] = last?.number.match(/^(.*?)(\d{1,9})$/) ?? []
  return digits ? `${head}${String(Number(digits) + 1).padStart(digits.length, '0')}` : ''
}
