import { randomBytes } from 'node:crypto'
import type { Db } from '~/db/client'
import type { roles } from '~/db/schema/people'

export type Role = (typeof roles)[number]

export type Staff = { kind: 'staff'; id: string; name: string; departmentId: number; roles: Role[] }
export type Actor = { kind: 'citizen' } | { kind: 'system' } | Staff

/** What every domain function gets first. `now` is the server's moment of the request, everything else is explicit. */
export type Ctx = { db: Db; actor: Actor; now: Date; random: (bytes: number) => Uint8Array }

export function createContext(db: Db, actor: Actor = { kind: 'citizen' }, now = new Date()): Ctx {
  return { db, actor, now, random: randomBytes }
}

export function accountIdOf(ctx: Ctx): string | null {
  return ctx.actor.kind === 'staff' ? ctx.actor.id : null
}
