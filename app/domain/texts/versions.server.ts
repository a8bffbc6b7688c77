import { and, asc, desc, eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { clauses, clauseVersions, texts, textVersions } from '~/db/schema/texts'
import { type ComparisonRow, compareVersions } from './compare'
import { type AlignCorrections, alignToVersion } from './keep-identities'
import type { ClauseKind, IdentifiedClause, ParsedClause, ParsedText } from './types'

export type Clause = {
  clauseId: number
  position: number
  kind: ClauseKind
  label: string | null
  ordinal: number | null
  heading: string | null
  body: string
  cells: string[][] | null
  depth: number
  parentClauseId: number | null
}

export type TextVersion = {
  id: number
  textId: number
  number: number
  title: string
  documentNumber: string | null
  issuer: string | null
  signedOn: string | null
  note: string
  createdAt: Date
  clauses: Clause[]
}

export type SavedVersion = { textId: number; versionId: number; number: number; title: string }

type NewVersion = {
  textId?: number
  departmentId: number
  parsed: ParsedText
  note?: string
  /** For a new clause, by its index: the clause that it is, or null for «none of them». */
  corrections?: AlignCorrections
  /** The version that the new one was written from, where it is not the newest. */
  alignWith?: number
}

// PostgreSQL takes 65,535 parameters in one statement.
const rowsAtOnce = 5000

/** Saves a text's next version (or a new text's first), each clause under the id that it had before. */
export async function saveVersion(ctx: Ctx, version: NewVersion): Promise<SavedVersion> {
  const { departmentId, parsed, note = '', corrections, alignWith } = version
  requirePermission(ctx, 'text.write', { departmentId })
  if (parsed.title.trim() === '') throw new Refusal(422, '请填写标题。', { fields: { title: '请填写标题' } })
  if (parsed.clauses.length === 0)
    throw new Refusal(422, '正文是空的，没有可以保存的条款。', { fields: { body: '正文是空的' } })
  return transact(ctx, async (tx) => {
    const textId = version.textId ?? (await createText(tx, departmentId))
    const newest = version.textId === undefined ? undefined : await lockNewest(tx, textId, departmentId)
    const number = (newest?.number ?? 0) + 1
    const [row] = await tx.db
      .insert(textVersions)
      .values({
        textId,
        number,
        title: parsed.title.trim(),
        documentNumber: parsed.documentNumber,
        issuer: parsed.issuer,
        signedOn: parsed.signedOn,
        note,
        createdAt: tx.now,
        createdBy: accountIdOf(tx),
      })
      .returning({ id: textVersions.id, title: textVersions.title })
    if (!row) throw new Error('no row came back from the insert of a version')
    const before = newest ? identify((await versionOf(tx, alignWith ?? newest.id)).clauses) : []
    await insertClauses(tx, {
      textId,
      versionId: row.id,
      parsed: parsed.clauses,
      ids: alignToVersion(before, parsed.clauses, corrections),
    })
    await record(tx, {
      action: 'text.version-saved',
      subject: 'text',
      id: textId,
      after: { versionId: row.id, number, title: row.title, clauses: parsed.clauses.length },
    })
    return { textId, versionId: row.id, number, title: row.title }
  })
}

async function createText(tx: Ctx, departmentId: number): Promise<number> {
  const [row] = await tx.db
    .insert(texts)
    .values({ departmentId, createdAt: tx.now })
    .returning({ id: texts.id })
  if (!row) throw new Error('no row came back from the insert of a text')
  return row.id
}

/** Two who save at once: the second waits here and aligns with the first one's version. */
async function lockNewest(
  tx: Ctx,
  textId: number,
  departmentId: number,
): Promise<{ id: number; number: number } | undefined> {
  const [text] = await tx.db.select().from(texts).where(eq(texts.id, textId)).for('no key update')
  if (!text) throw notFound('文本')
  if (text.departmentId !== departmentId) throw new Refusal(403, '这是其他部门的文本，您不能改动。')
  const [newest] = await tx.db
    .select({ id: textVersions.id, number: textVersions.number })
    .from(textVersions)
    .where(eq(textVersions.textId, textId))
    .orderBy(desc(textVersions.number))
    .limit(1)
  return newest
}

type NewClauses = { textId: number; versionId: number; parsed: ParsedClause[]; ids: (number | null)[] }

async function insertClauses(tx: Ctx, { textId, versionId, parsed, ids }: NewClauses): Promise<void> {
  const fresh = await newClauseIds(tx, textId, ids.filter((id) => id === null).length)
  const clauseIds = ids.map((id) => id ?? (fresh.shift() as number))
  const rows = parsed.map((clause, position) => ({
    versionId,
    clauseId: clauseIds[position] as number,
    position,
    kind: clause.kind,
    label: clause.label,
    ordinal: clause.ordinal,
    heading: clause.heading,
    body: clause.body,
    cells: clause.table,
    depth: clause.depth,
    parentClauseId: clause.parent === null ? null : (clauseIds[clause.parent] as number),
  }))
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await tx.db.insert(clauseVersions).values(rows.slice(from, from + rowsAtOnce))
  }
}

async function newClauseIds(tx: Ctx, textId: number, count: number): Promise<number[]> {
  if (count === 0) return []
  const rows = await tx.db
    .insert(clauses)
    .values(Array.from({ length: count }, () => ({ textId })))
    .returning({ id: clauses.id })
  return rows.map((row) => row.id).sort((a, b) => a - b)
}

/** One version with its clauses. It asks no permission: the caller knows whether the version may be seen. */
export async function versionOf(ctx: Ctx, versionId: number): Promise<TextVersion> {
  const [version] = await ctx.db.select().from(textVersions).where(eq(textVersions.id, versionId))
  if (!version) throw notFound('文本')
  const rows = await ctx.db
    .select()
    .from(clauseVersions)
    .where(eq(clauseVersions.versionId, versionId))
    .orderBy(asc(clauseVersions.position))
  const { createdBy: _, ...shown } = version
  return { ...shown, clauses: rows.map(({ id: _id, versionId: _version, ...clause }) => clause) }
}

export async function versionByNumber(ctx: Ctx, textId: number, number: number): Promise<TextVersion> {
  const [row] = await ctx.db
    .select({ id: textVersions.id })
    .from(textVersions)
    .where(and(eq(textVersions.textId, textId), eq(textVersions.number, number)))
  if (!row) throw notFound('版本')
  return versionOf(ctx, row.id)
}

/** What changed between two versions of a text. As `versionOf`, it asks no permission. */
export async function compareTextVersions(
  ctx: Ctx,
  textId: number,
  fromNumber: number,
  toNumber: number,
): Promise<ComparisonRow<number>[]> {
  const from = await versionByNumber(ctx, textId, fromNumber)
  const to = await versionByNumber(ctx, textId, toNumber)
  return compareVersions(identify(from.clauses), identify(to.clauses))
}

/** The stored clauses in the shape that the pure functions on texts take. */
export function identify(stored: Clause[]): IdentifiedClause<number>[] {
  const indexOf = new Map(stored.map((clause, index) => [clause.clauseId, index]))
  return stored.map(({ clauseId, kind, label, ordinal, heading, body, cells, parentClauseId }) => ({
    clauseId,
    kind,
    label,
    ordinal,
    heading,
    body,
    table: cells,
    parent: parentClauseId === null ? null : (indexOf.get(parentClauseId) ?? null),
  }))
}
