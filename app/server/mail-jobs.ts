import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import { keepLease, leaseTime, markDone, postpone } from './outbox'

const batchSize = 50
const firstPause = 30_000
const longestPause = 3_600_000
/** What a mail server refuses for good is tried a few times; what cannot be delivered is tried for days. */
const mostRefusals = 5
const longestTry = 5 * 86_400_000

export type MailEntry = {
  id: number
  payload: Record<string, unknown>
  attempts: number
  createdAt: Date
}

export type MailDelivery = {
  /** Those that somebody still wishes to read. */
  wanted: (entries: MailEntry[]) => Promise<MailEntry[]>
  send: (entry: MailEntry) => Promise<void>
  /** After it was sent, or given up. */
  finish: (entry: MailEntry) => Promise<void>
  /** Refused for good: this recipient, or this message. Of itself: this message only. Else nothing goes out at all. */
  judge: (error: unknown) => Failure
}

export type Failure = 'for-good' | 'of-itself' | 'outage'

/**
 * Sends what is due, oldest first; says how many entries it took, and throws when nothing goes out at all. Several
 * processes may do so at once. A delivery is idempotent: the same entry is the same message.
 */
export async function drainMail(db: Db, delivery: MailDelivery, now = new Date()): Promise<number> {
  const entries = await takeMail(db, now)
  if (entries.length === 0) return 0
  const lease = keepLease(db, entries)
  try {
    const wanted = await delivery.wanted(entries)
    const unwanted = entries.filter((entry) => !wanted.includes(entry))
    if (unwanted.length > 0) await forget(db, unwanted)
    for (const [at, entry] of wanted.entries()) {
      // Asleep past its lease: another process has taken over.
      if (lease.isLost()) break
      await sendOne(db, delivery, entry, wanted.slice(at + 1), now)
    }
  } finally {
    lease.stop()
  }
  return entries.length
}

async function sendOne(
  db: Db,
  delivery: MailDelivery,
  entry: MailEntry,
  rest: MailEntry[],
  now: Date,
): Promise<void> {
  try {
    await delivery.send(entry)
  } catch (error) {
    const failure = delivery.judge(error)
    const words = withoutAddresses(error instanceof Error ? error.message : String(error))
    if (isHopeless(failure, entry, now)) {
      await delivery.finish(entry)
      return giveUp(db, entry, words)
    }
    await postpone(db, [entry], words, Math.min(longestPause, firstPause * 2 ** entry.attempts), now)
    if (failure !== 'outage') return
    // Their pause does not grow: one message at which the server dies must not keep the others back.
    if (rest.length > 0) await waitFor(db, rest, new Date(now.getTime() + firstPause))
    throw new Error(words)
  }
  // First what must not be forgotten: dying here means a second delivery of the same message, and nothing left behind.
  await delivery.finish(entry)
  await markDone(db, [entry])
}

function isHopeless(failure: Failure, { attempts, createdAt }: MailEntry, now: Date): boolean {
  if (attempts + 1 < mostRefusals) return false
  return failure === 'for-good' || now.getTime() - createdAt.getTime() > longestTry
}

/** L3: mail servers repeat the address in their answer. */
function withoutAddresses(words: string): string {
  return words.replace(/[^\s<>"'@]+@[^\s<>"'@]+/g, '***')
}

/** Nobody wishes to read it; the audit keeps what happened. */
async function forget(db: Db, entries: MailEntry[]): Promise<void> {
  const ids = entries.map((entry) => entry.id)
  await db.delete(outbox).where(and(inArray(outbox.id, ids), isNull(outbox.doneAt)))
}

async function waitFor(db: Db, entries: MailEntry[], runAfter: Date): Promise<void> {
  const ids = entries.map((entry) => entry.id)
  await db
    .update(outbox)
    .set({ leasedUntil: null, runAfter })
    .where(and(inArray(outbox.id, ids), isNull(outbox.doneAt)))
}

async function giveUp(db: Db, entry: MailEntry, error: string): Promise<void> {
  await db
    .update(outbox)
    .set({
      doneAt: new Date(),
      leasedUntil: null,
      attempts: sql`${outbox.attempts} + 1`,
      lastError: error.slice(0, 500),
    })
    .where(and(eq(outbox.id, entry.id), isNull(outbox.doneAt)))
}

/** Each process takes other entries; those of one that died are free when its lease is over. */
function takeMail(db: Db, now: Date): Promise<MailEntry[]> {
  return db.transaction(async (tx) => {
    const due = await tx
      .select({
        id: outbox.id,
        payload: outbox.payload,
        attempts: outbox.attempts,
        createdAt: outbox.createdAt,
      })
      .from(outbox)
      .where(
        and(
          isNull(outbox.doneAt),
          eq(outbox.topic, 'mail'),
          lte(outbox.runAfter, now),
          or(isNull(outbox.leasedUntil), lte(outbox.leasedUntil, now)),
        ),
      )
      .orderBy(asc(outbox.runAfter), asc(outbox.id))
      .limit(batchSize)
      .for('update', { skipLocked: true })
    const ids = due.map((entry) => entry.id)
    const leasedUntil = new Date(now.getTime() + leaseTime)
    if (ids.length > 0) await tx.update(outbox).set({ leasedUntil }).where(inArray(outbox.id, ids))
    return due
  })
}
