import { sql } from 'drizzle-orm'
import { listPublicComments } from '~/app/domain/comments/public-list.server'
import type { Ctx } from '~/app/server/context'
import { percentile, type Row, spread, timeEach, times } from './measure'

const few = 100
const many = 20_000

/** The first page of comments under a consultation with few and with many. */
export async function benchComments(ctx: Ctx, departmentId: number): Promise<Row[]> {
  const [small, large] = [
    await makeConsultation(ctx, departmentId, few),
    await makeConsultation(ctx, departmentId, many),
  ]
  await ctx.db.execute(sql`analyze`)
  const measure = async (id: number) => {
    await timeEach(5, () => listPublicComments(ctx, id))
    return timeEach(60, () => listPublicComments(ctx, id))
  }
  const [ofFew, ofMany] = [await measure(small), await measure(large)]
  return [
    { what: `a page of comments, of ${few}`, value: spread(ofFew, 95) },
    {
      what: `… of ${many.toLocaleString('en')}`,
      value: spread(ofMany, 95),
      ratio: times(percentile(ofMany, 95) / percentile(ofFew, 95), `p95 of ${few}`),
    },
  ]
}

async function makeConsultation(ctx: Ctx, departmentId: number, comments: number): Promise<number> {
  const { rows } = await ctx.db.execute<{ id: string }>(sql`
    with matter as (
      insert into matters (title, kind, summary, basis, year, department_id, planned_methods, planned_timing, affected_groups, created_at)
      values ('事项', 'public-policy', '说明', '依据', 2026, ${departmentId}, '{consultation}', '全年', '{}', now()) returning id),
    version as (select id, text_id from text_versions order by id limit 1)
    insert into consultations (matter_id, department_id, title, background, drafting_note, draft_kind, text_id, version_id, opens_at, closes_at, created_at)
    select matter.id, ${departmentId}, '征求意见', '背景', '说明', 'general', version.text_id, version.id,
      now() - interval '9 days', now() + interval '30 days', now() from matter, version returning id`)
  const id = Number(rows[0]?.id)
  await ctx.db.execute(sql`insert into steps (subject, subject_id, kind, at)
    values ('consultation', ${id}, 'published', now() - interval '9 days')`)
  await ctx.db.execute(sql`insert into comments (code, consultation_id, channel, received_at, body, original)
    select ${`B${id}-`}::text || n, ${id}, 'online', now() - interval '1 day', '意见' || n, '{}' from generate_series(1, ${comments}::int) n`)
  await ctx.db.execute(sql`insert into steps (subject, subject_id, kind, at)
    select 'comment', id, 'published', received_at from comments where consultation_id = ${id}`)
  return id
}
