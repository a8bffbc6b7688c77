import { createHash } from 'node:crypto'
import { asc, count, eq, inArray } from 'drizzle-orm'
import { readCode } from '~/app/domain/audit/codes'
import { mediaStorage } from '~/app/domain/media/storage.server'
import { hasPermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { commentAttachments, comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { type Attached, AttachmentError, type AttachmentType, inspectAttachment } from '~/media/attachments'
import { mostAttachments } from './forms'
import { commentState } from './state.server'
import type { CommentState, Upload } from './types'

export const attachmentsFolder = 'attachments'

export type KeptAttachment = {
  name: string
  type: AttachmentType
  size: number
  sha256: string
  storageKey: string
}

export type Attachment = { id: number; name: string; type: AttachmentType; size: number }

/** What the files are by their content, so that a form sent twice is known again. */
export function fingerprints(uploads: Upload[]): string[] {
  return uploads.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))
}

/** Keeps the files before any row points at them. All of them or none; call `dropAttachments` when no row comes. */
export async function keepAttachments(ctx: Ctx, uploads: Upload[]): Promise<KeptAttachment[]> {
  if (uploads.length === 0) return []
  if (uploads.length > mostAttachments)
    throw refuse(`最多可以附 ${mostAttachments} 个文件，这次选了 ${uploads.length} 个`)
  const inspected: { upload: Upload; attached: Attached }[] = []
  for (const upload of uploads) inspected.push({ upload, attached: await inspect(upload) })
  const hashes = fingerprints(uploads)
  const kept = inspected.map(({ upload, attached }, at) => ({
    name: tidyName(upload.name),
    type: attached.type,
    size: upload.bytes.length,
    sha256: hashes[at] ?? '',
    storageKey: `${attachmentsFolder}/${Buffer.from(ctx.random(16)).toString('hex')}`,
  }))
  try {
    const storage = mediaStorage()
    for (const [at, { storageKey, type }] of kept.entries()) {
      const { upload, attached } = inspected[at] as (typeof inspected)[number]
      await storage.put(`${storageKey}/original`, upload.bytes, type)
      await storage.put(`${storageKey}/clean`, attached.clean, type)
    }
    return kept
  } catch (error) {
    console.error('attachments could not be stored', error)
    await dropAttachments(kept)
    const message = '附件暂时存不下来，这条意见还没有提交。请稍后再试，或者不带附件先提交文字'
    throw new Refusal(503, `${message}。`, { fields: { attachments: message } })
  }
}

/** Takes away the files of a comment that was not written. */
export async function dropAttachments(kept: { storageKey: string }[]): Promise<void> {
  for (const { storageKey } of kept) {
    for (const file of ['original', 'clean']) {
      await mediaStorage()
        .remove(`${storageKey}/${file}`)
        .catch((error: unknown) => console.error(`the file ${storageKey}/${file} stays behind`, error))
    }
  }
}

async function inspect({ name, bytes }: Upload): Promise<Attached> {
  try {
    return await inspectAttachment(bytes)
  } catch (error) {
    if (error instanceof AttachmentError) throw refuse(`文件“${tidyName(name)}”${error.message}`)
    throw error
  }
}

function refuse(why: string): Refusal {
  const message = `${why}。请重新选择全部附件后再提交`
  return new Refusal(422, `${message}。`, { fields: { attachments: message } })
}

/** The name is only ever shown as text: no path, no control characters, not endless. */
function tidyName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const characters = [...last.replace(/[\p{C}\uFFFD]/gu, '').trim()]
  return characters.slice(-120).join('') || '未命名附件'
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
  const bytes = mayRead ? await mediaStorage().get(`${row.storageKey}/clean`) : undefined
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
