import { type Keyed, type Outcome, receiveInBatches } from '~/app/domain/audit/receive-batch.server'
import { recordAll } from '~/app/domain/audit/record.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { commentAttachments, comments, commentWishes } from '~/db/schema/comments'
import type { KeptAttachment } from './attachments.server'
import { checkAll, type Passed } from './receive-checks.server'
import type { AuthorKind, CommentChannel } from './types'

/** A comment that is ready to be written: its own fields are in order, its files are kept, its secrets encrypted. */
export type Received = Keyed & {
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
}

/** Writes many comments and says of each what became of it. */
export function receiveAll(ctx: Ctx, all: Received[]): Promise<Outcome[]> {
  return receiveInBatches(ctx, all, async (tx, fresh) => {
    const { passed, refused } = await checkAll(tx, fresh)
    await insertComments(tx, passed)
    return refused
  })
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
