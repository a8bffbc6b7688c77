import { and, desc, eq, ilike, inArray, lt, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { requirePermission, requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { media, mediaCaptions } from '~/db/schema/media'
import { departments } from '~/db/schema/people'
import type { MediaChoice, MediaChoices } from './choice-types'
import type { MediaKind } from './types'

const pageSize = 24

export type MediaFilter = {
  kinds?: MediaKind[]
  /** Of the title or the name. */
  words?: string
  /** Of all departments, not only of one's own. */
  all?: boolean
  before?: number
}

/** The files of the library, newest first, for who writes. */
export async function mediaChoices(
  ctx: Ctx,
  { kinds = [], words = '', all = false, before }: MediaFilter = {},
): Promise<MediaChoices> {
  requirePermission(ctx, 'desk.open')
  const { departmentId } = requireStaff(ctx)
  const pattern = `%${words.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const rows = await choiceRows(ctx)
    .where(
      and(
        all ? undefined : eq(media.departmentId, departmentId),
        kinds.length > 0 ? inArray(media.kind, kinds) : undefined,
        words.trim() ? or(ilike(media.title, pattern), ilike(media.name, pattern)) : undefined,
        before ? lt(media.id, before) : undefined,
      ),
    )
    .orderBy(desc(media.id))
    .limit(pageSize + 1)
  return {
    items: rows.slice(0, pageSize),
    next: rows.length > pageSize ? (rows[pageSize - 1]?.id ?? null) : null,
  }
}

export async function mediaChoice(ctx: Ctx, id: number): Promise<MediaChoice> {
  const [row] = await choiceRows(ctx).where(eq(media.id, id))
  if (!row) throw new Error(`no file ${id} in the library`)
  return row
}

function choiceRows(ctx: Ctx) {
  const poster = alias(media, 'poster')
  return ctx.db
    .select({
      id: media.id,
      sha: media.sha256,
      kind: media.kind,
      name: media.name,
      title: media.title,
      alt: media.alt,
      size: media.size,
      width: media.width,
      height: media.height,
      duration: media.duration,
      hasCaptions: sql<boolean>`(${media.transcript} <> '' or exists (
        select 1 from ${mediaCaptions} where ${mediaCaptions.mediaId} = ${media.id} and ${mediaCaptions.lang} = 'zh'))`,
      poster: poster.sha256,
      department: departments.name,
    })
    .from(media)
    .innerJoin(departments, eq(departments.id, media.departmentId))
    .leftJoin(poster, eq(poster.id, media.posterId))
    .$dynamic()
}
