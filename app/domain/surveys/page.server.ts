import { and, eq, sql } from 'drizzle-orm'
import { isPublicAsWell } from '~/app/domain/audit/published.server'
import type { Step } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { peopleSoFar } from '~/app/domain/survey-answering/receive.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { surveyResults } from '~/db/schema/surveys'
import { effortOf } from './effort'
import { resultsPublishedAt } from './of-matters.server'
import type { PublicVersion, SurveyAbout, SurveyChange, SurveyPage, SurveySheet } from './page-types'
import { placesOf, publicSurvey, publishedVersions, type StoredSurvey, surveySteps } from './row.server'
import { fewest } from './types'

/** What the public reads before it answers; what is not public does not exist here (invariant 9). */
export async function surveyPage(ctx: Ctx, id: number): Promise<SurveyPage> {
  const { survey, state, newest, versions } = await readSurvey(ctx, id)
  const steps = await surveySteps(ctx, id)
  const published = publicStep(steps, ctx.now)
  if (!published) throw notFound('问卷')
  const people = await peopleOf(ctx, id, state)
  const { title, purpose, audience, access, opensAt, closesAt } = survey
  return {
    survey: { id, title, purpose, audience, access, opensAt, closesAt },
    state,
    department: await departmentOf(ctx, survey),
    publishedAt: published.at,
    about: await aboutOf(ctx, survey),
    effort: effortOf(newest),
    versions,
    changes: steps.filter(({ at }) => at <= ctx.now).flatMap(changeOf),
    people: people === null || people < fewest ? null : people,
    resultsAt: (await resultsPublishedAt(ctx, [id])).get(id) ?? null,
  }
}

/** Of published results, what they say: the answers themselves are forgotten after two years. */
async function peopleOf(ctx: Ctx, id: number, state: SurveyPage['state']): Promise<number | null> {
  if (state !== 'reported') return (await peopleSoFar(ctx, [id])).get(id) ?? 0
  const [row] = await ctx.db
    .select({ people: sql<number | null>`(${surveyResults.figures} #>> '{figures,people}')::int` })
    .from(surveyResults)
    .where(eq(surveyResults.surveyId, id))
  return row?.people ?? null
}

/** The questions as they are printed, in the order in which they were written: paper is the same for everybody. */
export async function surveySheet(ctx: Ctx, id: number): Promise<SurveySheet> {
  const { survey, state, newest, versions } = await readSurvey(ctx, id)
  const { title, purpose, audience, access, opensAt, closesAt } = survey
  const [version] = versions
  if (!version) throw notFound('问卷')
  return {
    survey: { id, title, purpose, audience, access, opensAt, closesAt },
    state,
    department: await departmentOf(ctx, survey),
    definition: newest,
    version,
    places: await placesOf(ctx),
  }
}

async function readSurvey(ctx: Ctx, id: number) {
  const { survey, state } = await publicSurvey(ctx, id)
  const stored = await publishedVersions(ctx, id)
  const versions = stored.flatMap(({ number, note, publishedAt }): PublicVersion[] =>
    publishedAt ? [{ number, note, publishedAt }] : [],
  )
  const [newest] = stored
  if (!newest) throw notFound('问卷')
  return { survey, state, versions, newest: newest.definition }
}

async function departmentOf(ctx: Ctx, { departmentId }: StoredSurvey): Promise<SurveyPage['department']> {
  const { name, slug, address, phone } = departments
  const [row] = await ctx.db
    .select({ name, slug, address, phone })
    .from(departments)
    .where(eq(departments.id, departmentId))
  if (!row) throw notFound('部门')
  return row
}

function changeOf({ kind, at, reason, data }: Step): SurveyChange[] {
  if (kind !== 'extended' || typeof data?.from !== 'string' || typeof data.to !== 'string') return []
  return [{ at, reason: reason ?? '', from: new Date(data.from), to: new Date(data.to) }]
}

/** What it is about, where that is public too. */
export async function aboutOf(ctx: Ctx, survey: StoredSurvey): Promise<SurveyAbout | null> {
  if (survey.matterId !== null) return publicOne(ctx, 'matter', matters, survey.matterId)
  if (survey.consultationId !== null)
    return publicOne(ctx, 'consultation', consultations, survey.consultationId)
  if (survey.policyId !== null) return publicOne(ctx, 'policy', policies, survey.policyId)
  return null
}

async function publicOne(
  ctx: Ctx,
  kind: SurveyAbout['kind'],
  table: typeof matters | typeof consultations | typeof policies,
  id: number,
): Promise<SurveyAbout | null> {
  const [row] = await ctx.db
    .select({ id: table.id, title: table.title })
    .from(table)
    .where(and(eq(table.id, id), isPublicAsWell(kind, table.id, ctx.now)))
  return row ? { kind, ...row } : null
}
