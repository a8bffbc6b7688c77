import { inArray } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import type { Refusal } from '~/app/server/errors'
import type { Db } from '~/db/client'
import { idempotencyKeys } from '~/db/schema/audit'
import { otherPayload } from './idempotency.server'
import { transact } from './record.server'

/** What somebody handed in under a form's key, with the code of the receipt that it will get. */
export type Keyed = {
  key: string
  payloadHash: string
  code: string
  /** The moment of its request. */
  at: Date
}

/** `again`: the key was used before with the same payload; nothing was written now. */
export type Outcome = { ok: true; code: string; again: boolean } | Failed
export type Failed = { ok: false; error: Error }

/** Writes what may be written, and gives who was refused. */
type Write<R> = (tx: Ctx, fresh: R[]) => Promise<Map<R, Refusal>>

const mostAtOnce = 200

/** Writes many under their keys (invariant 7), and says of each what became of it. */
export function receiveInBatches<R extends Keyed>(ctx: Ctx, all: R[], write: Write<R>): Promise<Outcome[]> {
  return writeInBatches<R, Outcome>(ctx, all, (tx, batch) => writeTogether(tx, batch, write))
}

/** Writes a batch in which no key is twice, and says of each what became of it. */
type WriteBatch<R, O> = (tx: Ctx, batch: R[]) => Promise<Map<R, O | Failed>>

/**
 * Writes many, up to 200 in one transaction (invariant 2), and says of each what became of it. What is wrong with one
 * does not touch its neighbours.
 */
export async function writeInBatches<R extends { key: string }, O>(
  ctx: Ctx,
  all: R[],
  write: WriteBatch<R, O>,
): Promise<(O | Failed)[]> {
  const outcomes = new Map<R, O | Failed>()
  let waiting = all
  while (waiting.length > 0) {
    const { batch, later } = takeBatch(waiting)
    for (const [received, outcome] of await writeBatch(ctx, batch, write)) outcomes.set(received, outcome)
    waiting = later
  }
  return all.map((received) => outcomes.get(received) as O | Failed)
}

/** One of each key: the second of a double click finds what became of the first. */
function takeBatch<R extends { key: string }>(waiting: R[]): { batch: R[]; later: R[] } {
  const batch = new Map<string, R>()
  const later: R[] = []
  for (const received of waiting) {
    if (batch.size < mostAtOnce && !batch.has(received.key)) batch.set(received.key, received)
    else later.push(received)
  }
  return { batch: [...batch.values()], later }
}

async function writeBatch<R, O>(ctx: Ctx, batch: R[], write: WriteBatch<R, O>): Promise<Map<R, O | Failed>> {
  try {
    return await transact(ctx, (tx) => write(tx, batch))
  } catch (error) {
    if (batch.length === 1 || !isOfOneRow(error)) return new Map(batch.map((one) => [one, failed(error)]))
    const outcomes = new Map<R, O | Failed>()
    for (const one of batch)
      for (const [received, outcome] of await writeBatch(ctx, [one], write)) outcomes.set(received, outcome)
    return outcomes
  }
}

function failed(error: unknown): Failed {
  return { ok: false, error: error instanceof Error ? error : new Error(String(error)) }
}

/** Bad data, a constraint, a trigger's refusal, a deadlock: the others may still be written by themselves. */
function isOfOneRow(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  if (typeof code === 'string' && /^(22|23|40|54|P0)/.test(code)) return true
  return typeof cause === 'object' && cause !== null && isOfOneRow(cause)
}

async function writeTogether<R extends Keyed>(
  tx: Ctx,
  batch: R[],
  write: Write<R>,
): Promise<Map<R, Outcome>> {
  const fresh = await takeKeys(tx, batch)
  const repeated = batch.filter(({ key }) => !fresh.has(key))
  const outcomes = await earlierOutcomes(tx, repeated)
  const written = batch.filter(({ key }) => fresh.has(key))
  const refused = await write(tx, written)
  await giveBackKeys(tx, [...refused.keys()])
  for (const received of written) {
    const error = refused.get(received)
    outcomes.set(received, error ? { ok: false, error } : { ok: true, code: received.code, again: false })
  }
  return outcomes
}

