import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import { requireOwnMatter } from '~/app/domain/matters/write.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { announcements } from '~/db/schema/matters'
import type { AnnouncementForm } from './forms'

export type AnnouncementRow = typeof announcements.$inferSelect

export async function createAnnouncement(
  ctx: Ctx,
  announcement: AnnouncementForm & { departmentId: number },
): Promise<{ id: number }> {
  requirePermission(ctx, 'announcement.write', announcement)
  const { matterId, departmentId } = announcement
  if (matterId !== null) await requireOwnMatter(ctx, { matterId, departmentId })
  return transact(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(announcements)
      .values({ ...announcement, createdAt: tx.now })
      .returning({ id: announcements.id })
    if (!row) throw new Error('no row came back from the insert of an announcement')
    await record(tx, {
      action: 'announcement.created',
      subject: 'announcement',
      id: row.id,
      after: announcement,
    })
    return row
  })
}

export async function updateAnnouncement(ctx: Ctx, id: number, change: AnnouncementForm): Promise<void> {
  const before = await announcementRow(ctx, id)
  requirePermission(ctx, 'announcement.write', before)
  const { departmentId } = before
  if (change.matterId !== null) await requireOwnMatter(ctx, { matterId: change.matterId, departmentId })
  await transact(ctx, async (tx) => {
    await lockForEdit(tx, 'announcement', id)
    await tx.db.update(announcements).set(change).where(eq(announcements.id, id))
    await record(tx, { action: 'announcement.updated', subject: 'announcement', id, before, after: change })
  })
}

export async function publishAnnouncement(ctx: Ctx, id: number): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await announcementRow(tx, id)
    await takeSignOffStep(tx, 'announcement', row, 'published')
    await record(tx, { action: 'announcement.published', subject: 'announcement', id, ...shownOn(row) })
  })
}

/** Where the public sees it: for search and for the cached pages. */
export function shownOn({ id, matterId }: AnnouncementRow) {
  const matter = matterId === null ? [] : [`matter:${matterId}`]
  return {
    search: [{ kind: 'announcement' as const, id }],
    tags: [`announcement:${id}`, 'announcements', 'departments', 'home', ...matter],
  }
}

export async function announcementRow(ctx: Ctx, id: number): Promise<AnnouncementRow> {
  const [row] = await ctx.db.select().from(announcements).where(eq(announcements.id, id))
  if (!row) throw notFound('公告')
  return row
}
