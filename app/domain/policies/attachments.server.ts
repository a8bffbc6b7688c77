import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit } from '~/app/domain/audit/sign-off.server'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { media, policyAttachments } from '~/db/schema/media'
import { policies } from '~/db/schema/policies'

export type PolicyAttachment = {
  mediaId: number
  sha: string
  kind: 'file' | 'image'
  title: string
  name: string
  type: string
  size: number
  alt: string
}

/** What may stand beside a policy's text. Sound and film explain it, and belong into an interpretation. */
const attachable = ['file', 'image'] as const
const mostAttachments = 30

/** What is published with a policy, in its order. Whether the policy may be seen is the caller's to know. */
export async function attachmentsOf(ctx: Ctx, policyId: number): Promise<PolicyAttachment[]> {
  const rows = await ctx.db
    .select({
      mediaId: media.id,
      sha: media.sha256,
      kind: media.kind,
      title: policyAttachments.title,
      name: media.name,
      type: media.type,
      size: media.size,
      alt: media.alt,
    })
    .from(policyAttachments)
    .innerJoin(media, eq(media.id, policyAttachments.mediaId))
    .where(eq(policyAttachments.policyId, policyId))
    .orderBy(asc(policyAttachments.position), asc(media.id))
  return rows.map((row) => ({ ...row, kind: row.kind === 'image' ? 'image' : 'file' }))
}

export type AttachmentDesk = {
  attachments: PolicyAttachment[]
  /** Files of the own department that can be put with it, the newest first. */
  choices: { mediaId: number; label: string }[]
}

/** For the policy's page at the desk. */
export async function attachmentDesk(ctx: Ctx, policyId: number): Promise<AttachmentDesk> {
  const departmentId = await departmentOf(ctx, policyId)
  // D1: the officer of the county looks at every department's policies.
  if (!hasPermission(ctx, 'policy.disclosure')) requirePermission(ctx, 'text.read', { departmentId })
  const attachments = await attachmentsOf(ctx, policyId)
  const taken = new Set(attachments.map(({ mediaId }) => mediaId))
  const rows = await ctx.db
    .select({ mediaId: media.id, name: media.name, title: media.title })
    .from(media)
    .where(and(eq(media.departmentId, departmentId), inArray(media.kind, attachable)))
    .orderBy(sql`${media.id} desc`)
    .limit(100)
  return {
    attachments,
    choices: rows
      .filter(({ mediaId }) => !taken.has(mediaId))
      .map(({ mediaId, name, title }) => ({
        mediaId,
        label: title && title !== name ? `${title}（${name}）` : name,
      })),
  }
}

/** Puts a file of the library with the policy, after the others; only while the policy is drafted. */
export function attachFile(
  ctx: Ctx,
  { policyId, mediaId, title }: { policyId: number; mediaId: number; title: string },
): Promise<void> {
  return transact(ctx, async (tx) => {
    await lockDraft(tx, policyId)
    const [file] = await tx.db.select().from(media).where(eq(media.id, mediaId)).for('share')
    if (!file) refuse('素材库里没有这个文件，请重新选择')
    if (!(attachable as readonly string[]).includes(file.kind))
      refuse('音视频和动画不能作附件，请放到解读里；附件可以是文档、表格或者图片')
    if (file.kind === 'image' && file.alt.trim() === '')
      refuse('这张图片还没有替代文字，看不见图的人不知道它说了什么。请先在素材库里补上')
    const before = await attachmentsOf(tx, policyId)
    if (before.some((one) => one.mediaId === mediaId)) refuse('这个文件已经是附件了')
    if (before.length >= mostAttachments) refuse(`附件最多 ${mostAttachments} 个，请把内容相近的合成一个文件`)
    const [last] = await tx.db
      .select({ position: sql<number>`coalesce(max(${policyAttachments.position}), 0)` })
      .from(policyAttachments)
      .where(eq(policyAttachments.policyId, policyId))
    const values = { policyId, mediaId, position: (last?.position ?? 0) + 1, title: title.trim() }
    await tx.db.insert(policyAttachments).values(values)
    await record(tx, {
      action: 'policy.file-attached',
      subject: 'policy',
      id: policyId,
      after: { ...values, sha256: file.sha256 },
    })
  })
}

/** What stood beside the policy that is amended stands beside its later version too, until the drafter takes it away. */
export async function carryAttachments(tx: Ctx, { from, to }: { from: number; to: number }): Promise<void> {
  const carried = await tx.db.select().from(policyAttachments).where(eq(policyAttachments.policyId, from))
  if (carried.length === 0) return
  await tx.db.insert(policyAttachments).values(carried.map((one) => ({ ...one, policyId: to })))
  const mediaIds = carried.map(({ mediaId }) => mediaId)
  await record(tx, { action: 'policy.files-carried', subject: 'policy', id: to, after: { from, mediaIds } })
}

export function detachFile(
  ctx: Ctx,
  { policyId, mediaId }: { policyId: number; mediaId: number },
): Promise<void> {
  return transact(ctx, async (tx) => {
    await lockDraft(tx, policyId)
    const [gone] = await tx.db
      .delete(policyAttachments)
      .where(and(eq(policyAttachments.policyId, policyId), eq(policyAttachments.mediaId, mediaId)))
      .returning()
    if (!gone) throw new Refusal(409, '这个附件已经去掉了，请刷新页面。')
    await record(tx, { action: 'policy.file-detached', subject: 'policy', id: policyId, before: gone })
  })
}

async function lockDraft(tx: Ctx, policyId: number): Promise<void> {
  requirePermission(tx, 'policy.write', { departmentId: await departmentOf(tx, policyId) })
  await lockForEdit(tx, 'policy', policyId)
}

async function departmentOf(ctx: Ctx, policyId: number): Promise<number> {
  const [row] = await ctx.db
    .select({ departmentId: policies.departmentId })
    .from(policies)
    .where(eq(policies.id, policyId))
  if (!row) throw notFound('政策')
  return row.departmentId
}

function refuse(message: string): never {
  throw new Refusal(422, `${message}。`, { fields: { mediaId: message } })
}
