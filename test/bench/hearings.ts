import { sql } from 'drizzle-orm'
import { drawLots } from '~/app/domain/draws/draw'
import { registerForActivity } from '~/app/domain/registrations/register.server'
import { paths } from '~/app/paths'
import { type Ctx, createContext } from '~/app/server/context'
import { compare, few, type Handle, inTurns, many, rendered, rounds, timeMany } from './few-and-many'
import { prepareCounty } from './heard'
import { ms, perSecond, type Row, times } from './measure'

const atOnce = 500
const seats = 50

type Called = { id: number; residents: number; observers: number }

/** Registrations that come at once, lists of any length, and draws of any size. */
export async function benchHearings(ctx: Ctx, handle: Handle): Promise<Row[]> {
  const { departmentId, versionId, cookie } = await prepareCounty(ctx, handle)
  const making = { departmentId, versionId }
  return [
    ...(await benchRegistering(ctx, making)),
    ...(await benchLists(ctx, handle, { ...making, cookie })),
    ...(await benchDraw()),
  ]
}

/** Everybody presses the button in the same second; every seat is taken, and none twice. */
async function benchRegistering(ctx: Ctx, making: Making): Promise<Row[]> {
  const { id, observers } = await makeCalled(ctx, { ...making, registrations: 0 })
  const plain = await makeCalled(ctx, { ...making, registrations: 0 })
  const now = createContext(ctx.db, { kind: 'citizen' })
  const all = Array.from({ length: atOnce }, (_, at) => at)
  const own = await timeOnce(() =>
    Promise.all(all.map((at) => registerForActivity(now, id, formOf(at, observers)))),
  )
  const inserts = await timeOnce(() => Promise.all(all.map((at) => insertOne(ctx, plain, at))))
  const { rows } = await ctx.db.execute<{ seated: number; waiting: number }>(sql`select
    (select count(*)::int from seats where category_id = ${observers} and registration_id is not null) as seated,
    (select count(*)::int from waiting_places where category_id = ${observers}) as waiting`)
  const isRight = rows[0]?.seated === seats && rows[0]?.waiting === atOnce - seats
  return [
    {
      what: `${atOnce} registrations at once for ${seats} seats, through the domain function`,
      value: perSecond((atOnce * 1000) / own),
      ratio: times(own / inserts, 'the time of single inserts'),
    },
    {
      what: '… seats taken, people waiting',
      value: `${rows[0]?.seated}, ${rows[0]?.waiting}`,
      ratio: isRight ? 'none oversold, none empty' : 'WRONG',
    },
  ]
}

function formOf(at: number, categoryId: number) {
  return {
    ...{ key: `bench-registration-${at}`, categoryId, name: `报名人${at}`, email: '', needs: '' },
    ...{ phone: `199${String(at).padStart(8, '0')}`, publishName: false, isAdult: true as const },
    ...{ organisation: '', township: '', sex: null, ageBand: null, topic: '' },
  }
}

async function insertOne(ctx: Ctx, { id, observers }: Called, at: number): Promise<void> {
  await ctx.db.execute(sql`insert into registrations
    (code, pseudonym, activity_id, category_id, channel, received_at, shown_name, original)
    values (${`plain-${at}`}, ${`P${at}`}, ${id}, ${observers}, 'online', now(), '报**', '{}')`)
}

async function timeOnce(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

type View = { what: string; path: (called: Called) => string; atDesk?: true }

const ofOne: View[] = [
  { what: 'a hearing', path: ({ id }) => paths.activity(id) },
  { what: 'the form of registration', path: ({ id }) => paths.register(id) },
  { what: 'the registrations at the desk', path: ({ id }) => paths.desk.registrations(id), atDesk: true },
]
const ofAll: View[] = [
  { what: 'the activities', path: () => paths.activities() },
  { what: 'the calendar', path: () => paths.calendar() },
  { what: 'the activities at the desk', path: () => paths.desk.activities(), atDesk: true },
]

/** Page one with a hundred registrations and with a hundred thousand; the same with so many activities. */
async function benchLists(
  ctx: Ctx,
  handle: Handle,
  { cookie, ...making }: Making & { cookie: string },
): Promise<Row[]> {
  const render = (view: View, called: Called) =>
    rendered(handle, view.path(called), view.atDesk ? cookie : '')
  const small = await makeCalled(ctx, { ...making, registrations: few })
  const large = await makeCalled(ctx, { ...making, registrations: many })
  await makeActivities(ctx, making, { from: 1, to: few })
  await ctx.db.execute(sql`vacuum analyze`)
  const rows: Row[] = []
  for (const view of ofOne)
    rows.push(compare(view.what, await inTurns(rounds.page, (called) => render(view, called), small, large)))
  const before = new Map<View, number[]>()
  for (const view of ofAll) before.set(view, await timeMany(() => render(view, small), rounds.page))
  await makeActivities(ctx, making, { from: few + 1, to: many })
  await ctx.db.execute(sql`vacuum analyze`)
  for (const view of ofAll) {
    const after = await timeMany(() => render(view, small), rounds.page)
    rows.push(compare(view.what, { few: before.get(view) ?? [], many: after }))
  }
  return rows
}

type Making = { departmentId: number; versionId: number }

/** A hearing that is open for registration, with so many registrations, nine of ten for the draw. */
async function makeCalled(
  ctx: Ctx,
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
async function makeActivities(
  ctx: Ctx,
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

async function benchDraw(): Promise<Row[]> {
  const taken = new Map<number, number>()
  for (const count of [5000, 50_000]) {
    const entries = Array.from({ length: count }, (_, at) => ({
      ...{ pseudonym: `P${at.toString(36).padStart(5, '0')}`, group: 'resident' },
      stratum: `bench-${at % 5}`,
    }))
    const rule = { group: 'resident', seats, method: 'stratified' as const, trait: 'township' }
    const opened = { secret: 'ab'.repeat(32), listHash: 'cd'.repeat(32) }
    await drawLots([rule], entries.slice(0, 500), opened)
    taken.set(count, await timeOnce(() => drawLots([rule], entries, opened)))
  }
  const [small = 0, large = 0] = taken.values()
  return [
    { what: 'a draw of 5,000 pseudonyms in five strata', value: ms(small) },
    { what: '… of 50,000', value: ms(large), ratio: times(large / small, 'that of 5,000') },
  ]
}
