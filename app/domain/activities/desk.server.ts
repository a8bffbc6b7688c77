import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { offeredSteps } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { isEditable, type OfferedStep, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { type ConsultationChoices, consultationChoices } from '~/app/domain/consultations/desk.server'
import type { Finding } from '~/app/domain/findings'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import type { Ctx, Staff } from '~/app/server/context'
import { activities, activityReports } from '~/db/schema/activities'
import { consultations } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { textVersions } from '~/db/schema/texts'
import { chainOf, chainsOf } from './chain.server'
import { type ChecklistItem, checklistOf, type NextStep, nextOf } from './checklist'
import { cancelFindings, postponeFindings, withdrawFindings } from './gates'
import { activityRow, categoriesOf, type StoredActivity } from './row.server'
import { activityState } from './rules'
import type { ActivityKind, ActivityState, SeatCategory } from './types'
import { countRegistrations, findingsOf } from './write.server'

export type DeskActivityRow = {
  id: number
  kind: ActivityKind
  title: string
  matter: string
  startsAt: Date
  state: SignOffState
  /** Of what is public: where it stands. */
  standing: ActivityState | null
  next: NextStep | null
}

const pageSize = 20

/** The activities of the person's department, newest first. */
export async function deskActivities(
  ctx: Ctx,
  { after }: { after?: number } = {},
): Promise<{ rows: DeskActivityRow[]; next: number | null }> {
  const { departmentId } = requireStaff(ctx)
  const rows = await ctx.db
    .select({ activity: activities, matter: matters.title })
    .from(activities)
    .innerJoin(matters, eq(matters.id, activities.matterId))
    .where(
      and(eq(activities.departmentId, departmentId), after ? sql`${activities.id} < ${after}` : undefined),
    )
    .orderBy(desc(activities.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const ids = shown.map(({ activity }) => activity.id)
  const steps = await stepsOfMany(ctx, 'activity', ids)
  const chains = await chainsOf(ctx, ids)
  const submitted = await submittedReports(ctx, ids)
  return {
    rows: shown.flatMap(({ activity, matter }) => {
      const chain = chains.get(activity.id)
      if (!chain) return []
      const { id, kind, title, startsAt } = activity
      const state = stateAfter(steps.get(id) ?? [])
      return {
        ...{ id, kind, title, matter, startsAt, state },
        standing: state === 'published' ? activityState({ ...chain, ...activity }, ctx.now) : null,
        next:
          state === 'withdrawn'
            ? null
            : nextOf(checklistOf(chain, activity, [], ctx.now), {
                notice: state,
                isReportSubmitted: submitted.has(id),
              }),
      }
    }),
    next: rows.length > pageSize ? (shown.at(-1)?.activity.id ?? null) : null,
  }
}

/** The ledger into which the opinions go: a consultation's, or one of the activity's own on a text. */
export type DeskLedger = {
  consultationId: number
  title: string
  isOwn: boolean
  versionId: number
  textId: number
  draft: string
  version: number
  explanation: string
}

export type DeskActivity = {
  activity: StoredActivity
  department: string
  matter: string
  categories: SeatCategory[]
  ledger: DeskLedger | null
  state: SignOffState
  standing: ActivityState | null
  chain: ChecklistItem[]
  next: NextStep | null
  /** Of the notice, until it is public. */
  findings: Finding[]
  offered: OfferedStep[]
  steps: Step[]
  registrations: number
  canEdit: boolean
  canPostpone: boolean
  /** More people may still register: the list is not closed. */
  canExtendRegistration: boolean
  canCancel: boolean
  canSettleLedger: boolean
}

/** One activity as its department sees it: how far it is, what is to be done now, and what may be changed. */
export async function deskActivity(ctx: Ctx, id: number): Promise<DeskActivity> {
  const activity = await activityRow(ctx, id)
  requirePermission(ctx, 'text.read', activity)
  const [names] = await ctx.db
    .select({ department: departments.name, matter: matters.title })
    .from(activities)
    .innerJoin(departments, eq(departments.id, activities.departmentId))
    .innerJoin(matters, eq(matters.id, activities.matterId))
    .where(eq(activities.id, id))
  if (!names) throw new Error('an activity without its department or matter')
  const chain = await chainOf(ctx, id)
  const steps = await stepsOf(ctx, 'activity', id)
  const state = stateAfter(steps)
  const isPublished = state === 'published'
  const isWithdrawn = state === 'withdrawn'
  const findings = isPublished || isWithdrawn ? [] : await findingsOf(ctx, activity)
  const items = isWithdrawn ? [] : checklistOf(chain, activity, findings, ctx.now)
  const registrations = await countRegistrations(ctx, id)
  const mayPublish = hasPermission(ctx, 'activity.publish', activity)
  const stays = withdrawFindings(chain, registrations).length > 0
  return {
    activity,
    ...names,
    categories: await categoriesOf(ctx, id),
    ledger: await ledgerOf(ctx, activity),
    state,
    standing: isPublished ? activityState({ ...chain, ...activity }, ctx.now) : null,
    chain: items,
    next: nextOf(items, { notice: state, isReportSubmitted: (await submittedReports(ctx, [id])).has(id) }),
    findings,
    offered: offeredSteps(ctx, 'activity', state, activity.departmentId).filter(
      ({ kind }) => kind !== 'withdrawn' || !stays,
    ),
    steps,
    registrations,
    canEdit: isEditable(state) && hasPermission(ctx, 'activity.write', activity),
    canPostpone:
      mayPublish && postponeFindings(chain, nextYear(chain.startsAt, ctx.now), ctx.now).length === 0,
    canExtendRegistration:
      chain.registrationClosesAt !== null && chain.frozenAt === null && chain.listPublishedAt === null,
    canCancel: mayPublish && cancelFindings(chain, '…').length === 0,
    canSettleLedger:
      isPublished &&
      !chain.cancelledAt &&
      activity.consultationId === null &&
      hasPermission(ctx, 'activity.write', activity),
  }
}

/** Any later time, to ask whether there may be one at all. */
function nextYear(startsAt: Date, now: Date) {
  const later = (days: number) => new Date(Math.max(startsAt.getTime(), now.getTime()) + days * 86_400_000)
  return { startsAt: later(365), endsAt: later(366), registrationClosesAt: null, reason: '…' }
}

async function ledgerOf(ctx: Ctx, { consultationId }: StoredActivity): Promise<DeskLedger | null> {
  if (consultationId === null) return null
  const [row] = await ctx.db
    .select({
      title: consultations.title,
      form: consultations.form,
      versionId: consultations.versionId,
      textId: consultations.textId,
      draft: textVersions.title,
      version: textVersions.number,
      explanation: consultations.draftingNote,
    })
    .from(consultations)
    .innerJoin(textVersions, eq(textVersions.id, consultations.versionId))
    .where(eq(consultations.id, consultationId))
  if (!row) return null
  const { form, ...ledger } = row
  return { consultationId, isOwn: form === 'targeted', ...ledger }
}

export type ActivityChoices = ConsultationChoices & {
  /** Whose ledger the opinions can join; each belongs to a matter. */
  consultations: { id: number; title: string; matter: string }[]
}

const mostChoices = 100

export async function activityChoices(ctx: Ctx): Promise<ActivityChoices> {
  const { departmentId } = requireStaff(ctx)
  requirePermission(ctx, 'activity.write', { departmentId })
  const joinable = await ctx.db
    .select({ id: consultations.id, title: consultations.title, matter: matters.title })
    .from(consultations)
    .innerJoin(matters, eq(matters.id, consultations.matterId))
    .where(
      and(
        eq(matters.departmentId, departmentId),
        eq(consultations.form, 'public'),
        sql`not exists (select 1 from feedback_reports as report join steps as told
          on told.subject = 'feedback-report' and told.subject_id = report.id and told.kind = 'published'
          where report.consultation_id = ${consultations.id})`,
      ),
    )
    .orderBy(desc(consultations.id))
    .limit(mostChoices)
  return { ...(await consultationChoices(ctx)), consultations: joinable }
}

export type DueActivity = { id: number; kind: ActivityKind; title: string; startsAt: Date; next: NextStep }

const lookedAt = 30
const dueSteps = new Set(['frozen', 'drawn', 'list', 'materials', 'agenda', 'held', 'transcript', 'report'])

/**
 * What the department has announced and now has to do the next thing for, the most urgent first; who only signs sees
 * what waits for that.
 */
export async function dueActivities(ctx: Ctx & { actor: Staff }): Promise<DueActivity[]> {
  const writes = hasPermission(ctx, 'activity.write')
  if (!writes && !hasPermission(ctx, 'activity.publish')) return []
  const cancelled = sql`exists (select 1 from steps as off where off.subject = 'activity'
    and off.subject_id = ${activities.id} and off.kind = 'cancelled')`
  const halfAYearAgo = new Date(ctx.now.getTime() - 183 * 86_400_000)
  const rows = await ctx.db
    .select({ activity: activities })
    .from(activities)
    .innerJoin(publishedStep, isPublic('activity', activities.id, ctx.now))
    .where(
      and(
        eq(activities.departmentId, ctx.actor.departmentId),
        gt(activities.startsAt, halfAYearAgo),
        sql`not ${cancelled}`,
      ),
    )
    .orderBy(activities.startsAt, activities.id)
    .limit(lookedAt)
  const ids = rows.map(({ activity }) => activity.id)
  const chains = await chainsOf(ctx, ids)
  const submitted = await submittedReports(ctx, ids)
  return rows
    .flatMap(({ activity }): DueActivity[] => {
      const { id, kind, title, startsAt } = activity
      const chain = chains.get(id)
      const items = chain ? checklistOf(chain, activity, [], ctx.now) : []
      const due = items.filter(({ state }) => state === 'now' || state === 'overdue')
      const next = nextOf(due, { isReportSubmitted: submitted.has(id) })
      if (!next || !dueSteps.has(next.kind)) return []
      return writes || next.isForIssuer ? [{ id, kind, title, startsAt, next }] : []
    })
    .sort((one, other) => urgency(one) - urgency(other))
}

/** Of these activities, those whose report waits for who signs for it. */
async function submittedReports(ctx: Ctx, ids: number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const reports = await ctx.db
    .select({ id: activityReports.id, activityId: activityReports.activityId })
    .from(activityReports)
    .where(inArray(activityReports.activityId, ids))
  const steps = await stepsOfMany(
    ctx,
    'activity-report',
    reports.map(({ id }) => id),
  )
  const waiting = reports.filter(({ id }) => stateAfter(steps.get(id) ?? []) === 'submitted')
  return new Set(waiting.map(({ activityId }) => activityId))
}

function urgency({ next, startsAt }: DueActivity): number {
  return next.latestOn ? Date.parse(next.latestOn) : startsAt.getTime()
}
