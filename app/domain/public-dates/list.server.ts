import { and, desc, eq, gte, type SQL } from 'drizzle-orm'
import { longestDays } from '~/app/domain/activities/rules'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { lastStep, type Step, stepsOfMany } from '~/app/domain/audit/steps.server'
import { dayOf, startOfDay } from '~/app/domain/calendar'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { activities } from '~/db/schema/activities'
import { consultations } from '~/db/schema/consultations'
import { departments } from '~/db/schema/people'
import { surveys } from '~/db/schema/surveys'
import type { DateKind, PublicDate } from './types'

const day = 86_400_000
/** So far back a calendar goes, and so many entries it has at most. */
const daysBack = 90
const mostDates = 1000

/** Every public date from ninety days ago on, by time: what a calendar subscribes to. */
export async function publicDates(ctx: Ctx): Promise<PublicDate[]> {
  const from = new Date(ctx.now.getTime() - daysBack * day)
  // There is an index of when they begin, and none lasts longer.
  const earliest = new Date(from.getTime() - longestDays * day)
  const all = [
    ...(await activityDates(ctx, and(gte(activities.endsAt, from), gte(activities.startsAt, earliest)))),
    ...(await consultationDates(ctx, gte(consultations.closesAt, from))),
    ...(await surveyDates(ctx, gte(surveys.closesAt, from))),
  ].filter(({ at, endsAt }) => (endsAt ?? at) >= from)
  return byTime(nearest(all, ctx.now))
}

/** What is coming from today on, or what was in the last ninety days with the newest first. */
export async function calendarPage(
  ctx: Ctx,
  { past = false, kind }: { past?: boolean; kind?: DateKind },
): Promise<PublicDate[]> {
  const today = startOfDay(dayOf(ctx.now))
  const chosen = (await publicDates(ctx)).filter((date) => kind === undefined || date.kind === kind)
  const isOver = ({ at, endsAt }: PublicDate) => (endsAt ?? at) < today
  return past ? chosen.filter(isOver).reverse() : chosen.filter((date) => !isOver(date))
}

/** The one entry for somebody who wants to come: that it takes place, or that it does not. */
export async function activityDate(ctx: Ctx, id: number): Promise<PublicDate> {
  const dates = await activityDates(ctx, eq(activities.id, id))
  const held = dates.find(({ event }) => event === 'held')
  if (!held) throw notFound('活动')
  return held
}

async function activityDates(ctx: Ctx, which: SQL | undefined): Promise<PublicDate[]> {
  const rows = await ctx.db
    .select({
      id: activities.id,
      kind: activities.kind,
      title: activities.title,
      place: activities.place,
      startsAt: activities.startsAt,
      endsAt: activities.endsAt,
      registrationOpensAt: activities.registrationOpensAt,
      registrationClosesAt: activities.registrationClosesAt,
      department: departments.name,
      publishedAt: publishedStep.at,
    })
    .from(activities)
    .innerJoin(departments, eq(departments.id, activities.departmentId))
    .innerJoin(publishedStep, isPublic('activity', activities.id, ctx.now))
    .where(which)
    .orderBy(desc(activities.startsAt))
    .limit(mostDates)
  const ids = rows.map(({ id }) => id)
  const steps = await stepsOfMany(ctx, 'activity', ids)
  return rows.flatMap((row) => {
    const { id, kind, title, department, publishedAt } = row
    const changes = (steps.get(id) ?? []).filter((step) => ['postponed', 'cancelled'].includes(step.kind))
    const common = { id, kind, title, department, place: '', ...standing(changes, publishedAt) }
    const { startsAt, endsAt, place } = row
    const held: PublicDate = {
      ...common,
      event: 'held',
      key: `activity-${id}-held`,
      at: startsAt,
      endsAt,
      place,
    }
    const calledOffAt = lastStep(changes, 'cancelled')?.at ?? null
    // What had taken place before it was called off did take place; the new day is not that of the registration.
    const ofRegistration = (event: PublicDate['event'], at: Date | null): PublicDate[] => {
      if (!at) return []
      const state = calledOffAt && at > calledOffAt ? 'cancelled' : 'planned'
      return [moment({ ...common, state }, event, `activity-${id}`, at)]
    }
    return [
      held,
      ...ofRegistration('registration-opens', row.registrationOpensAt),
      ...ofRegistration('registration-closes', row.registrationClosesAt),
    ]
  })
}

