import { createHmac } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { isEditable, stateAfter } from '~/app/domain/audit/transitions'
import { decryptContact, encryptContact } from '~/app/domain/people/contact.server'
import { resultRow } from '~/app/domain/survey-results/result-row.server'
import {
  publishedVersions,
  type StoredSurvey,
  type SurveyVersion,
  stateOfSurvey,
} from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'
import { notFound } from '~/app/server/errors'
import { surveySheets } from '~/db/schema/survey-answers'
import type { Answers } from '~/db/schema/survey-definition'
import type { SheetFigures } from './sheet-types'

export type StoredSheet = typeof surveySheets.$inferSelect

/** What was typed and is not counted yet. */
export type Entries = { first: Answers; second?: Answers }

export function sealEntries(tx: Ctx, entries: Entries): Uint8Array {
  return encryptContact(tx, JSON.stringify(entries)) as Uint8Array
}

export function openEntries({ sealed }: StoredSheet): Entries {
  if (!sealed) throw notFound('没有计入的答卷')
  return JSON.parse(decryptContact(sealed)) as Entries
}

export async function sheetRow(tx: Ctx, surveyId: number, id: number, lock = false): Promise<StoredSheet> {
  const query = tx.db
    .select()
    .from(surveySheets)
    .where(and(eq(surveySheets.surveyId, surveyId), eq(surveySheets.id, id)))
  const [row] = await (lock ? query.for('update') : query)
  if (!row) throw notFound('答卷')
  return row
}

/** Paper takes its time: also after closing, until the results are handed in for sign-off. Null where it may be entered. */
export async function paperRefusal(ctx: Ctx, survey: StoredSurvey): Promise<string | null> {
  const state = await stateOfSurvey(ctx, survey)
  if (state === 'unpublished') return '问卷还没有公开，公开以后才能录入纸质答卷。'
  if (state === 'upcoming') return '问卷还没有开始，开始以后才能录入纸质答卷。'
  if (state === 'reported') return '问卷结果已经公布，不再录入纸质答卷。'
  const result = await resultRow(ctx, survey.id)
  if (!result || isEditable(stateAfter(await stepsOf(ctx, 'survey-result', result.id)))) return null
  return '问卷结果已经送审，不再录入纸质答卷；确实还有的，请先由审核人退回结果。'
}

/** The version that a sheet was printed from. */
export async function paperVersion(
  ctx: Ctx,
  surveyId: number,
  wanted: number | null,
): Promise<SurveyVersion> {
  const versions = await publishedVersions(ctx, surveyId)
  const version = wanted === null ? versions[0] : versions.find(({ number }) => number === wanted)
  if (!version) throw notFound('问卷版本')
  return version
}

/** The same number always falls the same way, and nobody who enters it can know which. */
export function isSampled(surveyId: number, number: string, percent: number): boolean {
  const mark = createHmac('sha256', env().SESSION_SECRET).update(`survey-sheet\n${surveyId}\n${number}`)
  return mark.digest().readUInt32BE() < (percent / 100) * 2 ** 32
}

/** For the desk, and beside the published results. */
export async function sheetFigures(ctx: Ctx, surveyId: number): Promise<SheetFigures> {
  const [row] = await ctx.db
    .select({
      sheets: sql<number>`count(*)::int`,
      counted: sql<number>`count(${surveySheets.countedAt})::int`,
      sampled: sql<number>`(count(*) filter (where ${surveySheets.sampled}))::int`,
      twice: sql<number>`count(${surveySheets.secondAt})::int`,
      compared: sql<number>`coalesce(sum(${surveySheets.compared}), 0)::int`,
      differed: sql<number>`coalesce(sum(cardinality(${surveySheets.differed})), 0)::int`,
    })
    .from(surveySheets)
    .where(eq(surveySheets.surveyId, surveyId))
  const figures = row ?? { sheets: 0, counted: 0, sampled: 0, twice: 0, compared: 0, differed: 0 }
  const { compared, differed } = figures
  return { ...figures, agreement: compared === 0 ? null : (compared - differed) / compared }
}
