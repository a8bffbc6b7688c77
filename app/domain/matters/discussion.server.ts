import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf, stepsOfMany, takeStep } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { notCalledOff } from '~/app/domain/occasions/of-ledger.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { peopleSoFar } from '~/app/domain/survey-answering/receive.server'
import { surveysOfMatters } from '~/app/domain/surveys/of-matters.server'
import type { Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked } from '~/app/server/errors'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { type AskedSurvey, type ConsultedRound, discussionFindings } from './rules'
import { matterRow } from './write.server'

/** The step by which a matter goes to the collective discussion (P9, P13). */
export const discussionStep = 'submitted-for-discussion'

/** Where and when it is discussed, as far as that is known already. */
export type Discussion = { meeting?: string; on?: string | null }

/** P9: hands a matter to the collective discussion, with what became of every comment; once. */
export async function submitForDiscussion(
  ctx: Ctx,
  matterId: number,
  { meeting = '', on = null }: Discussion = {},
): Promise<void> {
  await transact(ctx, async (tx) => {
    const matter = await matterRow(tx, matterId)
    requirePermission(tx, 'matter.publish', matter)
    const state = await lockState(tx, 'matter', matterId)
    if (state !== 'published') throw new Refusal(409, '事项列入公开的目录之后，才能提请集体讨论。')
    if (discussionOf(await stepsOf(tx, 'matter', matterId)))
      throw new Refusal(409, '这个事项已经提请集体讨论，不用再办。')
    refuseIfBlocked(discussionFindings(await consultedRounds(tx, matterId), await askedSurveys(tx, matterId)))
    const data = { ...(meeting.trim() ? { meeting: meeting.trim() } : {}), ...(on ? { on } : {}) }
    await takeStep(tx, { subject: 'matter', id: matterId, kind: discussionStep, data })
    await record(tx, {
      action: 'matter.submitted-for-discussion',
      subject: 'matter',
      id: matterId,
      after: data,
      tags: [`matter:${matterId}`, 'matters'],
    })
  })
}

export function discussionOf(steps: Step[]): Step | undefined {
  return steps.find((step) => step.kind === discussionStep)
}

/** Not the ledger of a meeting attendance: who attends is heard at the discussion itself, and answered after it (P14). */
function isHeardBefore(): SQL {
  return sql`not (${consultations.form} = 'targeted' and exists (select 1 from activities a
    where a.consultation_id = ${consultations.id} and a.kind = 'meeting-attendance'))`
}

/**
 * The matter's public ledgers: its consultations, every round, and those of its hearings, symposiums, visits and polls;
 * and whether each has told what became of its comments.
 */
export async function consultedRounds(ctx: Ctx, matterId: number): Promise<ConsultedRound[]> {
  const rows = await ctx.db
    .select({
      id: consultations.id,
      title: consultations.title,
      round: consultations.round,
      form: consultations.form,
    })
    .from(consultations)
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .where(and(eq(consultations.matterId, matterId), notCalledOff(), isHeardBefore()))
    .orderBy(consultations.id)
  const ids = rows.map((row) => row.id)
  const reports =
    ids.length === 0
      ? []
      : await ctx.db
          .select({ id: feedbackReports.id, consultationId: feedbackReports.consultationId })
          .from(feedbackReports)
          .where(inArray(feedbackReports.consultationId, ids))
  const steps = await stepsOfMany(
    ctx,
    'feedback-report',
    reports.map((report) => report.id),
  )
  const told = new Set(
    reports.flatMap(({ id, consultationId }) =>
      publicStep(steps.get(id) ?? [], ctx.now) ? [consultationId] : [],
    ),
  )
  return rows.map((row) => ({ ...row, isAnswered: told.has(row.id) }))
}

/**
 * The surveys of the matter and its consultations, and whether each has told what came of it; one that nobody answered
 * has nothing to tell. Not those about its policy: they ask how it went, after the discussion (P16).
 */
export async function askedSurveys(ctx: Ctx, matterId: number): Promise<AskedSurvey[]> {
  const all = (await surveysOfMatters(ctx, [matterId])).filter(({ survey }) => survey.policyId === null)
  const people = await peopleSoFar(
    ctx,
    all.map(({ survey }) => survey.id),
  )
  return all.flatMap(({ survey: { id, title }, state }) =>
    state === 'closed' && people.get(id) === 0 ? [] : [{ id, title, isAnswered: state === 'reported' }],
  )
}
