import { sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'

type Big = { surveyId: number; versionId: number; departmentId: number }

/**
 * Public surveys by the thousand, one a day, each with its version, its published results and a few answers; and one of
 * them, which has closed, with `answers` answers and marks, and words, drafts and sheets for
 * every fifth of these.
 */
export async function makeSurveys(
  ctx: Pick<Ctx, 'db'>,
  big: Big,
  { surveys, answers }: { surveys: number; answers: number },
): Promise<void> {
  for (const statement of statements(big, surveys, answers)) await ctx.db.execute(statement)
  await ctx.db.execute(sql`vacuum analyze`)
}

const random = sql.raw(`('x' || left(md5(random()::text), 12))::bit(48)::bigint`)
const mark = sql.raw(`decode(md5(random()::text), 'hex')`)

const statements = ({ surveyId, versionId, departmentId }: Big, surveys: number, answers: number) => [
  sql`insert into departments (slug, name, name_en, kind)
    select 'bureau-' || n, '第' || n || '局', 'Bureau ' || n, 'bureau' from generate_series(1, 30) n`,
  // The first ten are open or to come.
  sql`insert into surveys (department_id, title, purpose, access, opens_at, closes_at, created_at)
    select case when n % 30 = 0 then ${departmentId}::bigint else (select min(id) + n % 30 from departments where slug like 'bureau-%') end,
      '问卷' || n, '听取意见', 'open', day - interval '20 days', day, day - interval '30 days'
    from generate_series(1, ${surveys}::int) n,
      lateral (select now() + interval '30 days' - n * interval '3 days' as day) as held`,
  sql`insert into survey_versions (survey_id, number, definition, published_at, created_at)
    select id, 1, (select definition from survey_versions where id = ${versionId}), opens_at, created_at
    from surveys where id <> ${surveyId}`,
  sql`insert into steps (subject, subject_id, kind, at)
    select 'survey', id, 'published', least(opens_at, now() - interval '1 hour') from surveys where id <> ${surveyId}`,
  sql`insert into survey_results (survey_id, introduction, figures, created_at)
    select id, '说明', '{"open": []}', now() from surveys where closes_at < now() and id <> ${surveyId} and id % 50 > 0`,
  sql`insert into steps (subject, subject_id, kind, at)
    select 'survey-result', id, 'published', now() - interval '1 minute' from survey_results`,
  sql`insert into survey_answers (id, survey_id, version_id, way, day, answers)
    select ${random}, v.survey_id, v.id, 'online', '2026-01-01', '{}' from survey_versions v, generate_series(1, 3)`,
  sql`insert into survey_answers (id, survey_id, version_id, way, day, answers)
    select ${random}, ${surveyId}, ${versionId}, 'online', '2026-01-01', '{"car": "none"}' from generate_series(1, ${answers}::int)`,
  sql`insert into survey_participations (survey_id, mark)
    select survey_id, ${mark} from survey_answers`,
  sql`insert into survey_texts (id, survey_id, version_id, question_id, body)
    select ${random}, survey_id, version_id, 'why', '路不好走' from survey_answers where id % 5 = 0`,
  // All decided about, but for the hundredth part of those of the big one.
  sql`insert into steps (subject, subject_id, kind, at)
    select 'survey-text', id, 'published', now() from survey_texts where survey_id <> ${surveyId} or id % 100 > 0`,
  sql`insert into survey_drafts (mark, survey_id, version_id, sealed, expires_on)
    select ${mark}, survey_id, version_id, '\\x00', '2099-01-01' from survey_answers where id % 5 = 0`,
  sql`insert into survey_sheets (survey_id, version_id, number, entered_at, counted_at)
    select survey_id, version_id, row_number() over () || '', now(), now() from survey_answers where id % 5 = 0`,
  sql`insert into bank_questions (question, topic, created_at)
    select '{"id": "q", "kind": "yes-no", "title": "好吗？", "required": false}', '题' || n, now() from generate_series(1, 20000) n`,
]
