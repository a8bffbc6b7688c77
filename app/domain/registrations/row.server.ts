import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import { readCode } from '~/app/domain/audit/codes'
import { decryptContact, encryptContact } from '~/app/domain/people/contact.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { steps } from '~/db/schema/audit'
import { registrations } from '~/db/schema/registrations'

export type StoredRegistration = typeof registrations.$inferSelect

/** Who registered: kept encrypted as one (L3). Empty words for what was not said. */
export type Person = {
  name: string
  phone: string
  email: string
  /** What the person needs in order to take part: a ramp, a sign language interpreter, large print. */
  needs: string
}

export async function registrationRow(ctx: Ctx, id: number): Promise<StoredRegistration> {
  const [row] = await ctx.db.select().from(registrations).where(eq(registrations.id, id))
  if (!row) throw notFound('报名')
  return row
}

/** For who holds the code, however it was typed; what has no registration does not exist. */
export async function registrationOfCode(ctx: Ctx, typed: string): Promise<StoredRegistration> {
  const code = readCode(typed)
  const [row] = code ? await ctx.db.select().from(registrations).where(eq(registrations.code, code)) : []
  if (!row) throw notFound('报名')
  return row
}

/**
 * A condition on registrations: who sits in this activity now, and whoever has taken one of these steps. It begins at the
 * seats and the steps, of which there are few, and not at the registrations.
 */
export function sitsOrHas(activityId: number, ...kinds: string[]): SQL {
  return sql`registrations.id in (
    select seats.registration_id from seats join seat_categories on seat_categories.id = seats.category_id
      where seat_categories.activity_id = ${activityId} and seats.registration_id is not null
    union all select steps.subject_id from steps
      where steps.subject = 'registration' and ${inArray(steps.kind, kinds)})`
}

export function sealPerson(ctx: Ctx, person: Person): Uint8Array | null {
  return encryptContact(ctx, JSON.stringify(person))
}

/** Null once it has been forgotten (L1). */
export function openPerson({ person }: Pick<StoredRegistration, 'person'>): Person | null {
  return person ? (JSON.parse(decryptContact(person)) as Person) : null
}