/** The keys that nobody had used. Two batches at once take theirs in one order, so that neither waits for the other. */
async function takeKeys(tx: Ctx, batch: Keyed[]): Promise<Set<string>> {
  const rows = await tx.db
    .insert(idempotencyKeys)
    .values(
      batch
        .map(({ key, payloadHash, code, at }) => ({ key, payloadHash, receipt: { code }, createdAt: at }))
        .sort((one, other) => (one.key < other.key ? -1 : 1)),
    )
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  return new Set(rows.map(({ key }) => key))
}

/** What the first submission of a key was answered, for who sends it again. */
async function earlierOutcomes<R extends Keyed>(tx: Ctx, repeated: R[]): Promise<Map<R, Outcome>> {
  const earlier = await findEarlier(
    tx,
    repeated.map(({ key }) => key),
  )
  return new Map(
    repeated.map((received) => [
      received,
      outcomeOf(earlier.get(received.key), received) ?? { ok: false, error: otherPayload() },
    ]),
  )
}

type Earlier = { payloadHash: string; receipt: unknown }

async function findEarlier(ctx: Ctx, keys: string[]): Promise<Map<string, Earlier>> {
  if (keys.length === 0) return new Map()
  const rows = await ctx.db.select().from(idempotencyKeys).where(inArray(idempotencyKeys.key, keys))
  return new Map(rows.map((row) => [row.key, row]))
}

function outcomeOf(earlier: Earlier | undefined, { payloadHash }: { payloadHash: string }): Outcome | null {
  if (!earlier) return null
  const code = (earlier.receipt as { code?: unknown } | null)?.code
  if (earlier.payloadHash !== payloadHash || typeof code !== 'string')
    return { ok: false, error: otherPayload() }
  return { ok: true, code, again: true }
}

/** Before anything costly is done: whether this form has come already. */
export async function earlierOutcome(
  ctx: Ctx,
  form: { key: string; payloadHash: string },
): Promise<Outcome | null> {
  const earlier = await findEarlier(ctx, [form.key])
  return outcomeOf(earlier.get(form.key), form)
}

async function giveBackKeys(tx: Ctx, refused: Keyed[]): Promise<void> {
  if (refused.length === 0) return
  const keys = refused.map(({ key }) => key)
  await tx.db.delete(idempotencyKeys).where(inArray(idempotencyKeys.key, keys))
}

type Waiting<R, O> = { received: R; settle: (outcome: O | Failed) => void }
type Group<R, O> = { waiting: Waiting<R, O>[]; inFlight: number }

const mostInFlight = 2

/**
 * Gives the function that writes one together with those that arrive while the database is busy. Who comes alone is
 * written at once; at most two transactions are under way, and the third one takes all who have come meanwhile.
 */
export function inGroups<R, O>(
  receiveAll: (ctx: Ctx, all: R[]) => Promise<(O | Failed)[]>,
): (ctx: Ctx, received: R) => Promise<O | Failed> {
  const groups = new WeakMap<Db, Group<R, O>>()
  const flush = (ctx: Ctx, group: Group<R, O>): void => {
    if (group.inFlight >= mostInFlight || group.waiting.length === 0) return
    const batch = group.waiting.splice(0, mostAtOnce)
    group.inFlight++
    void receiveAll(
      ctx,
      batch.map(({ received }) => received),
    )
      .catch((error: Error) => batch.map((): Failed => ({ ok: false, error })))
      .then((outcomes) => {
        for (const [at, { settle }] of batch.entries()) settle(outcomes[at] as O | Failed)
        group.inFlight--
        flush(ctx, group)
      })
  }
  return (ctx, received) => {
    // Staff are written under their own names, each by themselves.
    if (ctx.actor.kind !== 'citizen')
      return receiveAll(ctx, [received]).then(([outcome]) => outcome as O | Failed)
    const group = groups.get(ctx.db) ?? { waiting: [], inFlight: 0 }
    groups.set(ctx.db, group)
    return new Promise((settle) => {
      group.waiting.push({ received, settle })
      flush(ctx, group)
    })
  }
}
