import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { EnteredRegistration, NewRegistration } from '~/app/domain/registrations/register.server'
import type { Db } from '~/db/client'
import { at } from '~/test/domain/activities/an-activity'

export const during = at('2026-09-15T10:00:00')

let people = 0

/** What one more person hands in; each has a telephone number of her own. */
export function aForm(categoryId: number, change: Partial<NewRegistration> = {}): NewRegistration {
  people += 1
  return {
    ...{ key: randomUUID(), categoryId, name: '王秀兰', phone: `138${String(people).padStart(8, '0')}` },
    ...{ email: '', needs: '', publishName: false, organisation: '', township: '', sex: null },
    ...{ ageBand: null, topic: '', isAdult: true as const },
    ...change,
  }
}

export function anEntered(
  categoryId: number,
  change: Partial<EnteredRegistration> = {},
): EnteredRegistration {
  return { ...aForm(categoryId), channel: 'counter', ...change }
}

export type Standing = { seated: number; holders: number; free: number; waiting: number[] }

/** How a category stands: how many sit (and how many different people), how many seats are free, the waiting places. */
export async function standingIn(db: Db, categoryId: number): Promise<Standing> {
  const { rows } = await db.execute<{ seated: number; holders: number; free: number; waiting: number[] }>(sql`
    select count(registration_id)::int as seated, count(distinct registration_id)::int as holders,
      count(*) filter (where registration_id is null)::int as free,
      (select coalesce(array_agg(place order by place), '{}') from waiting_places
        where category_id = ${categoryId}) as waiting
    from seats where category_id = ${categoryId}`)
  return rows[0] as Standing
}
