import { and, desc, eq, sql } from 'drizzle-orm'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { departments } from '~/db/schema/people'
import { clauseVersions, texts, textVersions } from '~/db/schema/texts'
import type { ComparisonRow } from './compare'
import { compareTextVersions, type TextVersion, versionOf } from './versions.server'

export type DeskTextRow = { id: number; title: string; versions: number; clauses: number; savedAt: Date }

const pageSize = 20

/** The texts of the person's department, the last begun first. */
export async function deskTexts(
  ctx: Ctx,
  { after }: { after?: number } = {},
): Promise<{ rows: DeskTextRow[]; next: number | null }> {
  const { departmentId } = requireStaff(ctx)
  requirePermission(ctx, 'text.read', { departmentId })
  const newest = sql<number>`(select max(number) from ${textVersions} v where v.text_id = ${texts.id})`
  const rows = await ctx.db
    .select({
      id: texts.id,
      title: textVersions.title,
      versions: textVersions.number,
      clauses: sql<number>`(select count(*)::int from ${clauseVersions} c where c.version_id = ${textVersions.id})`,
      savedAt: textVersions.createdAt,
    })
    .from(texts)
    .innerJoin(textVersions, and(eq(textVersions.textId, texts.id), sql`${textVersions.number} = ${newest}`))
    .where(and(eq(texts.departmentId, departmentId), after ? sql`${texts.id} < ${after}` : undefined))
    .orderBy(desc(texts.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  return { rows: shown, next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null }
}

export type DeskText = {
  id: number
  departmentId: number
  department: string
  canWrite: boolean
  versions: { id: number; number: number; title: string; note: string; createdAt: Date }[]
  newest: TextVersion
  /** What became of each clause since the version before; null for a first version. */
  alignment: ComparisonRow<number>[] | null
}

export async function deskText(ctx: Ctx, id: number): Promise<DeskText> {
  const [text] = await ctx.db
    .select({ departmentId: texts.departmentId, department: departments.name })
    .from(texts)
    .innerJoin(departments, eq(departments.id, texts.departmentId))
    .where(eq(texts.id, id))
  if (!text) throw notFound('文本')
  requirePermission(ctx, 'text.read', text)
  const versions = await ctx.db
    .select({
      id: textVersions.id,
      number: textVersions.number,
      title: textVersions.title,
      note: textVersions.note,
      createdAt: textVersions.createdAt,
    })
    .from(textVersions)
    .where(eq(textVersions.textId, id))
    .orderBy(desc(textVersions.number))
  const [last] = versions
  if (!last) throw notFound('文本')
  return {
    id,
    ...text,
    canWrite: hasPermission(ctx, 'text.write', text),
    versions,
    newest: await versionOf(ctx, last.id),
    alignment: last.number > 1 ? await compareTextVersions(ctx, id, last.number - 1, last.number) : null,
  }
}

/** The text whose next version is being imported, where it is one of the person's department. */
export async function textForImport(
  ctx: Ctx,
  id: number,
): Promise<{ id: number; title: string; newest: number }> {
  const { departmentId } = requireStaff(ctx)
  requirePermission(ctx, 'text.write', { departmentId })
  const [row] = await ctx.db
    .select({
      id: texts.id,
      departmentId: texts.departmentId,
      title: textVersions.title,
      newest: textVersions.number,
    })
    .from(texts)
    .innerJoin(textVersions, eq(textVersions.textId, texts.id))
    .where(eq(texts.id, id))
    .orderBy(desc(textVersions.number))
    .limit(1)
  if (!row) throw notFound('文本')
  requirePermission(ctx, 'text.write', row)
  return { id: row.id, title: row.title, newest: row.newest }
}
