import { and, asc, eq, gte } from 'drizzle-orm'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { dayOf, sayMoment } from '~/app/domain/calendar'
import { type ConsultationRow, consultationRow } from '~/app/domain/comments/consultation.server'
import { isPast, terminationOf } from '~/app/domain/consultations/rules'
import type { Finding } from '~/app/domain/findings'
import { unreportedActivities } from '~/app/domain/occasions/of-ledger.server'
import type { Ctx } from '~/app/server/context'
import { policies } from '~/db/schema/policies'
import { textVersions } from '~/db/schema/texts'
import { ledgerOf, missingFrom } from './ledger.server'
import { reportOf } from './report.server'
import {
  type DecisionDay,
  feedbackDueOn,
  feedbackFindings,
  type Lateness,
  type Ledger,
  latenessAt,
  type Missing,
} from './rules'

type Readiness = {
  ledger: Ledger
  missing: Missing
  findings: Finding[]
  isClosed: boolean
  /** P12: by when, where the decision has been taken already. */
  dueOn: string | null
  lateness: Lateness | null
}

/** What still stands in the way of the report: the desk page shows it, and publishing refuses because of it. */
export async function readinessOf(
  ctx: Ctx,
  consultation: ConsultationRow,
  introduction: string,
): Promise<Readiness> {
  // One after the other: within a transaction there is one connection.
  const ledger = await ledgerOf(ctx, consultation.id)
  const missing = await missingFrom(ctx, consultation.id)
  const decision = await decisionDayOf(ctx, consultation)
  const unreported = await unreportedActivities(ctx, consultation.id)
  const isClosed =
    consultation.form === 'targeted'
      ? // Nobody is called to it, so it has no end of its own: it is complete with its activity's report.
        unreported.length === 0
      : isPast(consultation.closesAt, ctx.now) || terminationOf(consultation.steps) !== undefined
  const lateness = latenessAt(decision, ctx.now)
  const closesAt = sayMoment(consultation.closesAt)
  return {
    ledger,
    missing,
    findings: feedbackFindings({
      ...{ ledger, missing, closesAt, introduction, lateness, unreported },
      isClosed: isClosed || consultation.form === 'targeted',
    }),
    isClosed,
    dueOn: decision && feedbackDueOn(decision),
    lateness,
  }
}

/** For P9 and P10: since when the feedback is public, and what still stands in its way. */
export async function feedbackState(
  ctx: Ctx,
  consultationId: number,
): Promise<{ publishedAt: Date | null; findings: Finding[] }> {
  const consultation = await consultationRow(ctx, consultationId)
  const report = await reportOf(ctx, consultationId)
  if (report?.publishedAt) return { publishedAt: report.publishedAt, findings: [] }
  const { findings } = await readinessOf(ctx, consultation, report?.introduction ?? '')
  return { publishedAt: null, findings }
}

/** P12 counts from the decision: the day on which what came of the draft was signed, or went to the discussion. */
async function decisionDayOf(
  ctx: Ctx,
  { textId, versionId, matterId, opensAt }: ConsultationRow,
): Promise<DecisionDay | null> {
  const [draft] = await ctx.db
    .select({ number: textVersions.number })
    .from(textVersions)
    .where(eq(textVersions.id, versionId))
  // An earlier policy of the same text is what the draft is to change.
  const [signed] = await ctx.db
    .select({ day: policies.signedOn })
    .from(policies)
    .innerJoin(textVersions, eq(textVersions.id, policies.versionId))
    .where(and(eq(policies.textId, textId), gte(textVersions.number, draft?.number ?? 0)))
    .orderBy(asc(policies.signedOn))
    .limit(1)
  const discussed = (await stepsOf(ctx, 'matter', matterId)).find(
    ({ kind, at }) => kind === 'submitted-for-discussion' && at > opensAt,
  )
  const days: DecisionDay[] = []
  if (signed) days.push({ day: signed.day, from: 'signed' })
  if (discussed) days.push({ day: dayOf(discussed.at), from: 'discussion' })
  return days.sort((one, other) => one.day.localeCompare(other.day))[0] ?? null
}
