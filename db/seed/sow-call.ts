import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { freezeList } from '~/app/domain/draws/freeze.server'
import { runDraw } from '~/app/domain/draws/run.server'
import { confirmSeat } from '~/app/domain/registrations/confirm.server'
import { excludeRegistration } from '~/app/domain/registrations/exclude.server'
import { lapseOverdue } from '~/app/domain/registrations/lapse.server'
import { publishList } from '~/app/domain/registrations/list.server'
import { enterRegistration, registerMany } from '~/app/domain/registrations/register.server'
import { registrationOfCode } from '~/app/domain/registrations/row.server'
import { withdrawRegistration } from '~/app/domain/registrations/withdraw.server'
import type { Ctx } from '~/app/server/context'
import { seatCategories } from '~/db/schema/activities'
import { registrations, seats } from '~/db/schema/registrations'
import type { CallSeed, RegistrantSeed } from './activity-types'
import { repeatable } from './random'
import type { Sowing } from './sow-activities'

export type Person = { seed: RegistrantSeed; code: string }

/** Who registers day by day, and how the seats are given when registration has closed. */
export async function sowCall(call: CallSeed, sowing: Sowing): Promise<Person[]> {
  const people: Person[] = []
  const days = [...new Set(call.registrants.map(({ day }) => day))].sort((one, other) => one - other)
  for (const day of days) {
    people.push(...(await register(call, day, sowing)))
  }
  if (call.selection) {
    const { excluded, drawDay } = call.selection
    if (excluded) await exclude(excluded, people, sowing.staff('drafter', sowing.before(drawDay, '09:10')))
    await select(call, call.selection, sowing)
  }
  return people
}

async function register(call: CallSeed, day: number, sowing: Sowing): Promise<Person[]> {
  const { id, cast, before, staff } = sowing
  const ofDay = call.registrants
    .map((registrant, at) => ({ registrant, at, moment: momentOf(registrant, sowing) }))
    .filter(({ registrant }) => registrant.day === day)
    .sort((one, other) => +one.moment - +other.moment)
  const asked = ({ registrant, at, moment }: (typeof ofDay)[number]) => ({
    ...{ key: `demo-activity-${id}-${at}`, categoryId: categoryOf(registrant, sowing), at: moment },
    ...{ name: registrant.name, phone: registrant.phone, email: registrant.email ?? '' },
    ...{ needs: registrant.needs ?? '', publishName: registrant.publishName, isAdult: true as const },
    ...{ organisation: registrant.organisation ?? '', township: registrant.township ?? '' },
    ...{ sex: registrant.sex ?? null, ageBand: registrant.ageBand ?? null, topic: registrant.topic ?? '' },
  })
  const own = (at: Date) => {
    const ctx = cast.citizen(at)
    return call.selection ? repeatable(ctx, id * 1000 + day) : ctx
  }
  const online = ofDay.filter(({ registrant }) => registrant.channel === 'online')
  const outcomes = await registerMany(own(before(day, '23:00')), id, online.map(asked))
  const people: Person[] = outcomes.map((outcome, at) => {
    if (!outcome.ok) throw outcome.error
    return { seed: (online[at] as (typeof online)[number]).registrant, code: outcome.code }
  })
  for (const [at, one] of ofDay.entries()) {
    const { channel } = one.registrant
    if (channel === 'online') continue
    const clerk = staff('drafter', one.moment)
    const ctx = call.selection ? repeatable(clerk, id * 100_000 + day * 100 + at) : clerk
    const { code } = await enterRegistration(ctx, id, { ...asked(one), channel })
    people.push({ seed: one.registrant, code })
  }
  return people
}

function categoryOf({ group }: RegistrantSeed, { categories }: Sowing): number {
  const id = categories.get(group)
  if (!id) throw new Error(`no category ${group}`)
  return id
}

/** Never before the notice is out. */
function momentOf({ day, time }: RegistrantSeed, { before, seed }: Sowing): Date {
  const moment = before(day, time)
  const opened = before(seed.noticeDay, '09:40')
  return moment > opened ? moment : opened
}

async function exclude(reason: string, people: Person[], clerk: Ctx): Promise<void> {
  const { code } = people.findLast(({ seed }) => seed.group === 'consumer') as Person
  await excludeRegistration(clerk, (await registrationOfCode(clerk, code)).id, reason)
}

/** After the close, in the order of the chain: frozen, drawn, confirmed, moved up, published. */
async function select(
  call: CallSeed,
  { drawDay, lapsed, withdrawn, listDay }: NonNullable<CallSeed['selection']>,
  sowing: Sowing,
): Promise<void> {
  const { id, cast, before, staff, moments } = sowing
  await freezeList(staff('drafter', before(drawDay, '09:50')), id)
  const drawnAt = before(drawDay, '10:10')
  await runDraw(staff('drafter', drawnAt), id)
  const drawn = await unconfirmed(sowing)
  const willing = drawn.slice(0, drawn.length - lapsed)
  for (const [at, code] of willing.entries())
    await confirmSeat(cast.citizen(moments.after(drawnAt, 2 + at / 2)), code)
  for (const code of willing.slice(willing.length - withdrawn))
    await withdrawRegistration(cast.citizen(moments.after(drawnAt, 30)), code)
  await confirmAll(sowing, moments.after(drawnAt, 34), drawn.slice(willing.length))
  const overdue = moments.after(drawnAt, call.confirmHours + 0.1)
  await lapseOverdue(cast.as('drafter', 'none', overdue))
  await confirmAll(sowing, moments.after(overdue, 9))
  await publishList(staff('issuer', before(listDay, '10:00')), id)
}

/** Whoever holds a seat that is still to be confirmed, in the order of the seats. */
async function unconfirmed({ id, cast, moments }: Sowing): Promise<string[]> {
  const rows = await cast
    .citizen(moments.now)
    .db.select({ code: registrations.code })
    .from(seats)
    .innerJoin(seatCategories, eq(seatCategories.id, seats.categoryId))
    .innerJoin(registrations, eq(registrations.id, seats.registrationId))
    .where(and(eq(seatCategories.activityId, id), isNotNull(seats.confirmBy)))
    .orderBy(asc(seatCategories.position), asc(seats.number))
  return rows.map(({ code }) => code)
}

async function confirmAll(sowing: Sowing, at: Date, silent: string[] = []): Promise<void> {
  for (const code of await unconfirmed(sowing))
    if (!silent.includes(code)) await confirmSeat(sowing.cast.citizen(at), code)
}
