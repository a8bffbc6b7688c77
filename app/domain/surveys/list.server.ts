import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { departments } from '~/db/schema/people'
import { surveys } from '~/db/schema/surveys'
import type { ListedSurvey } from './page-types'
import { statesOfSurveys } from './row.server'
import { type PublicSurveyState, publicStates } from './types'

type Filter = {
  state?: PublicSurveyState | null
  departmentId?: number
  after?: string | null
  limit?: number
}

const pageSize = 20
const groups = ['open', 'upcoming', 'over'] as const
type Group = (typeof groups)[number]

/** Public surveys: those open now by how soon they close; then the coming ones; then the past, newest first. */
export async function listSurveys(
  ctx: Ctx,
  filter: Filter = {},
): Promise<{ rows: ListedSurvey[]; next: string | null }> {
  const { limit = pageSize } = filter
  const cursor = readCursor(filter.after)
  const found: { survey: StoredRow; group: Group }[] = []
  // One after the other: each group has an order and an index of its own, and one is mostly enough for a page.
  for (const group of groupsOf(filter.state)) {
    if (cursor && groups.indexOf(group) < groups.indexOf(cursor.group)) continue
    const after = cursor?.group === group ? behind(cursor) : undefined
    const rows = await rowsOf(ctx, group, filter, after, limit + 1 - found.length)
    found.push(...rows.map((survey) => ({ survey, group })))
    if (found.length > limit) break
  }
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: await withStates(
      ctx,
      shown.map(({ survey }) => survey),
    ),
    next: found.length > limit && last ? cursorOf(last.group, last.survey.survey) : null,
  }
}

/** The public surveys about one thing, the earliest first. On a policy it is a part of its evaluation (P16). */
export async function surveysAbout(
  ctx: Ctx,
  about: { consultationId: number } | { policyId: number },
): Promise<ListedSurvey[]> {
  const which =
    'policyId' in about
      ? eq(surveys.policyId, about.policyId)
      : eq(surveys.consultationId, about.consultationId)
  return withStates(ctx, await selectRows(ctx).where(which).orderBy(asc(surveys.opensAt), asc(surveys.id)))
}

function selectRows(ctx: Ctx) {
  return ctx.db
    .select({ survey: surveys, department: departments.name, publishedAt: publishedStep.at })
    .from(surveys)
    .innerJoin(departments, eq(departments.id, surveys.departmentId))
    .innerJoin(publishedStep, isPublic('survey', surveys.id, ctx.now))
    .$dynamic()
}

type StoredRow = Awaited<ReturnType<typeof selectRows>>[number]

function groupsOf(state: PublicSurveyState | null | undefined): readonly Group[] {
  if (!state) return groups
  return [state === 'open' || state === 'upcoming' ? state : 'over']
}

const orders = {
  open: [asc(surveys.closesAt), asc(surveys.id)],
  upcoming: [asc(surveys.opensAt), asc(surveys.id)],
  over: [desc(surveys.closesAt), desc(surveys.id)],
}

function rowsOf(
  ctx: Ctx,
  group: Group,
  { state, departmentId }: Filter,
  after: SQL | undefined,
  limit: number,
): Promise<StoredRow[]> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  return selectRows(ctx)
    .where(
      and(
        inGroup(group, now),
        departmentId === undefined ? undefined : eq(surveys.departmentId, departmentId),
        state === 'reported' ? hasResults(now) : undefined,
        state === 'closed' ? sql`not ${hasResults(now)}` : undefined,
        after,
      ),
    )
    .orderBy(...orders[group])
    .limit(limit)
}

function inGroup(group: Group, now: SQL): SQL {
  if (group === 'open') return sql`(${surveys.closesAt} > ${now} and ${surveys.opensAt} <= ${now})`
  if (group === 'upcoming') return sql`${surveys.opensAt} > ${now}`
  return sql`${surveys.closesAt} <= ${now}`
}

function hasResults(now: SQL): SQL {
  const told = (kind: string) => sql`exists (select 1 from survey_results as result join steps as told
    on told.subject = 'survey-result' and told.subject_id = result.id and told.kind = ${kind} and told.at <= ${now}
    where result.survey_id = ${surveys.id})`
  return sql`(${told('published')} and not ${told('withdrawn')})`
}

type Cursor = { group: Group; at: string; id: number }

function readCursor(typed: string | null | undefined): Cursor | null {
  const match = /^(open|upcoming|over)_(\d{1,14})_(\d{1,15})$/.exec(typed ?? '')
  if (!match) return null
  return {
    group: match[1] as Group,
    at: new Date(Number(match[2])).toISOString(),
    id: Number(match[3]),
  }
}

function cursorOf(group: Group, { id, opensAt, closesAt }: StoredRow['survey']): string {
  return `${group}_${(group === 'upcoming' ? opensAt : closesAt).getTime()}_${id}`
}

function behind({ group, at, id }: Cursor): SQL {
  const place = group === 'upcoming' ? surveys.opensAt : surveys.closesAt
  const here = sql`(${at}::timestamptz, ${id}::bigint)`
  return group === 'over'
    ? sql`(${place}, ${surveys.id}) < ${here}`
    : sql`(${place}, ${surveys.id}) > ${here}`
}

async function withStates(ctx: Ctx, rows: StoredRow[]): Promise<ListedSurvey[]> {
  const states = await statesOfSurveys(
    ctx,
    rows.map(({ survey }) => survey),
  )
  return rows.flatMap(({ survey, department, publishedAt }) => {
    const { id, title, access, opensAt, closesAt } = survey
    const state = states.get(id)
    if (!state || !isPublicState(state)) return []
    return [{ id, title, department, access, opensAt, closesAt, publishedAt, state }]
  })
}

function isPublicState(state: string): state is PublicSurveyState {
  return (publicStates as readonly string[]).includes(state)
}
