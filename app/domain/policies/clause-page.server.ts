import { asc, eq } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { citeAll } from '~/app/domain/texts/cite'
import { compareWords } from '~/app/domain/texts/compare'
import { clauseText, normalizeText } from '~/app/domain/texts/similarity'
import { type Clause, identify, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { textVersions } from '~/db/schema/texts'
import { citePolicy } from './cite-address'
import { type ClauseMargin, marginsOf } from './margins.server'
import type { Wording } from './page-types'
import { type PublicPolicy, publicPolicy } from './public-policy.server'
import { type ShownValidity, shownValidity } from './shown-validity.server'

export type ClausePage = PublicPolicy & {
  /** The clause, and what is in it. */
  clauses: Clause[]
  name: string
  /** 《…》（岭政办发〔2026〕5号）第六条 */
  citation: string
  validity: ShownValidity
  /** Empty where this is the only public policy on the text. */
  wordings: Wording[]
  margin: ClauseMargin
  /** The clauses before and after it that can be cited alike. */
  neighbours: { before: ClauseLink | null; after: ClauseLink | null }
}

type ClauseLink = { clauseId: number; name: string }

/** One clause of a public policy under an address of its own. */
export async function policyClausePage(ctx: Ctx, policyId: number, clauseId: number): Promise<ClausePage> {
  const { versionId, ...shown } = await publicPolicy(ctx, policyId)
  const version = await versionOf(ctx, versionId)
  const at = version.clauses.findIndex((clause) => clause.clauseId === clauseId)
  if (at < 0) throw notFound('条款')
  const clauses = withChildren(version.clauses, at)
  const names = citeAll(version.clauses)
  const name = names.get(clauseId) ?? ''
  return {
    ...shown,
    clauses,
    name,
    citation: citePolicy(shown.policy, name),
    validity: await shownValidity(ctx, policyId),
    wordings: await wordingsOf(ctx, shown.policy, clauseId),
    margin: await marginOfAll(ctx, shown.policy, clauses),
    neighbours: neighboursOf(version.clauses, at, names),
  }
}

function withChildren(all: Clause[], at: number): Clause[] {
  const own = all[at]
  if (!own) return []
  const inside = new Set([own.clauseId])
  const found = [own]
  for (const clause of all.slice(at + 1)) {
    if (clause.parentClauseId === null || !inside.has(clause.parentClauseId)) continue
    inside.add(clause.clauseId)
    found.push(clause)
  }
  return found
}

/** What hangs on the clause and on what is in it, each thing once. */
async function marginOfAll(
  ctx: Ctx,
  { id, textId }: { id: number; textId: number },
  clauses: Clause[],
): Promise<ClauseMargin> {
  const own = await ctx.db
    .select({ id: interpretations.id })
    .from(interpretations)
    .where(eq(interpretations.policyId, id))
  const margins = await marginsOf(ctx, { textId, own: new Set(own.map((one) => one.id)) }, clauses)
  const all = [...margins.values()]
  const once = <T>(things: T[], key: (thing: T) => unknown) => [
    ...new Map(things.map((thing) => [key(thing), thing])).values(),
  ]
  return {
    explanations: once(
      all.flatMap(({ explanations }) => explanations),
      ({ interpretationId, anchor, second }) => `${interpretationId} ${anchor} ${second}`,
    ),
    decisions: once(
      all.flatMap(({ decisions }) => decisions),
      ({ issueId }) => issueId,
    ),
    concerns: once(
      all.flatMap(({ concerns }) => concerns),
      ({ concernId }) => concernId,
    ),
  }
}

/** How the clause read in each public policy on the text, the oldest first. */
async function wordingsOf(
  ctx: Ctx,
  { id, textId }: { id: number; textId: number },
  clauseId: number,
): Promise<Wording[]> {
  const rows = await ctx.db
    .select({
      policyId: policies.id,
      versionId: policies.versionId,
      title: policies.title,
      documentNumber: policies.documentNumber,
      publishedAt: publishedStep.at,
    })
    .from(policies)
    .innerJoin(textVersions, eq(textVersions.id, policies.versionId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(eq(policies.textId, textId))
    .orderBy(asc(textVersions.number), asc(policies.id))
  if (rows.length < 2) return []
  const wordings: Wording[] = []
  let before = ''
  for (const { versionId, ...row } of rows) {
    const { clauses } = await versionOf(ctx, versionId)
    const at = clauses.findIndex((clause) => clause.clauseId === clauseId)
    const text = at < 0 ? '' : textOf(withChildren(clauses, at))
    const name = at < 0 ? null : (citeAll(clauses).get(clauseId) ?? '')
    // A policy from before the clause was written says nothing about it.
    if (text || before)
      wordings.push({ ...row, name, isThis: row.policyId === id, ...changeBetween(before, text) })
    before = text
  }
  return wordings.length > 1 ? wordings : []
}

function textOf(clauses: Clause[]): string {
  const [own, ...children] = identify(clauses)
  if (!own) return ''
  return [clauseText(own), ...children.map((child) => `${child.label ?? ''}${clauseText(child)}`)]
    .filter(Boolean)
    .join('\n')
}

function changeBetween(before: string, text: string): Pick<Wording, 'change' | 'words'> {
  if (before === '') return { change: 'new', words: [{ type: 'same', text }] }
  if (text === '') return { change: 'gone', words: [] }
  if (normalizeText(before) === normalizeText(text))
    return { change: 'same', words: [{ type: 'same', text }] }
  return { change: 'changed', words: compareWords(before, text) }
}

function neighboursOf(all: Clause[], at: number, names: Map<number, string>): ClausePage['neighbours'] {
  const own = all[at]
  const alike = all.filter(
    ({ kind, depth, parentClauseId }) =>
      kind === own?.kind &&
      (kind === 'article' || (depth === own.depth && parentClauseId === own.parentClauseId)),
  )
  const place = alike.findIndex(({ clauseId }) => clauseId === own?.clauseId)
  const linkOf = (clause: Clause | undefined) =>
    clause ? { clauseId: clause.clauseId, name: names.get(clause.clauseId) ?? '' } : null
  return { before: linkOf(alike[place - 1]), after: linkOf(alike[place + 1]) }
}
