import { and, eq } from 'drizzle-orm'
import { newCode } from '~/app/domain/audit/codes'
import { once } from '~/app/domain/audit/idempotency.server'
import { record } from '~/app/domain/audit/record.server'
import { encryptContact } from '~/app/domain/people/contact.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { comments } from '~/db/schema/comments'
import { departments } from '~/db/schema/people'
import {
  type ConsultationRow,
  lockLedger,
  refuseIfReported,
  requireDraftClause,
  sayMoment,
} from './consultation.server'
import { longestComment } from './forms'
import type { CommentChannel } from './types'

export type NewComment = {
  key: string
  consultationId: number
  clauseId?: number
  body: string
  displayName: string
  publishName: boolean
  /** The slug of a township's department, or nothing. */
  township: string
  contact: string
  /** Every field as it came (invariant 4), where a form was posted. */
  original?: Record<string, string>
}

export type EnteredComment = NewComment & { channel: Exclude<CommentChannel, 'online'>; receivedAt: Date }

/** A citizen's comment, from anyone, while the consultation is open by the server's clock. */
export function submitComment(ctx: Ctx, comment: NewComment): Promise<{ code: string }> {
  return once(ctx, comment.key, payloadOf(comment), async (tx) => {
    const consultation = await lockLedger(tx, comment.consultationId, 'key share')
    requireOpen(consultation, tx.now)
    await refuseIfReported(tx, consultation.id)
    return insertComment(tx, consultation, { ...comment, channel: 'online', receivedAt: tx.now })
  })
}

/** A letter, a call, an e-mail: entered by staff under the moment at which it came in. */
export function enterComment(ctx: Ctx, comment: EnteredComment): Promise<{ code: string }> {
  return once(ctx, comment.key, payloadOf(comment), async (tx) => {
    const consultation = await lockLedger(tx, comment.consultationId, 'key share')
    requirePermission(tx, 'comment.enter', consultation)
    if (!consultation.publishedAt) throw notFound('征求意见')
    await refuseIfReported(tx, consultation.id)
    requireReceivedInTime(consultation, comment.receivedAt, tx.now)
    return insertComment(tx, consultation, comment)
  })
}

function payloadOf({ key: _, original: __, ...comment }: NewComment) {
  return comment
}

function requireOpen(consultation: ConsultationRow, now: Date): void {
  if (!consultation.publishedAt) throw notFound('征求意见')
  if (now < consultation.opensAt) {
    throw new Refusal(
      422,
      `征求意见从${sayMoment(consultation.opensAt)}开始，请到时再提交；您写的文字仍在下面。`,
    )
  }
  if (now <= consultation.closesAt) return
  const until = sayMoment(consultation.closesAt)
  throw new Refusal(
    410,
    `征求意见已于${until}结束，这条意见没有收进来。您写的文字仍在下面，请自行保存；也可以改为提出关切。`,
  )
}

function requireReceivedInTime({ opensAt, closesAt }: ConsultationRow, receivedAt: Date, now: Date): void {
  if (receivedAt > now) throw inField('receivedAt', '收到的时间不能晚于现在')
  if (receivedAt >= opensAt && receivedAt <= closesAt) return
  throw inField('receivedAt', `收到的时间应当在征求意见期间：${sayMoment(opensAt)}至${sayMoment(closesAt)}`)
}

function inField(field: string, message: string): Refusal {
  return new Refusal(422, `${message}。`, { fields: { [field]: message } })
}

type Received = NewComment & { channel: CommentChannel; receivedAt: Date }

async function insertComment(
  tx: Ctx,
  consultation: ConsultationRow,
  comment: Received,
): Promise<{ code: string }> {
  const { clauseId, body, displayName, publishName, township, contact, channel, receivedAt } = comment
  const length = [...body].length
  if (body.trim() === '' || length > longestComment)
    throw inField('body', `意见应当在1到${longestComment}个字之间`)
  if (clauseId !== undefined) await requireDraftClause(tx, consultation.versionId, clauseId)
  if (township !== '') await requireTownship(tx, township)
  const code = newCode(tx)
  const [row] = await tx.db
    .insert(comments)
    .values({
      code,
      consultationId: consultation.id,
      clauseId: clauseId ?? null,
      channel,
      receivedAt,
      body,
      // The contact is the one field that is kept encrypted instead (L3).
      original: comment.original ?? { body, displayName, publishName: publishName ? 'on' : '', township },
      displayName: displayName.trim(),
      publishName: publishName && displayName.trim() !== '',
      township,
      contact: encryptContact(tx, contact),
      enteredBy: accountIdOf(tx),
    })
    .returning({ id: comments.id })
  if (!row) throw new Error('no row came back from the insert of a comment')
  await record(tx, {
    action: channel === 'online' ? 'comment.received' : 'comment.entered',
    subject: 'comment',
    id: row.id,
    after: { consultationId: consultation.id, clauseId: clauseId ?? null, channel, receivedAt },
    tags: [`consultation:${consultation.id}`],
  })
  return { code }
}

async function requireTownship(tx: Ctx, slug: string): Promise<void> {
  const [found] = await tx.db
    .select({ id: departments.id })
    .from(departments)
    .where(and(eq(departments.slug, slug), eq(departments.kind, 'township')))
  if (!found) throw inField('township', '请从列表中选择乡镇或街道')
}
