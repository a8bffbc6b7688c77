import type { Ctx } from '~/app/server/context'
import type { Db } from '~/db/client'
import { type Outcome, type Received, receiveAll } from './receive.server'

type Waiting = { received: Received; settle: (outcome: Outcome) => void }
type Group = { waiting: Waiting[]; inFlight: number }

const mostInFlight = 2
const mostAtOnce = 200
const groups = new WeakMap<Db, Group>()

/**
 * Writes a comment together with those that arrive while the database is busy. Who comes alone is written at once; at
 * most two transactions are under way, and the third one takes all who have come meanwhile.
 */
export function receiveInGroup(ctx: Ctx, received: Received): Promise<Outcome> {
  // Staff are written under their own names, each by themselves.
  if (ctx.actor.kind !== 'citizen') return receiveAll(ctx, [received]).then(([outcome]) => outcome as Outcome)
  const group = groups.get(ctx.db) ?? { waiting: [], inFlight: 0 }
  groups.set(ctx.db, group)
  return new Promise((settle) => {
    group.waiting.push({ received, settle })
    flush(ctx, group)
  })
}

function flush(ctx: Ctx, group: Group): void {
  if (group.inFlight >= mostInFlight || group.waiting.length === 0) return
  const batch = group.waiting.splice(0, mostAtOnce)
  group.inFlight++
  void receiveAll(
    ctx,
    batch.map(({ received }) => received),
  )
    .catch((error: Error) => batch.map((): Outcome => ({ ok: false, error })))
    .then((outcomes) => {
      for (const [at, { settle }] of batch.entries()) settle(outcomes[at] as Outcome)
      group.inFlight--
      flush(ctx, group)
    })
}
