import { sql } from 'drizzle-orm'
import { drawLots } from '~/app/domain/draws/draw'
import { registerForActivity } from '~/app/domain/registrations/register.server'
import { paths } from '~/app/paths'
import { type Ctx, createContext } from '~/app/server/context'
import { type Called, type Making, makeActivities, makeCalled, seats } from '~/test/support/many-activities'
import { compare, few, type Handle, inTurns, many, rendered, rounds, timeMany } from './few-and-many'
import { prepareCounty } from './heard'
import { ms, perSecond, type Row, times } from './measure'

const atOnce = 500

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
