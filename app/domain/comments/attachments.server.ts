import { asc, count, eq, inArray } from 'drizzle-orm'
import { readCode } from '~/app/domain/audit/codes'
import { type KeptFile, keepFiles, readKept, type Upload } from '~/app/domain/media/kept-files.server'
import { hasPermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { commentAttachments, comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import type { AttachmentType } from '~/media/attachments'
import { mostAttachments } from './forms'
import { commentState } from './state.server'
import type { CommentState } from './types'

export const attachmentsFolder = 'attachments'

export type KeptAttachment = KeptFile

export type Attachment = { id: number; name: string; type: AttachmentType; size: number }

/** Keeps the files before any row points at them. All of them or none; call `dropFiles` when no row comes. */
export async function keepAttachments(ctx: Ctx, uploads: Upload[]): Promise<KeptAttachment[]> {
  if (uploads.length > mostAttachments)
    throw refuse(`最多可以附 ${mostAttachments} 个文件，这次选了 ${uploads.length} 个`)
  return keepFiles(ctx, attachmentsFolder, uploads, { file: refuse, store: refuseForNow })
}

function refuseForNow(): Refusal {
  const message = '附件暂时存不下来，这条意见还没有提交。请稍后再试，或者不带附件先提交文字'
  return new Refusal(503, `${message}。`, { fields: { attachments: message } })
}

function refuse(why: string): Refusal {
  const message = `${why}。请重新选择全部附件后再提交`
  return new Refusal(422, `${message}。`, { fields: { attachments: message } })
}

/** The attachments of these comments, in the order in which they were chosen. */
export async function attachmentsOf(ctx: Ctx, commentIds: number[]): Promise<Map<number, Attachment[]>> {
  const found = new Map<number, Attachment[]>()
  if (commentIds.length === 0) return found
  const rows = await ctx.db
    .select({
      commentId: commentAttachments.commentId,
      id: commentAttachments.id,
      name: commentAttachments.name,
      type: commentAttachments.type,
      size: commentAttachments.size,
    })
    .from(commentAttachments)
    .where(inArray(commentAttachments.commentId, commentIds))
    .orderBy(asc(commentAttachments.commentId), asc(commentAttachments.position))
  for (const { commentId, ...row } of rows) found.set(commentId, [...(found.get(commentId) ?? []), row])
  return found
}

/** How many files came with each of these comments; without one a comment is not in the map. */
export async function countAttachments(ctx: Ctx, commentIds: number[]): Promise<Map<number, number>> {
  if (commentIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({ commentId: commentAttachments.commentId, count: count() })
    .from(commentAttachments)
    .where(inArray(commentAttachments.commentId, commentIds))
    .groupBy(commentAttachments.commentId)
  return new Map(rows.map(({ commentId, count: files }) => [commentId, files]))
}

export type ReadAttachment = { name: string; type: AttachmentType; bytes: Uint8Array }

/** The cleaned copy: for who holds the comment's code, for its department and for those who moderate. */
export async function readAttachment(
  ctx: Ctx,
  by: { code: string } | { staff: true },
  id: number,
): Promise<ReadAttachment> {
  const [row] = await ctx.db
    .select({
      name: commentAttachments.name,
      type: commentAttachments.type,
      storageKey: commentAttachments.storageKey,
      code: comments.code,
      state: commentState(),
      departmentId: consultations.departmentId,
    })
    .from(commentAttachments)
    .innerJoin(comments, eq(comments.id, commentAttachments.commentId))
    .innerJoin(consultations, eq(consultations.id, comments.consultationId))
    .where(eq(commentAttachments.id, id))
  const mayRead =
    row &&
    mayBeOpened(ctx, row.state) &&
    ('code' in by ? readCode(by.code) === row.code : mayStaffRead(ctx, row.departmentId))
  const bytes = mayRead ? await readKept(row) : undefined
  if (!row || !bytes) throw notFound('附件')
  return { name: row.name, type: row.type, bytes }
}

/** What was taken back stays stored, and is open to the audit alone. */
function mayBeOpened(ctx: Ctx, state: CommentState): boolean {
  return state !== 'withdrawn' || hasPermission(ctx, 'audit.read')
}

function mayStaffRead(ctx: Ctx, departmentId: number): boolean {
  if (ctx.actor.kind !== 'staff') return false
  if (hasPermission(ctx, 'audit.read')) return true
  return ctx.actor.departmentId === departmentId || hasPermission(ctx, 'comment.moderate')
}
