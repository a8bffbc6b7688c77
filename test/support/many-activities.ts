import { sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'

/** Of each category of a hearing. */
export const seats = 50

export type Called = { id: number; residents: number; observers: number }
export type Making = { departmentId: number; versionId: number }

/** A hearing that is open for registration, with so many registrations, nine of ten for the draw. */
export async function makeCalled(
  ctx: Pick<Ctx, 'db'>,
  { departmentId, versionId, registrations }: Making & { registrations: number },
): Promise<Called> {
  const { rows } = await ctx.db.execute<{ id: string }>(sql`
    with matter as (
      insert into matters (title, kind, summary, basis, year, department_id, planned_methods, planned_timing, affected_groups, created_at)
      values ('事项', 'public-policy', '说明', '依据', 2026, ${departmentId}, '{hearing}', '全年', '{居民}', now()) returning id),
    version as (select id, text_id from text_versions where id = ${versionId}),
    ledger as (
      insert into consultations (matter_id, department_id, title, background, drafting_note, draft_kind, form, text_id, version_id, opens_at, closes_at, created_at)
      select matter.id, ${departmentId}, '听证会', '背景', '说明', 'general', 'targeted', version.text_id, version.id,
        now() + interval '30 days', now() + interval '31 days', now() from matter, version returning id, matter_id)
    insert into activities (kind, matter_id, department_id, consultation_id, title, purpose, place, accessibility,
      starts_at, ends_at, registration_opens_at, registration_closes_at, created_at)
    select 'hearing', matter_id, ${departmentId}, id, '听证会', '听取意见', '一楼', '有坡道', now() + interval '30 days',
      now() + interval '30 days 3 hours', now() - interval '9 days', now() + interval '9 days', now() from ledger returning id`)
  const id = Number(rows[0]?.id)
  const { rows: categories } = await ctx.db.execute<{ id: string }>(sql`
    insert into seat_categories (activity_id, position, "group", eligibility, seats, method) values
      (${id}, 0, 'resident', '居民', ${seats}, 'lottery'), (${id}, 1, 'observer', '旁听', ${seats}, 'arrival') returning id`)
  const [residents = 0, observers = 0] = categories.map((row) => Number(row.id))
  for (const statement of statements({ id, residents, observers }, registrations))
    await ctx.db.execute(statement)
  return { id, residents, observers }
}

const statements = ({ id, residents, observers }: Called, count: number) => [
  sql`insert into steps (subject, subject_id, kind, at)
    select 'matter', matter_id, 'published', now() - interval '20 days' from activities where id = ${id} union all
    select 'consultation', consultation_id, 'published', now() - interval '9 days' from activities where id = ${id} union all
    select 'activity', id, 'published', now() - interval '9 days' from activities where id = ${id}`,
  sql`insert into seats (category_id, number) select id, generate_series(1, seats) from seat_categories where activity_id = ${id}`,
  sql`insert into draws (activity_id, sealed_secret, commitment, rules, committed_at)
    values (${id}, '\\x00', repeat('0', 64), ${`category\tresident\t${seats}\tlottery\t-\n`}, now() - interval '9 days')`,
  sql`insert into registrations (code, pseudonym, activity_id, category_id, channel, received_at, shown_name, topic, original)
    select 'R' || ${id}::int || '-' || n, 'R' || n, ${id}, case when n % 10 > 0 then ${residents}::bigint else ${observers}::bigint end,
      (array['online', 'online', 'online', 'phone'])[1 + n % 4], now() - interval '8 days' + n * interval '6 seconds', '王**',
      '第' || n || '个人想说的话', '{}' from generate_series(1, ${count}::int) n`,
  sql`insert into waiting_places (registration_id, category_id, place)
    select id, category_id, row_number() over (order by id) from registrations where category_id = ${observers}`,
  sql`insert into steps (subject, subject_id, kind, at)
    select 'registration', id, 'waiting', received_at from registrations where category_id = ${observers}`,
]

/** Public ones, one a day, numbered from the one that is furthest ahead: the first thirty are to come. */
export async function makeActivities(
  ctx: Pick<Ctx, 'db'>,
  { departmentId }: Making,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await ctx.db.execute(sql`
    with made as (
      insert into activities (kind, matter_id, department_id, title, purpose, place, starts_at, ends_at, created_at)
      select (array['symposium', 'site-visit', 'opinion-poll'])[1 + n % 3], (select min(id) from matters), ${departmentId},
        '听取意见活动' || n, '听取意见', '会议室', day, day + interval '2 hours', day - interval '9 days'
      from generate_series(${from}::int, ${to}::int) n,
        lateral (select now() + interval '30 days' - n * interval '1 day' as day) as held
      returning id, created_at)
    insert into steps (subject, subject_id, kind, at)
    select 'activity', id, 'published', least(created_at, now() - interval '1 hour') from made`)
}