async function consultationDates(ctx: Ctx, which: SQL): Promise<PublicDate[]> {
  const rows = await ctx.db
    .select({
      id: consultations.id,
      title: consultations.title,
      opensAt: consultations.opensAt,
      closesAt: consultations.closesAt,
      department: departments.name,
      publishedAt: publishedStep.at,
    })
    .from(consultations)
    .innerJoin(departments, eq(departments.id, consultations.departmentId))
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    // A targeted one is the ledger of an activity: nobody is called to it.
    .where(and(eq(consultations.form, 'public'), which))
    .orderBy(desc(consultations.closesAt))
    .limit(mostDates)
  const ids = rows.map(({ id }) => id)
  const steps = await stepsOfMany(ctx, 'consultation', ids)
  return rows.flatMap(({ id, title, opensAt, closesAt, department, publishedAt }) => {
    const changes = (steps.get(id) ?? []).filter((step) => ['extended', 'terminated'].includes(step.kind))
    const common = { id, kind: 'consultation' as const, title, department, place: '' }
    const key = `consultation-${id}`
    return [
      moment({ ...common, ...standing([], publishedAt) }, 'opens', key, opensAt),
      moment({ ...common, ...standing(changes, publishedAt) }, 'closes', key, closesAt),
    ]
  })
}

async function surveyDates(ctx: Ctx, which: SQL): Promise<PublicDate[]> {
  const rows = await ctx.db
    .select({
      id: surveys.id,
      title: surveys.title,
      opensAt: surveys.opensAt,
      closesAt: surveys.closesAt,
      department: departments.name,
      publishedAt: publishedStep.at,
    })
    .from(surveys)
    .innerJoin(departments, eq(departments.id, surveys.departmentId))
    .innerJoin(publishedStep, isPublic('survey', surveys.id, ctx.now))
    .where(which)
    .orderBy(desc(surveys.closesAt))
    .limit(mostDates)
  const steps = await stepsOfMany(
    ctx,
    'survey',
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id, title, opensAt, closesAt, department, publishedAt }) => {
    const changes = (steps.get(id) ?? []).filter(({ kind, at }) => kind === 'extended' && at <= ctx.now)
    const common = { id, kind: 'survey' as const, title, department, place: '' }
    return [
      moment({ ...common, ...standing([], publishedAt) }, 'survey-opens', `survey-${id}`, opensAt),
      moment({ ...common, ...standing(changes, publishedAt) }, 'survey-closes', `survey-${id}`, closesAt),
    ]
  })
}

type Standing = Pick<PublicDate, 'state' | 'revision' | 'changedAt'>

/** What its changes have made of a date, oldest first: put off, or called off. */
function standing(changes: Step[], publishedAt: Date): Standing {
  const isCancelled = lastStep(changes, 'cancelled', 'terminated') !== undefined
  return {
    state: isCancelled ? 'cancelled' : changes.length > 0 ? 'postponed' : 'planned',
    revision: changes.length,
    changedAt: changes.at(-1)?.at ?? publishedAt,
  }
}

function moment(
  common: Omit<PublicDate, 'event' | 'key' | 'at' | 'endsAt'>,
  event: PublicDate['event'],
  thing: string,
  at: Date,
): PublicDate {
  return { ...common, event, key: `${thing}-${event}`, at, endsAt: null }
}

/** Of too many, those that are nearest to now: first what is coming. */
function nearest(all: PublicDate[], now: Date): PublicDate[] {
  if (all.length <= mostDates) return all
  const coming = all.filter(({ at }) => at >= now).sort((a, b) => a.at.getTime() - b.at.getTime())
  const past = all.filter(({ at }) => at < now).sort((a, b) => b.at.getTime() - a.at.getTime())
  return [...coming, ...past].slice(0, mostDates)
}

function byTime(dates: PublicDate[]): PublicDate[] {
  return dates.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.key.localeCompare(b.key))
}
