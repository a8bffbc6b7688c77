import { count, eq, sql } from 'drizzle-orm'
import { isPublicAsWell } from '~/app/domain/audit/published.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { activities, activityPhotos } from '~/db/schema/activities'
import { interpretationDrafts, interpretations } from '~/db/schema/interpretations'
import { media, mediaUses, policyAttachments } from '~/db/schema/media'
import { policies } from '~/db/schema/policies'

/** A place where a file stands. */
export type MediaUse = {
  kind: 'interpretation' | 'draft' | 'activity' | 'policy' | 'poster'
  id: number
  title: string
  isPublic: boolean
}

/** Where a file stands, also as the still picture of another, and in words that somebody has typed and not saved. */
export async function usesOf(ctx: Ctx, mediaId: number, sha256: string): Promise<MediaUse[]> {
  requirePermission(ctx, 'desk.open')
  const inInterpretations = ctx.db
    .select({
      id: interpretations.id,
      title: interpretations.title,
      isPublic: sql<boolean>`${isPublicAsWell('interpretation', interpretations.id, ctx.now)}`,
    })
    .from(mediaUses)
    .innerJoin(interpretations, eq(interpretations.id, mediaUses.interpretationId))
    .where(eq(mediaUses.mediaId, mediaId))
    .orderBy(interpretations.id)
  const inDrafts = ctx.db
    .select({ id: interpretations.id, title: interpretations.title, isPublic: sql<boolean>`false` })
    .from(interpretationDrafts)
    .innerJoin(interpretations, eq(interpretations.id, interpretationDrafts.interpretationId))
    .where(sql`position(${sha256} in ${interpretationDrafts.document}::text) > 0`)
  const atActivities = ctx.db
    .select({
      id: activities.id,
      title: activities.title,
      isPublic: sql<boolean>`${isPublicAsWell('activity', activities.id, ctx.now)}`,
    })
    .from(activityPhotos)
    .innerJoin(activities, eq(activities.id, activityPhotos.activityId))
    .where(eq(activityPhotos.mediaId, mediaId))
    .orderBy(activities.id)
  const withPolicies = ctx.db
    .select({
      id: policies.id,
      title: policies.title,
      isPublic: sql<boolean>`${isPublicAsWell('policy', policies.id, ctx.now)}`,
    })
    .from(policyAttachments)
    .innerJoin(policies, eq(policies.id, policyAttachments.policyId))
    .where(eq(policyAttachments.mediaId, mediaId))
    .orderBy(policies.id)
  const asPoster = ctx.db
    .select({ id: media.id, title: sql<string>`coalesce(nullif(${media.title}, ''), ${media.name})` })
    .from(media)
    .where(eq(media.posterId, mediaId))
    .orderBy(media.id)
  const saved = await inInterpretations
  const isSaved = new Set(saved.map(({ id }) => id))
  const typed = (await inDrafts).filter(({ id }) => !isSaved.has(id))
  return [
    ...saved.map((use) => ({ kind: 'interpretation' as const, ...use })),
    ...typed.map((use) => ({ kind: 'draft' as const, ...use })),
    ...(await withPolicies).map((use) => ({ kind: 'policy' as const, ...use })),
    ...(await atActivities).map((use) => ({ kind: 'activity' as const, ...use })),
    ...(await asPoster).map((use) => ({ kind: 'poster' as const, isPublic: false, ...use })),
  ]
}

/** In how many places each of the files stands. */
export function countOfUses(ctx: Ctx) {
  const of = (table: typeof mediaUses | typeof activityPhotos | typeof policyAttachments) =>
    sql`(${ctx.db.select({ uses: count() }).from(table).where(eq(table.mediaId, media.id))})`
  return sql<number>`(${of(mediaUses)} + ${of(activityPhotos)} + ${of(policyAttachments)})::int`
}
