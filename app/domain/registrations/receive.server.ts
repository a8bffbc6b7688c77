import { and, inArray, isNotNull } from 'drizzle-orm'
import type { StoredActivity } from '~/app/domain/activities/row.server'
import type { SeatCategory } from '~/app/domain/activities/types'
import { type Keyed, type Outcome, receiveInBatches } from '~/app/domain/audit/receive-batch.server'
import { recordAll } from '~/app/domain/audit/record.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { registrations } from '~/db/schema/registrations'
import { newPseudonym } from './pseudonym'
import { checkAll, type Passed } from './receive-checks.server'
import { wantedTraits, wantsOrganisation } from './rules'
import { mailOfPlace, type Placed, seatInOrder } from './seats.server'
import type { AgeBand, RegistrationChannel, Sex } from './types'

/** A registration that is ready to be written: its own fields are in order, the person is sealed. */
export type Received = Keyed & {
  activityId: number
  categoryId: number
  channel: RegistrationChannel
  person: Uint8Array | null
  personMark: string | null
  hasEmail: boolean
  publishName: boolean
  shownName: string
  organisation: string
  township: string
  sex: Sex | null
  ageBand: AgeBand | null
  topic: string
  original: Record<string, string>
}

/** Writes many registrations in their order, and says of each what became of it. */
export function receiveAll(ctx: Ctx, all: Received[]): Promise<Outcome[]> {
  return receiveInBatches(ctx, all, async (tx, fresh) => {
    const { passed, refused, activities } = await checkAll(tx, fresh)
    const ids = await insertAll(tx, passed)
    const written = passed.flatMap((one) => {
      const id = ids.get(one.received)
      if (id === undefined) refused.set(one.received, secondTime())
      return id === undefined ? [] : [{ ...one, id }]
    })
    await recordAll(tx, await seatAll(tx, written, activities))
    return refused
  })
}

export function secondTime(): Refusal {
  return new Refusal(
    409,
    '这个电话号码已经报过名，一个人报一次就可以了。报名回执上有回执码，凭它可以在“查回执”里看到您的报名；找不到回执码的，请打公告上的电话，我们帮您查。家里人共用一部电话的，请换一个号码，或者打电话、到现场报名。',
    { fields: { phone: '这个电话号码已经报过名，一个人报一次就可以了' } },
  )
}

const mostTries = 5

/** One person registers once: a second one is not written, and has no id here. */
async function insertAll(tx: Ctx, passed: Passed[]): Promise<Map<Received, number>> {
  const ids = new Map<Received, number>()
  let open = passed
  for (let left = mostTries; left > 0 && open.length > 0; left -= 1) {
    const byCode = await insertSome(tx, open)
    for (const { received } of open) {
      const id = byCode.get(received.code)
      if (id !== undefined) ids.set(received, id)
    }
    // What is left stood against another row: the same person, or by rare chance the same pseudonym.
    const missing = open.filter(({ received }) => !ids.has(received))
    const known = await knownMarks(tx, missing)
    open = missing.filter(({ received }) => received.personMark === null || !known.has(received.personMark))
  }
  if (open.length > 0) throw new Error('no free pseudonym was found')
  return ids
}

async function insertSome(tx: Ctx, passed: Passed[]): Promise<Map<string, number>> {
  // In one order, so that two batches with the same people do not wait for each other.
  const inOrder = passed.toSorted((one, other) => (markOf(one) < markOf(other) ? -1 : 1))
  const rows = await tx.db
    .insert(registrations)
    .values(
      inOrder.map(({ received, category }) => {
        const { key: _key, payloadHash: _hash, hasEmail: _email, at, ...row } = received
        return {
          ...row,
          ...onlyWanted(received, category),
          pseudonym: newPseudonym(tx),
          receivedAt: at,
          enteredBy: accountIdOf(tx),
        }
      }),
    )
    .onConflictDoNothing()
    .returning({ id: registrations.id, code: registrations.code })
  return new Map(rows.map(({ id, code }) => [code, id]))
}

/** L1: what the category does not ask for is not kept. */
function onlyWanted({ organisation, township, sex, ageBand }: Received, category: SeatCategory) {
  const wanted = wantedTraits(category)
  return {
    organisation: wantsOrganisation(category.group) ? organisation : '',
    township: wanted.township ? township : '',
    sex: wanted.sex ? sex : null,
    ageBand: wanted.ageBand ? ageBand : null,
  }
}

function markOf({ received }: Passed): string {
  return received.personMark ?? received.code
}

async function knownMarks(tx: Ctx, missing: Passed[]): Promise<Set<string>> {
  const marks = missing.flatMap(({ received }) => received.personMark ?? [])
  if (marks.length === 0) return new Set()
  const rows = await tx.db
    .select({ mark: registrations.personMark })
    .from(registrations)
    .where(and(isNotNull(registrations.personMark), inArray(registrations.personMark, marks)))
  return new Set(rows.flatMap(({ mark }) => mark ?? []))
}

type Written = Passed & { id: number }

/** P6: seats by arrival in the order in which they came; who is drawn waits for the draw. Gives what is recorded. */
async function seatAll(tx: Ctx, written: Written[], activities: Map<number, StoredActivity>) {
  const places = new Map<number, Placed>()
  const seated = written.filter(({ category }) => category.method === 'arrival')
  const nominated = written.filter(({ category }) => category.method === 'nominated')
  for (const [group, way] of [
    [seated, 'arrival'],
    [nominated, 'nominated'],
  ] as const) {
    for (const categoryId of new Set(group.map(({ category }) => category.id))) {
      const own = group.filter(({ category }) => category.id === categoryId)
      const activity = activities.get(own[0]?.received.activityId ?? 0) as StoredActivity
      const ids = own.map(({ id }) => id)
      for (const place of await seatInOrder(tx, activity, categoryId, ids, way))
        places.set(place.registrationId, place)
    }
  }
  return written.map(({ id, category, received: { activityId, channel, at, hasEmail } }) => {
    const place = places.get(id)
    const mail = place ? mailOfPlace(place) : { kind: 'registration-received' as const, registrationId: id }
    return {
      action: channel === 'online' ? 'registration.received' : 'registration.entered',
      ...{ subject: 'registration' as const, id, at },
      after: { activityId, categoryId: category.id, channel, ...placeWords(place) },
      mail: hasEmail ? [mail] : [],
      // The page shows how many have registered.
      tags: [`activity:${activityId}`],
    }
  })
}

function placeWords(place: Placed | undefined) {
  if (!place) return {}
  return place.place === undefined ? { seated: true } : { place: place.place }
}
