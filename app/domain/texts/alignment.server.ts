import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { stateAfter } from '~/app/domain/audit/transitions'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { comments } from '~/db/schema/comments'
import { concerns, responseCitations } from '~/db/schema/concerns'
import { consultations } from '~/db/schema/consultations'
import { interpretationClauses, interpretations } from '~/db/schema/interpretations'
import { issueClauses } from '~/db/schema/issues'
import { policies } from '~/db/schema/policies'
import { statements } from '~/db/schema/statements'
import { clauses, clauseVersions, texts, textVersions } from '~/db/schema/texts'
import { type Corrections, correctedIds, fieldOf } from './alignment'
import { citeAll } from './cite'
import { type TextVersion, versionOf } from './versions.server'

/** A version with the one before it, as far as its alignment may still be corrected. */
export type AlignedVersions = {
  departmentId: number
  version: TextVersion
  before: TextVersion
  /** Why the alignment can no longer be corrected; null while it can. */
  refusal: string | null
}

export async function alignedVersions(ctx: Ctx, versionId: number): Promise<AlignedVersions> {
  const { text, newest, previous } = await placeOf(ctx, versionId)
  requirePermission(ctx, 'text.read', text)
  if (!previous) throw notFound('上一版')
  return {
    departmentId: text.departmentId,
    version: await versionOf(ctx, versionId),
    before: await versionOf(ctx, previous),
    refusal: newest === versionId ? await usedBy(ctx, versionId) : notTheNewest,
  }
}

const notTheNewest = '后面已经有新的版本，对应关系要在最新一版里更正。'

/**
 * Says for clauses of the newest version which earlier clause each is, or that it is new. Refused once somebody relies
 * on the version: a consultation or policy in sign-off or public, or anything that hangs on an identity that would go.
 */
export async function correctAlignment(ctx: Ctx, versionId: number, corrections: Corrections): Promise<void> {
  await transact(ctx, async (tx) => {
    const { text, newest, previous } = await placeOf(tx, versionId)
    requirePermission(tx, 'text.write', text)
    // Two who save or correct at once: the second waits here.
    await tx.db.select({ id: texts.id }).from(texts).where(eq(texts.id, text.id)).for('no key update')
    if (!previous) throw notFound('上一版')
    if (newest !== versionId) throw new Refusal(409, notTheNewest)
    const used = await usedBy(tx, versionId, lockState)
    if (used) throw new Refusal(409, used)
    const version = await versionOf(tx, versionId)
    const before = await versionOf(tx, previous)
    const ids = idsAfter(before, version, corrections)
    const changes = version.clauses.flatMap(({ clauseId }, index) =>
      ids[index] === clauseId ? [] : [{ from: clauseId, to: ids[index] ?? null }],
    )
    if (changes.length === 0) throw new Refusal(422, '对应关系没有改动。')
    await refuseIfHeld(tx, version, ids)
    const fresh = await rewrite(tx, version, ids)
    const names = citeAll(version.clauses)
    await record(tx, {
      action: 'text.alignment-corrected',
      subject: 'text',
      id: text.id,
      before: changes.map(({ from }) => ({ clause: names.get(from), clauseId: from })),
      after: changes.map(({ from, to }) => ({ clause: names.get(from), clauseId: to ?? fresh.get(from) })),
    })
  })
}

async function placeOf(ctx: Ctx, versionId: number) {
  const [text] = await ctx.db
    .select({ id: texts.id, departmentId: texts.departmentId, number: textVersions.number })
    .from(textVersions)
    .innerJoin(texts, eq(texts.id, textVersions.textId))
    .where(eq(textVersions.id, versionId))
  if (!text) throw notFound('文本')
  const versions = await ctx.db
    .select({ id: textVersions.id, number: textVersions.number })
    .from(textVersions)
    .where(eq(textVersions.textId, text.id))
    .orderBy(desc(textVersions.number))
  return {
    text,
    newest: versions[0]?.id,
    previous: versions.find(({ number }) => number < text.number)?.id,
  }
}

type StateOf = typeof lockState

/** The refusal where a consultation or policy is in sign-off or public with this version. */
async function usedBy(ctx: Ctx, versionId: number, stateOf?: StateOf): Promise<string | null> {
  const drafts = await ctx.db
    .select({
      id: consultations.id,
      title: consultations.title,
      subject: sql<'consultation'>`'consultation'`,
    })
    .from(consultations)
    .where(eq(consultations.versionId, versionId))
    .orderBy(asc(consultations.id))
  const decided = await ctx.db
    .select({ id: policies.id, title: policies.title, subject: sql<'policy'>`'policy'` })
    .from(policies)
    .where(eq(policies.versionId, versionId))
    .orderBy(asc(policies.id))
  for (const { subject, id, title } of [...drafts, ...decided]) {
    const state = await (stateOf ?? currentState)(ctx, subject, id)
    if (state === 'draft' || state === 'returned') continue
    return `“${title}”已经送审或者公开，用的就是这一版，条款的对应关系不能再改；确需更正的，请先退回，或者导入新的一版。`
  }
  return null
}

const currentState: StateOf = async (ctx, subject, id) => stateAfter(await stepsOf(ctx, subject, id))

