import { eq, inArray } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import { drawFindings } from '~/app/domain/activities/gates'
import { lockActivity, type StoredActivity, shownOn } from '~/app/domain/activities/row.server'
import { isDrawn, type SeatCategory } from '~/app/domain/activities/types'
import { recordAll, transact } from '~/app/domain/audit/record.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { decryptContact } from '~/app/domain/people/contact.server'
import { requirePermission } from '~/app/domain/people/permissions'
import {
  lockCategories,
  mailOfPlace,
  type Placed,
  seatInOrder,
} from '~/app/domain/registrations/seats.server'
import type { Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked } from '~/app/server/errors'
import { drawResults, draws, registrations } from '~/db/schema/registrations'
import { checkDraw, type DrawnCategory } from './draw'
import { drawOf, fileOf, type StoredDraw } from './file.server'
import { stillStanding } from './freeze.server'

/**
 * Opens the secret and seats whom it and the frozen list choose, all in one transaction: there is one draw, and nobody
 * sees the secret without it. What is computed is read from the very file that the public gets.
 */
export function runDraw(ctx: Ctx, id: number): Promise<void> {
  return transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, id, 'no key update')
    requirePermission(tx, 'registration.handle', activity)
    const chain = await chainOf(tx, id)
    refuseIfBlocked(drawFindings(chain))
    const draw = await drawOf(tx, id)
    if (!draw) throw new Error(`activity ${id} has no draw`)
    const drawn = chain.categories.filter(({ method }) => isDrawn(method))
    await lockCategories(
      tx,
      drawn.map((category) => category.id),
    )
    const { secret, results } = await computeDraw(tx, draw)
    await tx.db.update(draws).set({ secret, drawnAt: tx.now }).where(eq(draws.id, draw.id))
    const places = await placeAll(tx, { activity, draw, categories: drawn, results })
    const data = { seed: results.seed, chosen: countChosen(results.categories) }
    await takeStep(tx, { subject: 'activity', id, kind: 'drawn', data })
    await recordAll(tx, [
      {
        ...{ action: 'activity.drawn', subject: 'activity', id },
        after: { ...data, secret, listHash: draw.listHash },
        ...shownOn(activity),
      },
      ...places.map((placed) => ({
        ...{ action: 'registration.drawn', subject: 'registration' as const, id: placed.registrationId },
        after: {
          activityId: id,
          ...(placed.place === undefined ? { seated: true } : { place: placed.place }),
        },
        mail: [mailOfPlace(placed)],
      })),
    ])
  })
}

type Computed = { seed: string; categories: DrawnCategory[] }

async function computeDraw(tx: Ctx, draw: StoredDraw): Promise<{ secret: string; results: Computed }> {
  const secret = decryptContact(draw.sealedSecret)
  const { checks, seed, results } = await checkDraw(await fileOf(tx, draw, { secret, drawnAt: tx.now }))
  if (!seed || !results || checks.some(({ ok }) => !ok))
    throw new Refusal(409, '抽签没有进行：封存的密数、规则或者名单与公布的指纹对不上，请网站管理员核查。')
  return { secret, results: { seed, categories: results } }
}

function countChosen(categories: DrawnCategory[]): Record<string, number> {
  return Object.fromEntries(categories.map(({ rule, chosen }) => [rule.group, chosen.length]))
}

type Placing = { activity: StoredActivity; draw: StoredDraw; categories: SeatCategory[]; results: Computed }

/** Whoever has gone since the list was frozen keeps the rank that was computed, and is passed over for the seat. */
async function placeAll(tx: Ctx, { activity, draw, categories, results }: Placing): Promise<Placed[]> {
  const known = await registrationsOf(tx, categories)
  const all: Placed[] = []
  for (const category of categories) {
    const own = results.categories.find(({ rule }) => rule.group === category.group)
    const order = [...(own?.chosen ?? []), ...(own?.waiting ?? [])].map((pseudonym) => {
      const registration = known.get(pseudonym)
      if (!registration) throw new Error(`${pseudonym} is on the list and not among the registrations`)
      return registration
    })
    await keepResults(tx, draw.id, category.id, order)
    const standing = order.filter(({ isStanding }) => isStanding).map(({ id }) => id)
    for (const some of chunks(standing))
      all.push(...(await seatInOrder(tx, activity, category.id, some, 'draw')))
  }
  return all
}

type Registered = { id: number; isStanding: boolean }

async function registrationsOf(tx: Ctx, categories: SeatCategory[]): Promise<Map<string, Registered>> {
  const rows = await tx.db
    .select({
      id: registrations.id,
      pseudonym: registrations.pseudonym,
      isStanding: stillStanding,
    })
    .from(registrations)
    .where(
      inArray(
        registrations.categoryId,
        categories.map(({ id }) => id),
      ),
    )
  return new Map(rows.map(({ pseudonym, ...registration }) => [pseudonym, registration]))
}

async function keepResults(tx: Ctx, drawId: number, categoryId: number, order: Registered[]): Promise<void> {
  const rows = order.map(({ id }, at) => ({ drawId, categoryId, registrationId: id, rank: at + 1 }))
  for (const some of chunks(rows)) await tx.db.insert(drawResults).values(some)
}

// PostgreSQL takes 65,535 parameters in one statement. No category has more seats than the first of these holds.
const rowsAtOnce = 5000

function chunks<T>(all: T[]): T[][] {
  const parts: T[][] = []
  for (let from = 0; from < all.length; from += rowsAtOnce) parts.push(all.slice(from, from + rowsAtOnce))
  return parts
}
