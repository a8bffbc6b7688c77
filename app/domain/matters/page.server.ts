import { and, eq, inArray, or } from 'drizzle-orm'
import { activityEvents } from '~/app/domain/activities/matter-events.server'
import type { ActivityKind } from '~/app/domain/activities/types'
import { isPublic, isPublicAsWell, publishedStep } from '~/app/domain/audit/published.server'
import { type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { terminationOf } from '~/app/domain/consultations/rules'
import { surveyEvents } from '~/app/domain/surveys/of-matters.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { concerns, responses } from '~/db/schema/concerns'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { interpretations } from '~/db/schema/interpretations'
import { announcements, matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { discussionStep } from './discussion.server'
import type { Difference } from './types'
import type { MatterRow } from './write.server'

export type MatterEvent = {
  id: string
  kind:
    | 'listed'
    | 'changed'
    | 'announcement'
    | 'activity-announced'
    | 'activity-postponed'
    | 'activity-cancelled'
    | 'activity-held'
    | 'activity-reported'
    | 'consultation-opened'
    | 'round-opened'
    | 'consultation-extended'
    | 'consultation-closed'
    | 'consultation-terminated'
    | 'feedback'
    | 'policy'
    | 'interpretation'
    | 'response'
    | 'discussion'
    | 'survey-opened'
    | 'survey-extended'
    | 'survey-closed'
    | 'survey-reported'
  at: Date
  title: string
  href: string | null
  reason?: string | null
  differences?: Difference[]
  round?: number
  /** What is said of a hearing is said of a symposium too. */
  activityKind?: ActivityKind
}

export type MatterPage = {
  /** Who entered it, and when, is nobody's business here. */
  matter: Omit<MatterRow, 'createdBy' | 'createdAt'>
  department: { name: string; slug: string }
  publishedAt: Date
  /** Everything public that hangs on the matter, oldest first; what is still to come has a date after now. */
  events: MatterEvent[]
}

export async function matterPage(ctx: Ctx, id: number): Promise<MatterPage> {
  const [row] = await ctx.db
    .select({ matter: matters, department: { name: departments.name, slug: departments.slug } })
    .from(matters)
    .innerJoin(departments, eq(departments.id, matters.departmentId))
    .where(eq(matters.id, id))
  const steps = row ? await stepsOf(ctx, 'matter', id) : []
  const published = publicStep(steps, ctx.now)
  if (!row || !published) throw notFound('决策事项')
  const { createdBy: _by, createdAt: _at, ...matter } = row.matter
  const consulted = await consultationEvents(ctx, id)
  const decided = await policyEvents(ctx, id)
  const events = [
    ...steps.filter((step) => step.at <= ctx.now).flatMap(ownEvent),
    ...(await announcementEvents(ctx, id)),
    ...(await activityEvents(ctx, id)),
    ...(await surveyEvents(ctx, id)),
    ...consulted.events,
    ...decided.events,
    ...(await responseEvents(ctx, consulted.ids, decided.ids)),
  ]
  return {
    ...row,
    matter,
    publishedAt: published.at,
    events: events.sort((a, b) => a.at.getTime() - b.at.getTime()),
  }
}

function ownEvent(step: Step): MatterEvent[] {
  const common = { id: `step-${step.id}`, at: step.at, title: '', href: null }
  if (step.kind === 'published') return [{ ...common, kind: 'listed' }]
  if (step.kind === discussionStep) {
    const said = [step.data?.meeting, step.data?.on].filter(Boolean).map(String)
    return [{ ...common, kind: 'discussion', reason: said.join('，') || null }]
  }
  if (step.kind !== 'changed') return []
  const differences = (step.data?.differences ?? []) as Difference[]
  return [{ ...common, kind: 'changed', reason: step.reason, differences }]
}

async function announcementEvents(ctx: Ctx, matterId: number): Promise<MatterEvent[]> {
  const rows = await ctx.db
    .select({ id: announcements.id, title: announcements.title, at: publishedStep.at })
    .from(announcements)
    .innerJoin(publishedStep, isPublic('announcement', announcements.id, ctx.now))
    .where(eq(announcements.matterId, matterId))
  return rows.map((row) => ({
    ...row,
    id: `announcement-${row.id}`,
    kind: 'announcement',
    href: paths.announcement(row.id),
  }))
}

async function consultationEvents(
  ctx: Ctx,
  matterId: number,
): Promise<{ ids: number[]; events: MatterEvent[] }> {
  const rows = await ctx.db
    .select({
      id: consultations.id,
      title: consultations.title,
      opensAt: consultations.opensAt,
      closesAt: consultations.closesAt,
      round: consultations.round,
      form: consultations.form,
    })
    .from(consultations)
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .where(eq(consultations.matterId, matterId))
  const ids = rows.map((row) => row.id)
  // Of the public ones only: the report of a consultation that was withdrawn has no page any more.
  const reports = await ctx.db
    .select({ id: consultations.id, title: consultations.title, at: publishedStep.at })
    .from(feedbackReports)
    .innerJoin(consultations, eq(consultations.id, feedbackReports.consultationId))
    .innerJoin(publishedStep, isPublic('feedback-report', feedbackReports.id, ctx.now))
    .where(inArray(consultations.id, ids))
  const steps = await stepsOfMany(ctx, 'consultation', ids)
  // An activity's own ledger has no period: the activity itself stands in the timeline.
  const events = rows
    .filter(({ form }) => form === 'public')
    .flatMap((row) => periodEvents(row, steps.get(row.id) ?? []))
  const told = reports.map(
    (row): MatterEvent => ({
      ...row,
      id: `feedback-${row.id}`,
      kind: 'feedback',
      href: paths.feedback(row.id),
    }),
  )
  return { ids, events: [...events, ...told] }
}

type Period = { id: number; title: string; opensAt: Date; closesAt: Date; round: number }

/** From the opening to the end, whichever came: a later one than announced, or one before its time (P3). */
function periodEvents({ id, title, opensAt, closesAt, round }: Period, steps: Step[]): MatterEvent[] {
  const common = { title, href: paths.consultation(id), round }
  const extended = steps.filter((step) => step.kind === 'extended')
  const terminated = terminationOf(steps)
  return [
    {
      ...common,
      id: `consultation-${id}`,
      kind: round > 1 ? 'round-opened' : 'consultation-opened',
      at: opensAt,
    },
    ...extended.map(
      (step): MatterEvent => ({
        ...{ ...common, id: `extended-${step.id}`, kind: 'consultation-extended', at: step.at },
        reason: step.reason,
      }),
    ),
    terminated
      ? {
          ...{ ...common, id: `terminated-${id}`, kind: 'consultation-terminated', at: terminated.at },
          reason: terminated.reason,
        }
      : { ...common, id: `closing-${id}`, kind: 'consultation-closed', at: closesAt },
  ]
}

async function policyEvents(ctx: Ctx, matterId: number): Promise<{ ids: number[]; events: MatterEvent[] }> {
  const rows = await ctx.db
    .select({ id: policies.id, title: policies.title, at: publishedStep.at })
    .from(policies)
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(eq(policies.matterId, matterId))
  const explained = await ctx.db
    .select({ id: interpretations.id, title: interpretations.title, at: publishedStep.at })
    .from(interpretations)
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(eq(policies.matterId, matterId))
  return {
    ids: rows.map((row) => row.id),
    events: [
      ...rows.map(
        (row): MatterEvent => ({
          ...row,
          id: `policy-${row.id}`,
          kind: 'policy',
          href: paths.policy(row.id),
        }),
      ),
      ...explained.map(
        (row): MatterEvent => ({
          ...row,
          id: `interpretation-${row.id}`,
          kind: 'interpretation',
          href: paths.interpretation(row.id),
        }),
      ),
    ],
  }
}

async function responseEvents(
  ctx: Ctx,
  consultationIds: number[],
  policyIds: number[],
): Promise<MatterEvent[]> {
  const about = or(
    consultationIds.length > 0 ? inArray(concerns.consultationId, consultationIds) : undefined,
    policyIds.length > 0 ? inArray(concerns.policyId, policyIds) : undefined,
  )
  if (!about) return []
  const rows = await ctx.db
    .select({
      id: responses.id,
      concernId: responses.concernId,
      spokesperson: responses.spokesperson,
      at: publishedStep.at,
    })
    .from(responses)
    .innerJoin(concerns, eq(concerns.id, responses.concernId))
    .innerJoin(publishedStep, isPublic('response', responses.id, ctx.now))
    // The answer to a concern that is not public is for the person who asked.
    .where(and(about, isPublicAsWell('concern', concerns.id, ctx.now)))
  return rows.map((row) => ({
    id: `response-${row.id}`,
    kind: 'response',
    at: row.at,
    title: row.spokesperson,
    href: paths.concern(row.concernId),
  }))
}
