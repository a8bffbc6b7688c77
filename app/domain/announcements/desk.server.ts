import { and, desc, eq, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { offeredSteps, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { isEditable, type OfferedStep, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { announcements, matters } from '~/db/schema/matters'
import { type AnnouncementRow, announcementRow, publishAnnouncement, shownOn } from './write.server'

export type DeskAnnouncementRow = {
  id: number
  title: string
  heldAt: Date | null
  state: SignOffState
}

const pageSize = 20

/** The announcements of the person's department, newest first. */
export async function deskAnnouncements(
  ctx: Ctx,
  { after }: { after?: number } = {},
): Promise<{ rows: DeskAnnouncementRow[]; next: number | null }> {
  const { departmentId } = requireStaff(ctx)
  const rows = await ctx.db
    .select({
      id: announcements.id,
      title: announcements.title,
      heldAt: announcements.heldAt,
    })
    .from(announcements)
    .where(
      and(
        eq(announcements.departmentId, departmentId),
        after ? sql`${announcements.id} < ${after}` : undefined,
      ),
    )
    .orderBy(desc(announcements.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const ids = shown.map((row) => row.id)
  const steps = await stepsOfMany(ctx, 'announcement', ids)
  return {
    rows: shown.map((row) => ({ ...row, state: stateAfter(steps.get(row.id) ?? []) })),
    next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}

export type DeskAnnouncement = {
  announcement: AnnouncementRow
  state: SignOffState
  canEdit: boolean
  steps: Step[]
  offered: OfferedStep[]
}

export async function deskAnnouncement(ctx: Ctx, id: number): Promise<DeskAnnouncement> {
  const announcement = await announcementRow(ctx, id)
  requirePermission(ctx, 'text.read', announcement)
  const steps = await stepsOf(ctx, 'announcement', id)
  const state = stateAfter(steps)
  return {
    announcement,
    state,
    canEdit: isEditable(state) && hasPermission(ctx, 'announcement.write', announcement),
    steps,
    offered: offeredSteps(ctx, 'announcement', state, announcement.departmentId),
  }
}

/** The matters of the department that an announcement can belong to. */
export async function matterChoices(ctx: Ctx): Promise<{ id: number; title: string }[]> {
  const { departmentId } = requireStaff(ctx)
  return ctx.db
    .select({ id: matters.id, title: matters.title })
    .from(matters)
    .where(eq(matters.departmentId, departmentId))
    .orderBy(desc(matters.year), desc(matters.id))
    .limit(100)
}

/** One step of the sign-off, as the desk page's button names it. */
export async function takeAnnouncementStep(
  ctx: Ctx,
  id: number,
  kind: string,
  reason: string,
): Promise<void> {
  if (kind === 'published') return publishAnnouncement(ctx, id)
  if (kind !== 'submitted' && kind !== 'returned' && kind !== 'withdrawn')
    throw new Refusal(422, '没有这一步。')
  await transact(ctx, async (tx) => {
    const row = await announcementRow(tx, id)
    await takeSignOffStep(tx, 'announcement', row, kind, reason)
    const shown = kind === 'withdrawn' ? shownOn(row) : {}
    await record(tx, {
      action: `announcement.${kind}`,
      subject: 'announcement',
      id,
      after: { reason },
      ...shown,
    })
  })
}
