import { and, asc, eq, isNull } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import type { SignOffKind } from '~/app/domain/audit/transitions'
import { refuseUnexplained } from '~/app/domain/audit/warnings'
import { sayMoment } from '~/app/domain/calendar'
import { findPrivateData } from '~/app/domain/comments/private-data'
import type { Finding } from '~/app/domain/findings'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import { mixAnswers } from '~/app/domain/survey-answering/mix.server'
import type { SurveyFigures } from '~/app/domain/survey-figures/figures'
import { figuresOf } from '~/app/domain/survey-figures/figures.server'
import { sheetFigures } from '~/app/domain/survey-sheets/sheet-rows.server'
import { lockSurvey, type StoredSurvey, shownOn, surveyRow } from '~/app/domain/surveys/row.server'
import { fewest } from '~/app/domain/surveys/types'
import type { Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked } from '~/app/server/errors'
import { surveyAnswers, surveyBox, surveySheets } from '~/db/schema/survey-answers'
import { surveyQuotas, surveyResults } from '~/db/schema/surveys'
import { chartsOf } from './charts-of.server'
import { conclusionsOf } from './conclusions.server'
import { countUnthemed, openFigures } from './open-figures.server'
import { resultForEdit, resultRow, type StoredResult } from './result-row.server'
import type { PaperAgreement, PublishedResult } from './result-types'
import { resultFindings } from './results-rules'
import { countTexts } from './text-rows.server'

/** Keeps the words at the head of the results; may be called again until they are handed in. */
export async function saveIntroduction(ctx: Ctx, surveyId: number, introduction: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { result } = await resultForEdit(tx, surveyId)
    const words = introduction.trim()
    await tx.db.update(surveyResults).set({ introduction: words }).where(eq(surveyResults.id, result.id))
    await record(tx, {
      ...{ action: 'survey-result.changed', subject: 'survey-result', id: result.id },
      ...{ before: { introduction: result.introduction }, after: { surveyId, introduction: words } },
    })
  })
}

/** The last step of a survey: its results as they stand now, suppressed, become public and stay as they are. */
export function publishResult(ctx: Ctx, surveyId: number, reason = ''): Promise<void> {
  return takeResultStep(ctx, surveyId, 'published', reason)
}

/** One step of the sign-off of the results. */
export async function takeResultStep(
  ctx: Ctx,
  surveyId: number,
  kind: SignOffKind,
  reason = '',
): Promise<void> {
  if (kind === 'submitted') await openLatePaper(ctx, surveyId)
  await transact(ctx, async (tx) => {
    const survey = await lockSurvey(tx, surveyId, 'no key update')
    const result = await resultRow(tx, surveyId)
    if (!result) throw notSaved(tx, survey)
    const { departmentId } = survey
    await takeSignOffStep(tx, 'survey-result', { id: result.id, departmentId }, kind, reason)
    const isPublished = kind === 'published'
    // What still lies in the box is counted too.
    if (isPublished && survey.closesAt <= tx.now) await mixAnswers(tx, { all: surveyId })
    if (isPublished || kind === 'submitted') {
      const findings = await findingsOf(tx, survey, result)
      refuseIfBlocked(findings)
      refuseUnexplained(findings, reason)
    }
    const published = isPublished ? await buildResult(tx, survey) : null
    if (published)
      await tx.db
        .update(surveyResults)
        .set({ figures: published as unknown as Record<string, unknown> })
        .where(eq(surveyResults.id, result.id))
    await record(tx, {
      ...{ action: `survey-result.${kind}`, subject: 'survey-result', id: result.id },
      after: { surveyId, reason: reason.trim(), ...(published ? { people: published.figures.people } : {}) },
      ...(isPublished || kind === 'withdrawn' ? shownOn(survey) : {}),
    })
  })
}

/**
 * Sheets entered after closing may still lie in the box, too few to be mixed. They come out before the step and by
 * themselves: words on them have to be moderated, and a step that is refused would put them back out of sight.
 */
async function openLatePaper(ctx: Ctx, surveyId: number): Promise<void> {
  const survey = await surveyRow(ctx, surveyId)
  requirePermission(ctx, 'survey.write', survey)
  if (survey.closesAt <= ctx.now) await mixAnswers(ctx, { all: surveyId })
}

/** Who may do nothing here does not learn how far it has come either. */
function notSaved(tx: Ctx, survey: StoredSurvey): Refusal {
  if (!hasPermission(tx, 'survey.write', survey)) requirePermission(tx, 'survey.publish', survey)
  return new Refusal(409, '还没有写明调查的基本情况，请先写好并保存。')
}

/** Everything as it would be published now; the desk's preview is the same. */
export async function buildResult(ctx: Ctx, survey: StoredSurvey): Promise<PublishedResult> {
  const figures = await figuresOf(ctx, survey.id)
  const conclusions = await conclusionsOf(ctx, survey.id)
  const quotas = await ctx.db
    .select({ label: surveyQuotas.label, most: surveyQuotas.most })
    .from(surveyQuotas)
    .where(eq(surveyQuotas.surveyId, survey.id))
    .orderBy(asc(surveyQuotas.position))
  return {
    ...{ figures, charts: chartsOf(figures), open: await openFigures(ctx, survey.id, figures) },
    conclusions: conclusions.flatMap(({ decision, ...conclusion }) =>
      decision ? [{ ...conclusion, decision: decision.decision, reason: decision.reason }] : [],
    ),
    ...{ quotas, weighting: survey.weighting, paper: await agreementOf(ctx, survey.id, figures) },
  }
}

/** Where the number of sheets is protected, how many were entered twice would give it away. */
async function agreementOf(
  ctx: Ctx,
  surveyId: number,
  { ways }: SurveyFigures,
): Promise<PaperAgreement | null> {
  const { twice, compared, differed } = await sheetFigures(ctx, surveyId)
  const isProtected = ways.some(({ people }) => people === null)
  return compared === 0 || twice < fewest || isProtected ? null : { twice, compared, differed }
}

/** What stands against publishing: the page shows it, and the step refuses because of it. */
export async function findingsOf(
  ctx: Ctx,
  survey: StoredSurvey,
  result: StoredResult | undefined,
): Promise<Finding[]> {
  const { id: surveyId, closesAt } = survey
  const conclusions = await conclusionsOf(ctx, surveyId)
  const texts = [...(await countTexts(ctx, surveyId)).values()]
  const introduction = result?.introduction ?? ''
  const words = [
    ...[introduction, survey.weighting],
    ...conclusions.flatMap(({ finding, decision }) => [finding, decision?.reason ?? '']),
  ].join('\n')
  return resultFindings({
    ...{ isClosed: closesAt <= ctx.now, closesAt: sayMoment(closesAt), introduction },
    people:
      (await ctx.db.$count(surveyAnswers, eq(surveyAnswers.surveyId, surveyId))) +
      (await ctx.db.$count(surveyBox, eq(surveyBox.surveyId, surveyId))),
    conclusions: conclusions.map(({ finding, decision }) => ({ finding, isDecided: decision !== null })),
    unmoderated: texts.reduce((sum, { waiting }) => sum + waiting, 0),
    unthemed: await countUnthemed(ctx, surveyId),
    uncounted: await ctx.db.$count(
      surveySheets,
      and(eq(surveySheets.surveyId, surveyId), isNull(surveySheets.countedAt)),
    ),
    privateWords: [...new Set(findPrivateData(words).map(({ name }) => name))],
  })
}
