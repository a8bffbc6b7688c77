import { and, eq, gte } from 'drizzle-orm'
import type { ActivityKind } from '~/app/domain/activities/types'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { type Step, stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { activityOfOwnLedger } from '~/app/domain/occasions/of-ledger.server'
import { citeAll } from '~/app/domain/texts/cite'
import { compareVersions } from '~/app/domain/texts/compare'
import { publicVersionNumbers } from '~/app/domain/texts/public-versions.server'
import { identify, type TextVersion, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { textVersions } from '~/db/schema/texts'
import { type Round, roundsOf } from './rounds.server'
import type { StoredConsultation } from './row.server'
import { type ConsultationState, consultationState, terminationOf } from './rules'

export type PublicConsultation = {
  /** Who drafted it, and when, is nobody's business here. */
  consultation: Omit<StoredConsultation, 'createdBy' | 'createdAt'>
  department: { name: string; slug: string }
  matter: { id: number; title: string }
  /** Of a targeted one: the activity whose ledger it is, and whose page stands for it. */
  activity: { id: number; kind: ActivityKind; title: string } | null
  publishedAt: Date
  answeredAt: Date | null
  state: ConsultationState
  /** P3: each later end, with its notice, oldest first. */
  extensions: Extension[]
  /** P3: the end before its time, with the public reason. */
  termination: { at: Date; reason: string } | null
}

export type ConsultationPage = PublicConsultation & {
  version: Pick<TextVersion, 'textId' | 'number' | 'title' | 'clauses'>
  /** How each clause is cited: 第六条第二款. */
  names: Map<number, string>
  /** The published policy that came of it. */
  policy: { id: number; title: string } | null
  /** Earlier and later public versions of the same text can be compared. */
  otherVersions: number[]
  /** This round and the others, the first first; one alone is no round. */
  rounds: Round[]
  /** What changed since the draft of the round before. */
  sincePrevious: { from: number; changed: number; added: number; deleted: number; moved: number } | null
}

/** What every public page about a consultation begins with; what is not public does not exist here. */
export async function publicConsultation(ctx: Ctx, id: number): Promise<PublicConsultation> {
  const [row] = await ctx.db
    .select({
      consultation: consultations,
      department: { name: departments.name, slug: departments.slug },
      matter: { id: matters.id, title: matters.title },
      reportId: feedbackReports.id,
    })
    .from(consultations)
    .innerJoin(departments, eq(departments.id, consultations.departmentId))
    .innerJoin(matters, eq(matters.id, consultations.matterId))
    .leftJoin(feedbackReports, eq(feedbackReports.consultationId, consultations.id))
    .where(eq(consultations.id, id))
  const steps = row ? await stepsOf(ctx, 'consultation', id) : []
  const published = publicStep(steps, ctx.now)
  if (!row || !published) throw notFound('征求意见')
  const { reportId, consultation: whole, ...shown } = row
  const { createdBy: _by, createdAt: _at, ...consultation } = whole
  const terminated = terminationOf(steps)
  const terminatedAt = terminated?.at ?? null
  const reportSteps = reportId === null ? [] : await stepsOf(ctx, 'feedback-report', reportId)
  return {
    ...shown,
    consultation,
    activity: await activityOfOwnLedger(ctx, consultation),
    publishedAt: published.at,
    answeredAt: publicStep(reportSteps, ctx.now)?.at ?? null,
    state: consultationState({ ...consultation, terminatedAt }, reportSteps, ctx.now),
    extensions: steps.flatMap(extensionOf),
    termination: terminated ? { at: terminated.at, reason: terminated.reason ?? '' } : null,
  }
}

export type Extension = { at: Date; notice: string; from: string; to: string }

export function extensionOf(step: Step): Extension[] {
  if (step.kind !== 'extended') return []
  return [
    {
      at: step.at,
      notice: step.reason ?? '',
      from: String(step.data?.from ?? ''),
      to: String(step.data?.to ?? ''),
    },
  ]
}

export async function consultationPage(ctx: Ctx, id: number): Promise<ConsultationPage> {
  const shown = await publicConsultation(ctx, id)
  const version = await versionOf(ctx, shown.consultation.versionId)
  const numbers = await publicVersionNumbers(ctx, version.textId)
  const rounds = await roundsOf(ctx, id)
  // Without the note: it is the drafter's own.
  const { textId, number, title, clauses } = version
  return {
    ...shown,
    version: { textId, number, title, clauses },
    names: citeAll(version.clauses),
    policy: await policyOf(ctx, version),
    otherVersions: numbers.filter((number) => number !== version.number),
    rounds,
    sincePrevious: await changesSince(
      ctx,
      rounds.findLast(({ round }) => round < shown.consultation.round),
      version,
    ),
  }
}

async function changesSince(
  ctx: Ctx,
  previous: Round | undefined,
  version: TextVersion,
): Promise<ConsultationPage['sincePrevious']> {
  if (!previous) return null
  const before = await versionOf(ctx, previous.versionId)
  const rows = compareVersions(identify(before.clauses), identify(version.clauses))
  const count = (status: string) => rows.filter((row) => row.status === status).length
  return {
    from: before.number,
    changed: count('changed'),
    added: count('added'),
    deleted: count('deleted'),
    moved: rows.filter((row) => row.moved).length,
  }
}

/** What became of the draft; an earlier policy of the same text is what the draft is to change. */
async function policyOf(
  ctx: Ctx,
  { textId, number }: { textId: number; number: number },
): Promise<{ id: number; title: string } | null> {
  const [row] = await ctx.db
    .select({ id: policies.id, title: policies.title })
    .from(policies)
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .innerJoin(textVersions, eq(textVersions.id, policies.versionId))
    .where(and(eq(policies.textId, textId), gte(textVersions.number, number)))
    .orderBy(publishedStep.at)
    .limit(1)
  return row ?? null
}
