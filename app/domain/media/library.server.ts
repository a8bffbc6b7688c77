import { and, desc, eq, ilike, inArray, lt, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { hasPermission, requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { media } from '~/db/schema/media'
import { departments } from '~/db/schema/people'
import { mediaFacts } from './facts.server'
import { mediaRow } from './row.server'
import type { MediaFact, MediaKind } from './types'
import { countOfUses, type MediaUse, usesOf } from './uses.server'

const pageSize = 20

export type MediaRow = {
  id: number
  sha256: string
  kind: MediaKind
  name: string
  title: string
  type: string
  size: number
  width: number | null
  height: number | null
  duration: number | null
  poster: string | null
  department: string
  uploadedAt: Date
  uses: number
}

type LibraryFilter = { departmentId?: number; kinds?: MediaKind[]; words?: string; before?: number }

/** The library, newest first; of all departments where none is named. */
export async function listMedia(
  ctx: Ctx,
  { departmentId, kinds = [], words = '', before }: LibraryFilter,
): Promise<{ rows: MediaRow[]; next: number | null }> {
  requirePermission(ctx, 'desk.open')
  const poster = alias(media, 'poster')
  const pattern = `%${words.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const rows = await ctx.db
    .select({
      id: media.id,
      sha256: media.sha256,
      kind: media.kind,
      name: media.name,
      title: media.title,
      type: media.type,
      size: media.size,
      width: media.width,
      height: media.height,
      duration: media.duration,
      poster: poster.sha256,
      department: departments.name,
      uploadedAt: media.uploadedAt,
      uses: countOfUses(ctx),
    })
    .from(media)
    .innerJoin(departments, eq(departments.id, media.departmentId))
    .leftJoin(poster, eq(poster.id, media.posterId))
    .where(
      and(
        departmentId ? eq(media.departmentId, departmentId) : undefined,
        kinds.length > 0 ? inArray(media.kind, kinds) : undefined,
        words.trim() ? or(ilike(media.title, pattern), ilike(media.name, pattern)) : undefined,
        before ? lt(media.id, before) : undefined,
      ),
    )
    .orderBy(desc(media.id))
    .limit(pageSize + 1)
  return {
    rows: rows.slice(0, pageSize),
    next: rows.length > pageSize ? (rows[pageSize - 1]?.id ?? null) : null,
  }
}

export type MediaItem = {
  file: MediaFact & { alt: string }
  department: string
  uploadedAt: Date
  uses: MediaUse[]
  mayWrite: boolean
  /** The newest pictures of its department, for the still picture. */
  pictures: { id: number; sha256: string; title: string }[]
}

/** One file with everything that is known of it. */
export async function mediaItem(ctx: Ctx, id: number): Promise<MediaItem> {
  requirePermission(ctx, 'desk.open')
  const row = await mediaRow(ctx, id)
  const fact = (await mediaFacts(ctx, [row.sha256])).get(row.sha256)
  if (!fact) throw notFound('文件')
  const [department] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, row.departmentId))
  const mayWrite = hasPermission(ctx, 'media.write', row)
  const hasPoster = row.kind === 'video' || row.kind === 'audio' || row.kind === 'lottie'
  const { rows } =
    mayWrite && hasPoster
      ? await listMedia(ctx, { departmentId: row.departmentId, kinds: ['image'] })
      : { rows: [] }
  return {
    file: { ...fact, alt: row.alt },
    department: department?.name ?? '',
    uploadedAt: row.uploadedAt,
    uses: await usesOf(ctx, id, row.sha256),
    mayWrite,
    pictures: rows.map(({ id: pictureId, sha256, title, name }) => ({
      ...{ id: pictureId, sha256, title: title || name },
    })),
  }
}
