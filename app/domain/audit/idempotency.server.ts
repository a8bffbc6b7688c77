import { createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'
import { Refusal } from '~/app/server/errors'
import { idempotencyKeys } from '~/db/schema/audit'
import { transact } from './record.server'

/**
 * Runs `work` once per key (invariant 7), in one transaction with the key's row. The same key with the same
 * payload gives the receipt of the first time; with another payload it is refused (409).
 * Two at once: the second waits at the unique key until the first has committed or failed.
 */
export function once<R>(ctx: Ctx, key: string, payload: unknown, work: (tx: Ctx) => Promise<R>): Promise<R> {
  const payloadHash = hashPayload(payload)
  return transact(ctx, async (tx) => {
    const [fresh] = await tx.db
      .insert(idempotencyKeys)
      .values({ key, payloadHash, createdAt: tx.now })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key })
    if (!fresh) return receiptOf<R>(tx, key, payloadHash)
    const receipt = await work(tx)
    await tx.db
      .update(idempotencyKeys)
      .set({ receipt: receipt ?? null })
      .where(eq(idempotencyKeys.key, key))
    return receipt
  })
}

/** With a secret: a telephone number is among the fields, and would soon be guessed from a plain hash (L3). */
export function hashPayload(payload: unknown): string {
  return createHmac('sha256', env().SESSION_SECRET).update(JSON.stringify(payload)).digest('hex')
}

async function receiptOf<R>(tx: Ctx, key: string, payloadHash: string): Promise<R> {
  const [earlier] = await tx.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key))
  if (earlier?.payloadHash === payloadHash) return earlier.receipt as R
  throw otherPayload()
}

export function otherPayload(): Refusal {
  return new Refusal(
    409,
    '这张表单已经提交过一次，而这次的内容不同。请打开新的表单再提交；您刚才写的文字仍保留在下面。',
  )
}
