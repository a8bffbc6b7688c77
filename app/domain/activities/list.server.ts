import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { lastStep, type Step, stepsOfMany } from '~/app/domain/audit/steps.server'
import type { Ctx } from '~/app/server/context'
import { activities } from '~/db/schema/activities'
import { departments } from '~/db/schema/people'
import { reportedOf } from './chain.server'
import { type ActivityGroup, activityGroups } from './choices'
import type { ListedActivity } from './page-types'
import { activityState, longestDays } from './rules'
import type { ActivityKind } from './types'

type Filter = {
  kind?: ActivityKind | null
  state?: ActivityGroup | readonly ActivityGroup[] | null
  departmentId?: number
  after?: string | null
  limit?: number
}

const pageSize = 20

/** Public activities: those open for registration by how soon it closes; then the coming ones; then the past, newest first. */
export async function listActivities(
  ctx: Ctx,
  filter: Filter = {},
): Promise<{ rows: ListedActivity[]; next: string | null }> {
  const { limit = pageSize } = filter
  const cursor = readCursor(filter.after)
  const groups = activityGroups.filter((group) => !filter.state || [filter.state].flat().includes(group))
  const found: (StoredRow & { group: ActivityGroup })[] = []
  // One after the other: each group has an order and an index of its own, and one is mostly enough for a page.
  for (const group of groups) {
    if (cursor && activityGroups.indexOf(group) < cursor.group) continue
    const after = cursor && activityGroups.indexOf(group) === cursor.group ? cursor : null
    const rows = await rowsOf(ctx, group, filter, after, limit + 1 - found.length)
    found.push(...rows.map((row) => ({ ...row, group })))
    if (found.length > limit) break
  }
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: await withStates(
      ctx,
      shown.map(({ group: _group, ...row }) => row),
    ),
    next: found.length > limit && last ? cursorOf(last) : null,
  }
}

type StoredRow = Omit<ListedActivity, 'state' | 'isPostponed'>

const orders = {
  open: [asc(activities.registrationClosesAt), asc(activities.id)],
  coming: [asc(activities.startsAt), asc(activities.id)],
  over: [desc(activities.startsAt), desc(activities.id)],
}

function rowsOf(
  ctx: Ctx,
  group: ActivityGroup,
  { kind, departmentId }: Filter,
  after: Cursor | null,
  limit: number,
): Promise<StoredRow[]> {
  return ctx.db
    .select({
      id: activities.id,
      kind: activities.kind,
      profile: activities.profile,
      title: activities.title,
      department: departments.name,
      place: activities.place,
      startsAt: activities.startsAt,
      endsAt: activities.endsAt,
      registrationOpensAt: activities.registrationOpensAt,
      registrationClosesAt: activities.registrationClosesAt,
      publishedAt: publishedStep.at,
    })
    .from(activities)
    .innerJoin(departments, eq(departments.id, activities.departmentId))
    .innerJoin(publishedStep, isPublic('activity', activities.id, ctx.now))
    .where(
      and(
        inGroup(group, sql`${ctx.now.toISOString()}::timestamptz`),
        kind ? eq(activities.kind, kind) : undefined,
        departmentId === undefined ? undefined : eq(activities.departmentId, departmentId),
        after ? behind(group, after) : undefined,
      ),
    )
    .orderBy(...orders[group])
    .limit(limit)
}

const longest = sql.raw(`interval '${longestDays} days'`)

function inGroup(group: ActivityGroup, now: SQL): SQL {
  const isDone = sql`(exists (select 1 from steps as ended where ended.subject = 'activity'
      and ended.subject_id = ${activities.id} and ended.kind in ('cancelled', 'held') and ended.at <= ${now})
    or exists (select 1 from activity_reports as report join steps as told on told.subject = 'activity-report'
      and told.subject_id = report.id and told.kind = 'published' and told.at <= ${now}
      where report.activity_id = ${activities.id}))`
  const hasTime = sql`${activities.startsAt} > ${now} - ${longest} and ${activities.endsAt} >= ${now}`
  if (group === 'over') return sql`(not (${hasTime}) or ${isDone})`
  const isOpen = sql`(${activities.registrationOpensAt} <= ${now} and ${activities.registrationClosesAt} >= ${now})`
  return sql`(${hasTime} and not ${isDone} and ${group === 'open' ? isOpen : sql`${isOpen} is not true`})`
}

type Cursor = { group: number; at: string; id: number }

function readCursor(typed: string | null | undefined): Cursor | null {
  const match = /^([012])_(\d{1,14})_(\d{1,15})$/.exec(typed ?? '')
  if (!match) return null
  return { group: Number(match[1]), at: new Date(Number(match[2])).toISOString(), id: Number(match[3]) }
}

function cursorOf(row: StoredRow & { group: ActivityGroup }): string {
  const at = row.group === 'open' ? (row.registrationClosesAt ?? row.startsAt) : row.startsAt
  return `${activityGroups.indexOf(row.group)}_${at.getTime()}_${row.id}`
}

function behind(group: ActivityGroup, { at, id }: Cursor): SQL {
  const place = group === 'open' ? activities.registrationClosesAt : activities.startsAt
  const here = sql`(${at}::timestamptz, ${id}::bigint)`
  return group === 'over'
    ? sql`(${place}, ${activities.id}) < ${here}`
    : sql`(${place}, ${activities.id}) > ${here}`
}

async function withStates(ctx: Ctx, rows: StoredRow[]): Promise<ListedActivity[]> {
  const standings = await activityStandings(ctx, rows)
  return rows.flatMap((row) => {
    const standing = standings.get(row.id)
    return standing ? [{ ...row, ...standing }] : []
  })
}

type Standing = Pick<ListedActivity, 'state' | 'isPostponed'>

/** How each of these public activities stands, by its id. */
export async function activityStandings(
  ctx: Ctx,
  rows: Pick<ListedActivity, 'id' | 'kind' | 'endsAt' | 'registrationOpensAt' | 'registrationClosesAt'>[],
): Promise<Map<number, Standing>> {
  const ids = rows.map(({ id }) => id)
  const steps = await stepsOfMany(ctx, 'activity', ids)
  const reported = await reportedOf(ctx, ids)
  return new Map(
    rows.map((row) => {
      const own = (steps.get(row.id) ?? []).filter(({ at }) => at <= ctx.now)
      const dates = { ...datesOf(own), reportedAt: reported.get(row.id) ?? null }
      const isPostponed = own.some(({ kind }) => kind === 'postponed')
      return [row.id, { state: activityState({ ...row, ...dates }, ctx.now), isPostponed }]
    }),
  )
}

function datesOf(steps: Step[]) {
  const at = (kind: string) => lastStep(steps, kind)?.at ?? null
  return { listPublishedAt: at('list-published'), heldAt: at('held'), cancelledAt: at('cancelled') }
}
