import { newCode } from '~/app/domain/audit/codes'
import { hashPayload } from '~/app/domain/audit/idempotency.server'
import { earlierOutcome, type Outcome } from '~/app/domain/audit/receive-batch.server'
import { dropFiles, fingerprints, type Upload } from '~/app/domain/media/kept-files.server'
import { encryptContact } from '~/app/domain/people/contact.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import { type KeptAttachment, keepAttachments } from './attachments.server'
import { consultationRow } from './consultation.server'
import { findAuthorFault, longestComment } from './forms'
import { type Received, receiveAll } from './receive.server'
import { receiveInGroup } from './receive-in-group.server'
import type { AuthorKind, CommentChannel } from './types'

export type NewComment = {
  key: string
  consultationId: number
  clauseId?: number
  /** Words of the clause that the comment is about. */
  quote?: string
  body: string
  authorKind?: AuthorKind
  displayName: string
  publishName: boolean
  /** The slug of a township's department, or nothing. */
  township: string
  /** One of the groups that the matter names, or nothing. */
  affectedGroup?: string
  contact: string
  /** Where to write what became of it, or nothing. */
  wishEmail?: string
  attachments?: Upload[]
  /** Every field as it came (invariant 4), where a form was posted. */
  original?: Record<string, string>
}

export type EnteredComment = NewComment & { channel: Exclude<CommentChannel, 'online'>; receivedAt: Date }

/** A citizen's comment, from anyone, while the consultation is open by the server's clock. */
export async function submitComment(ctx: Ctx, comment: NewComment): Promise<{ code: string }> {
  return receiveWithFiles(ctx, comment, { channel: 'online', receivedAt: ctx.now })
}

/**
 * Many comments without files, each at its own moment: what becomes of each, in their order. The seed and the load of
 * a busy evening go the same way.
 */
export async function submitComments(
  ctx: Ctx,
  batch: (Omit<NewComment, 'attachments'> & { at?: Date })[],
): Promise<Outcome[]> {
  const prepared = batch.map(({ at = ctx.now, ...comment }) => {
    try {
      const one = { ...ctx, now: at }
      const source = { channel: 'online' as const, receivedAt: at }
      return prepare(one, comment, source, hashOf(comment, source), [])
    } catch (error) {
      if (error instanceof Refusal) return error
      throw error
    }
  })
  const ready = prepared.filter((one): one is Received => !(one instanceof Refusal))
  const received = await receiveAll(ctx, ready)
  const outcomes = new Map(ready.map((one, at) => [one, received[at] as Outcome]))
  return prepared.map((one) =>
    one instanceof Refusal ? { ok: false, error: one } : (outcomes.get(one) as Outcome),
  )
}

/** A letter, a call, an e-mail: entered by staff under the moment at which it came in, with a scan of it. */
export async function enterComment(ctx: Ctx, comment: EnteredComment): Promise<{ code: string }> {
  const { channel, receivedAt, ...words } = comment
  const consultation = await consultationRow(ctx, comment.consultationId)
  requirePermission(ctx, 'comment.enter', consultation)
  if (!consultation.publishedAt) throw notFound('征求意见')
  return receiveWithFiles(ctx, words, { channel, receivedAt })
}

type Source = { channel: CommentChannel; receivedAt: Date }

/** Files first, rows after; without the rows the files go again. */
async function receiveWithFiles(ctx: Ctx, comment: NewComment, source: Source): Promise<{ code: string }> {
  const payloadHash = hashOf(comment, source)
  const uploads = comment.attachments ?? []
  // What is wrong with the words is said before any file is looked at.
  const received = prepare(ctx, comment, source, payloadHash, [])
  const earlier = uploads.length > 0 ? await earlierOutcome(ctx, received) : null
  if (earlier) return codeOf(earlier)
  const attachments = await keepAttachments(ctx, uploads)
  try {
    const outcome = await receiveInGroup(ctx, { ...received, attachments })
    if (!outcome.ok || outcome.again) await dropFiles(attachments)
    return codeOf(outcome)
  } catch (error) {
    await dropFiles(attachments)
    throw error
  }
}

function codeOf(outcome: Outcome): { code: string } {
  if (!outcome.ok) throw outcome.error
  return { code: outcome.code }
}

/** What makes a form the same form: every field that was filled in, and the content of its files. */
function hashOf(comment: NewComment, { channel, receivedAt }: Source): string {
  const { key: _key, original: _original, attachments = [], ...fields } = comment
  const entered = channel === 'online' ? {} : { channel, receivedAt }
  return hashPayload({ ...fields, ...entered, files: fingerprints(attachments) })
}

function prepare(
  ctx: Ctx,
  comment: NewComment,
  { channel, receivedAt }: Source,
  payloadHash: string,
  attachments: KeptAttachment[],
): Received {
  const { body, displayName, publishName, township, authorKind = 'anonymous' } = comment
  const { quote = '', affectedGroup = '', wishEmail = '' } = comment
  requireWords(comment)
  return {
    ...{ key: comment.key, payloadHash, code: newCode(ctx), at: ctx.now },
    ...{ consultationId: comment.consultationId, clauseId: comment.clauseId, quote: quote.trim() },
    ...{ body, channel, receivedAt, authorKind, township, affectedGroup, attachments },
    displayName: displayName.trim(),
    publishName: publishName && displayName.trim() !== '',
    contact: encryptContact(ctx, comment.contact),
    wish: encryptContact(ctx, wishEmail),
    // The contact is the one field that is kept encrypted instead (L3).
    original: comment.original ?? {
      ...{ body, quote, authorKind, displayName, publishName: publishName ? 'on' : '' },
      ...{ township, affectedGroup },
    },
  }
}

function requireWords({ body, authorKind = 'anonymous', displayName, ...rest }: NewComment): void {
  const length = [...body].length
  if (body.trim() === '' || length > longestComment)
    throw wrongField('body', `意见应当在1到${longestComment}个字之间`)
  const fault = findAuthorFault({ authorKind, displayName })
  if (fault) throw wrongField('displayName', fault)
  // PostgreSQL can keep neither a NUL nor half a character.
  const texts = { body, displayName, quote: rest.quote ?? '', contact: rest.contact }
  for (const [field, text] of Object.entries(texts))
    if (/[\0\p{Surrogate}]/u.test(text)) throw wrongField(field, '这里有无法识别的字符，请检查文字后再提交')
}