/** The identity of each clause after the correction, null for a new one; two that take the same are refused. */
function idsAfter(before: TextVersion, version: TextVersion, corrections: Corrections): (number | null)[] {
  const { ids, unknown, twice } = correctedIds(
    before.clauses.map(({ clauseId }) => clauseId),
    version.clauses.map(({ clauseId }) => clauseId),
    corrections,
  )
  const present = new Set(version.clauses.map(({ clauseId }) => clauseId))
  if ([...corrections.keys()].some((clauseId) => !present.has(clauseId)))
    throw new Refusal(409, '刚刚有人更正过这一版的对应关系，请刷新页面再改。')
  const fields: Record<string, string> = {}
  for (const clauseId of unknown) fields[fieldOf(clauseId)] = '上一版里没有所选的条款，请重新选择。'
  const names = citeAll(version.clauses)
  const earlier = citeAll(before.clauses)
  for (const { taken, by } of twice) {
    for (const clauseId of by) {
      const others = by.filter((other) => other !== clauseId).map((other) => names.get(other))
      fields[fieldOf(clauseId)] = `上一版的${earlier.get(taken)}只能对应一处，${others.join('、')}也选了它。`
    }
  }
  if (Object.keys(fields).length === 0) return ids
  throw new Refusal(422, '有两处选了上一版的同一条款，或者选了不存在的条款。', { fields })
}

/** What hangs on an identity must find it: in some version, and an explanation of this version's policy in this one. */
async function refuseIfHeld(tx: Ctx, version: TextVersion, ids: (number | null)[]): Promise<void> {
  const kept = new Set(ids)
  const going = version.clauses.map(({ clauseId }) => clauseId).filter((id) => !kept.has(id))
  if (going.length === 0) return
  const elsewhere = await tx.db
    .selectDistinct({ id: clauseVersions.clauseId })
    .from(clauseVersions)
    .where(and(inArray(clauseVersions.clauseId, going), ne(clauseVersions.versionId, version.id)))
  const stay = new Set(elsewhere.map(({ id }) => id))
  const lost = going.filter((id) => !stay.has(id))
  const held = [...(await explainedHere(tx, version.id, going)), ...(await holdersOf(tx, lost))]
  if (held.length === 0) return
  const names = citeAll(version.clauses)
  const fields = Object.fromEntries(
    held.map(({ clauseId, what }) => [fieldOf(clauseId), `${names.get(clauseId)}上已经挂着${what}。`]),
  )
  const message = '有的条款上已经挂着意见、解读、关切或者意见归集，改了对应关系它们就没有着落，这次没有保存。'
  throw new Refusal(409, message, { fields })
}

type Held = { clauseId: number; what: string }

async function explainedHere(tx: Ctx, versionId: number, ids: number[]): Promise<Held[]> {
  const rows = await tx.db
    .selectDistinct({ clauseId: interpretationClauses.clauseId })
    .from(interpretationClauses)
    .innerJoin(interpretations, eq(interpretations.id, interpretationClauses.interpretationId))
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .where(and(inArray(interpretationClauses.clauseId, ids), eq(policies.versionId, versionId)))
  return rows.map(({ clauseId }) => ({ clauseId, what: '解读' }))
}

async function holdersOf(tx: Ctx, ids: number[]): Promise<Held[]> {
  if (ids.length === 0) return []
  const tables = [
    { what: '意见', clauseId: comments.clauseId, table: comments },
    { what: '现场发言', clauseId: statements.clauseId, table: statements },
    { what: '解读', clauseId: interpretationClauses.clauseId, table: interpretationClauses },
    { what: '关切', clauseId: concerns.clauseId, table: concerns },
    { what: '回应的引用', clauseId: responseCitations.clauseId, table: responseCitations },
    { what: '意见归集', clauseId: issueClauses.clauseId, table: issueClauses },
  ]
  const held: Held[] = []
  // One after the other: within a transaction there is one connection.
  for (const { what, clauseId, table } of tables) {
    const rows = await tx.db.selectDistinct({ clauseId }).from(table).where(inArray(clauseId, ids))
    held.push(...rows.flatMap((row) => (row.clauseId === null ? [] : [{ clauseId: row.clauseId, what }])))
  }
  return held
}

/** Writes the version's clauses anew under their ids; parents follow. Gives the new ids of those that became new. */
async function rewrite(tx: Ctx, version: TextVersion, ids: (number | null)[]): Promise<Map<number, number>> {
  const missing = ids.filter((id) => id === null).length
  const made =
    missing === 0
      ? []
      : await tx.db
          .insert(clauses)
          .values(Array.from({ length: missing }, () => ({ textId: version.textId })))
          .returning({ id: clauses.id })
  const waiting = made.map(({ id }) => id).sort((a, b) => a - b)
  const idOf = new Map<number, number>()
  const fresh = new Map<number, number>()
  version.clauses.forEach(({ clauseId }, index) => {
    const id = ids[index] ?? (waiting.shift() as number)
    idOf.set(clauseId, id)
    if (ids[index] === null) fresh.set(clauseId, id)
  })
  // Two clauses may change places, which row by row would collide.
  await tx.db.delete(clauseVersions).where(eq(clauseVersions.versionId, version.id))
  const rows = version.clauses.map(({ clauseId, parentClauseId, ...clause }) => ({
    ...clause,
    versionId: version.id,
    clauseId: idOf.get(clauseId) as number,
    parentClauseId: parentClauseId === null ? null : (idOf.get(parentClauseId) as number),
  }))
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await tx.db.insert(clauseVersions).values(rows.slice(from, from + rowsAtOnce))
  return fresh
}

// PostgreSQL takes 65,535 parameters in one statement.
const rowsAtOnce = 5000
