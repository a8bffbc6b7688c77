import { and, desc, eq, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { announcements, matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'

export type ListedAnnouncement = {
  id: number
  title: string
  department: string
  place: string
  heldAt: Date | null
  publishedAt: Date
}

type Filter = { after?: string | null; departmentId?: number; limit?: number }

const pageSize = 20

/** Public announcements, newest first. */
export async function listAnnouncements(
  ctx: Ctx,
  filter: Filter = {},
): Promise<{ rows: ListedAnnouncement[]; next: string | null }> {
  const { limit = pageSize, departmentId } = filter
  const cursor = /^(\d{1,14})_(\d{1,15})$/.exec(filter.after ?? '')
  const before = cursor
    ? sql`(${publishedStep.at}, ${announcements.id}) < (${new Date(Number(cursor[1])).toISOString()}::timestamptz, ${cursor[2]}::bigint)`
    : undefined
  const rows = await ctx.db
    .select({
      id: announcements.id,
      title: announcements.title,
      department: departments.name,
      place: announcements.place,
      heldAt: announcements.heldAt,
      publishedAt: publishedStep.at,
    })
    .from(announcements)
    .innerJoin(departments, eq(departments.id, announcements.departmentId))
    .innerJoin(publishedStep, isPublic('announcement', announcements.id, ctx.now))
    .where(and(before, departmentId === undefined ? undefined : eq(announcements.departmentId, departmentId)))
    .orderBy(desc(publishedStep.at), desc(announcements.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    next: rows.length > limit && last ? `${last.publishedAt.getTime()}_${last.id}` : null,
  }
}

export type AnnouncementPage = ListedAnnouncement & {
  body: string
  departmentSlug: string
  matter: { id: number; title: string } | null
}

export async function announcementPage(ctx: Ctx, id: number): Promise<AnnouncementPage> {
  const [row] = await ctx.db
    .select({
      id: announcements.id,
      title: announcements.title,
      body: announcements.body,
      department: departments.name,
      departmentSlug: departments.slug,
      place: announcements.place,
      heldAt: announcements.heldAt,
      publishedAt: publishedStep.at,
      matterId: matters.id,
      matterTitle: matters.title,
    })
    .from(announcements)
    .innerJoin(departments, eq(departments.id, announcements.departmentId))
    .innerJoin(publishedStep, isPublic('announcement', announcements.id, ctx.now))
    .leftJoin(matters, eq(matters.id, announcements.matterId))
    .where(eq(announcements.id, id))
  if (!row) throw notFound('公告')
  const { matterId, matterTitle, ...shown } = row
  const matter = matterId !== null && matterTitle !== null ? { id: matterId, title: matterTitle } : null
  const listed = matter && publicStep(await stepsOf(ctx, 'matter', matter.id), ctx.now)
  return { ...shown, matter: listed ? matter : null }
}
