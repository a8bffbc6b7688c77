import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { hasPermission } from '~/app/domain/people/permissions'
import type { Ctx, Staff } from '~/app/server/context'
import { surveys } from '~/db/schema/surveys'
import { textState } from './text-rows.server'

/** `version`: a mended one waits for the issuer; `texts`: words that nobody has decided about. */
export type SurveyTask = {
  what: 'version' | 'results' | 'issue' | 'texts'
  id: number
  title: string
  closesAt: Date
}

/** What waits for this person after a survey is public; its own sign-off is with the others. */
export async function surveyTasks(ctx: Ctx & { actor: Staff }): Promise<SurveyTask[]> {
  return [
    ...(hasPermission(ctx, 'survey.publish') ? await mendedVersions(ctx) : []),
    ...(await awaitedResults(ctx)),
    ...(hasPermission(ctx, 'survey.moderate') ? await waitingTexts(ctx) : []),
  ]
}

const columns = { id: surveys.id, title: surveys.title, closesAt: surveys.closesAt }

/** Until the survey has closed; one that is still a copy of the public one is no task yet. */
async function mendedVersions(ctx: Ctx & { actor: Staff }): Promise<SurveyTask[]> {
  const rows = await ctx.db
    .select(columns)
    .from(surveys)
    .innerJoin(publishedStep, isPublic('survey', surveys.id, ctx.now))
    .where(
      and(
        eq(surveys.departmentId, ctx.actor.departmentId),
        sql`${surveys.closesAt} > ${ctx.now.toISOString()}`,
        sql`exists (select 1 from survey_versions v where v.survey_id = ${surveys.id} and v.published_at is null
          and v.definition <> (select p.definition from survey_versions p where p.survey_id = v.survey_id
            and p.published_at is not null order by p.number desc limit 1))`,
      ),
    )
    .orderBy(asc(surveys.closesAt), asc(surveys.id))
  return rows.map((row) => ({ ...row, what: 'version' }))
}

/** P12: closed, and not told yet what came of it; once they are handed in, they wait for the issuer. */
async function awaitedResults(ctx: Ctx & { actor: Staff }): Promise<SurveyTask[]> {
  const rows = await ctx.db
    .select({
      ...columns,
      last: sql<string | null>`(select s.kind from survey_results r
        join steps s on s.subject = 'survey-result' and s.subject_id = r.id
        where r.survey_id = ${surveys.id} order by s.id desc limit 1)`,
    })
    .from(surveys)
    .innerJoin(publishedStep, isPublic('survey', surveys.id, ctx.now))
    .where(and(eq(surveys.departmentId, ctx.actor.departmentId), lte(surveys.closesAt, ctx.now)))
    .orderBy(asc(surveys.closesAt), asc(surveys.id))
  return rows.flatMap(({ last, ...row }): SurveyTask[] => {
    if (last === 'published' || last === 'withdrawn') return []
    const [what, permission] =
      last === 'submitted' ? (['issue', 'survey.publish'] as const) : (['results', 'survey.write'] as const)
    return hasPermission(ctx, permission) ? [{ ...row, what }] : []
  })
}

/** Published results wait for no words: these had all been decided about. */
async function waitingTexts(ctx: Ctx): Promise<SurveyTask[]> {
  const rows = await ctx.db
    .select(columns)
    .from(surveys)
    .innerJoin(publishedStep, isPublic('survey', surveys.id, ctx.now))
    .where(
      and(
        sql`not exists (select 1 from survey_results r where r.survey_id = ${surveys.id} and r.figures is not null)`,
        sql`exists (select 1 from survey_texts where survey_id = ${surveys.id} and ${textState()} = 'waiting')`,
      ),
    )
    .orderBy(asc(surveys.closesAt), asc(surveys.id))
  return rows.map((row) => ({ ...row, what: 'texts' }))
}
