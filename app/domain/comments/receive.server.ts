import { inArray } from 'drizzle-orm'
import { otherPayload } from '~/app/domain/audit/idempotency.server'
import { recordAll, transact } from '~/app/domain/audit/record.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { idempotencyKeys } from '~/db/schema/audit'
import { commentAttachments, comments, commentWishes } from '~/db/schema/comments'
import type { KeptAttachment } from './attachments.server'
import { checkAll, type Passed } from './receive-checks.server'
import type { AuthorKind, CommentChannel } from './types'

/** A comment that is ready to be written: its own fields are in order, its files are kept, its secrets encrypted. */
export type Received = {
  key: string
  payloadHash: string
  code: string
  consultationId: number
  clauseId: number | undefined
  quote: string
  body: string
  authorKind: AuthorKind
  displayName: string
  publishName: boolean
  township: string
  affectedGroup: string
  contact: Uint8Array | null
  wish: Uint8Array | null
  attachments: KeptAttachment[]
  original: Record<string, string>
  channel: CommentChannel
  receivedAt: Date
  /** The moment of its request. */
  at: Date
}

/** `again`: the key was used before with the same payload; nothing was written now. */
export type Outcome = { ok: true; code: string; again: boolean } | { ok: false; error: Error }

const mostAtOnce = 200

/**
 * Writes many comments, up to 200 in one transaction (invariants 2 and 7), and says of each what became of it. What is
 * wrong with one does not touch its neighbours.
 */
export async function receiveAll(ctx: Ctx, all: Received[]): Promise<Outcome[]> {
  const outcomes = new Map<Received, Outcome>()
  let waiting = all
  while (waiting.length > 0) {
    const { batch, later } = takeBatch(waiting)
    for (const [received, outcome] of await receiveBatch(ctx, batch)) outcomes.set(received, outcome)
    waiting = later
  }
  return all.map((received) => outcomes.get(received) as Outcome)
}

/** One of each key: the second of a double click finds what became of the first. */
function takeBatch(waiting: Received[]): { batch: Received[]; later: Received[] } {
  const batch = new Map<string, Received>()
  const later: Received[] = []
  for (const received of waiting) {
    if (batch.size < mostAtOnce && !batch.has(received.key)) batch.set(received.key, received)
    else later.push(received)
  }
  return { batch: [...batch.values()], later }
}

async function receiveBatch(ctx: Ctx, batch: Received[]): Promise<Map<Received, Outcome>> {
  try {
    return await transact(ctx, (tx) => writeTogether(tx, batch))
  } catch (error) {
    if (batch.length === 1 || !isOfOneRow(error)) return new Map(batch.map((one) => [one, failed(error)]))
    const outcomes = new Map<Received, Outcome>()
    for (const one of batch)
      for (const [received, outcome] of await receiveBatch(ctx, [one])) outcomes.set(received, outcome)
    return outcomes
  }
}

function failed(error: unknown): Outcome {
  return { ok: false, error: error instanceof Error ? error : new Error(String(error)) }
}

/** Bad data, a constraint, a trigger's refusal, a deadlock: the others may still be written by themselves. */
function isOfOneRow(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  if (typeof code === 'string' && /^(22|23|40|54|P0)/.test(code)) return true
  return typeof cause === 'object' && cause !== null && isOfOneRow(cause)
}

async function writeTogether(tx: Ctx, batch: Received[]): Promise<Map<Received, Outcome>> {
  const fresh = await takeKeys(tx, batch)
  const repeated = batch.filter(({ key }) => !fresh.has(key))
  const outcomes = await earlierOutcomes(tx, repeated)
  const { passed, refused } = await checkAll(
    tx,
    batch.filter(({ key }) => fresh.has(key)),
  )
  for (const [received, refusal] of refused) outcomes.set(received, { ok: false, error: refusal })
  await giveBackKeys(tx, [...refused.keys()])
  await insertComments(tx, passed)
  for (const { received } of passed) outcomes.set(received, { ok: true, code: received.code, again: false })
  return outcomes
}

/** The keys that nobody had used. Two batches at once take theirs in one order, so that neither waits for the other. */
async function takeKeys(tx: Ctx, batch: Received[]): Promise<Set<string>> {
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
async function earlierOutcomes(tx: Ctx, repeated: Received[]): Promise<Map<Received, Outcome>> {
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

/** Before files are looked into and kept: whether this form has come already. */
export async function earlierOutcome(
  ctx: Ctx,
  form: { key: string; payloadHash: string },
): Promise<Outcome | null> {
  const earlier = await findEarlier(ctx, [form.key])
  return outcomeOf(earlier.get(form.key), form)
}

async function giveBackKeys(tx: Ctx, refused: Received[]): Promise<void> {
  if (refused.length === 0) return
  const keys = refused.map(({ key }) => key)
  await tx.db.delete(idempotencyKeys).where(inArray(idempotencyKeys.key, keys))
}

async function insertComments(tx: Ctx, passed: Passed[]): Promise<void> {
  if (passed.length === 0) return
  const rows = await tx.db
    .insert(comments)
    .values(
      passed.map(({ received, clauseId, quote }) => ({
        code: received.code,
        consultationId: received.consultationId,
        clauseId,
        quote,
        channel: received.channel,
        receivedAt: received.receivedAt,
        body: received.body,
        original: received.original,
        authorKind: received.authorKind,
        displayName: received.displayName,
        publishName: received.publishName,
        township: received.township,
        affectedGroup: received.affectedGroup,
        contact: received.contact,
        enteredBy: accountIdOf(tx),
      })),
    )
    .returning({ id: comments.id, code: comments.code })
  const ids = new Map(rows.map(({ id, code }) => [code, id]))
  const written = passed.map((one) => ({ ...one, id: ids.get(one.received.code) as number }))
  await insertAttachments(tx, written)
  await insertWishes(tx, written)
  await recordAll(
    tx,
    // What waits for moderation is on no public page, so none is told.
    written.map(({ id, clauseId, received: { consultationId, channel, receivedAt, at, wish } }) => ({
      action: channel === 'online' ? 'comment.received' : 'comment.entered',
      subject: 'comment' as const,
      id,
      at,
      after: { consultationId, clauseId, channel, receivedAt },
      mail: wish ? [{ kind: 'wish-confirmed' as const, commentId: id }] : [],
    })),
  )
}

type Written = Passed & { id: number }

async function insertAttachments(tx: Ctx, written: Written[]): Promise<void> {
  const rows = written.flatMap(({ id, received }) =>
    received.attachments.map((attachment, position) => ({ commentId: id, position, ...attachment })),
  )
  if (rows.length > 0) await tx.db.insert(commentAttachments).values(rows)
}

async function insertWishes(tx: Ctx, written: Written[]): Promise<void> {
  const rows = written.flatMap(({ id, received: { wish, at } }) =>
    wish ? [{ commentId: id, email: wish, at }] : [],
  )
  if (rows.length > 0) await tx.db.insert(commentWishes).values(rows)
}
