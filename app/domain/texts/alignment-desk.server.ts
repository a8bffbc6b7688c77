import { hasPermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { alignedVersions } from './alignment.server'
import { citeAll, excerptOf } from './cite'
import { type ComparisonRow, compareVersions, type WordChange } from './compare'
import { clauseText, normalizeText, shingle, similarity } from './similarity'
import { identify } from './versions.server'

export type AlignmentRow = {
  clauseId: number
  name: string
  kind: 'unsure' | 'added' | 'changed' | 'moved' | 'same'
  /** The earlier clause that it is said to be. */
  from: { clauseId: number; name: string } | null
  words: WordChange[]
}

type Named = { clauseId: number; name: string; text: string }

export type AlignmentPage = {
  textId: number
  versionId: number
  title: string
  number: number
  beforeNumber: number
  canCorrect: boolean
  refusal: string | null
  rows: AlignmentRow[]
  /** The earlier clauses that a clause shown here can be, in their order. */
  choices: Named[]
  deleted: Named[]
  folded: Named[]
  total: number
  next: number | null
}

const rowsAtOnce = 40
// Under it the found partner shares less than two thirds of its words.
const sure = 0.6

/**
 * The alignment of a version with the one before it, what the machine was least sure of first. What did not change is
 * folded until it is opened by hand, and so are the earlier clauses that it holds: a page stays small with 400 clauses.
 */
export async function alignmentPage(
  ctx: Ctx,
  versionId: number,
  { opened = [], after = 0 }: { opened?: number[]; after?: number } = {},
): Promise<AlignmentPage> {
  const { version, before, refusal, departmentId } = await alignedVersions(ctx, versionId)
  const names = citeAll(version.clauses)
  const earlier = citeAll(before.clauses)
  const compared = compareVersions(identify(before.clauses), identify(version.clauses))
  const all = compared.flatMap((row) => rowOf(row, names, earlier))
  const wanted = new Set(opened)
  const openedRows = all.filter(({ clauseId }) => wanted.has(clauseId))
  const rest = all.filter(({ clauseId, kind }) => kind !== 'same' && !wanted.has(clauseId))
  const doubtful = rest.filter(({ kind }) => kind === 'unsure' || kind === 'added')
  const changed = rest.filter(({ kind }) => kind !== 'unsure' && kind !== 'added')
  const shown = [...openedRows, ...doubtful, ...changed]
  const foldedRows = all.filter(({ clauseId, kind }) => kind === 'same' && !wanted.has(clauseId))
  const held = new Set(foldedRows.map(({ clauseId }) => clauseId))
  const texts = new Map(version.clauses.map((clause) => [clause.clauseId, excerptOf(clause, 40)]))
  const named = before.clauses.map((clause) => ({
    clauseId: clause.clauseId,
    name: earlier.get(clause.clauseId) ?? '',
    text: excerptOf(clause, 24),
  }))
  const kept = new Set(version.clauses.map(({ clauseId }) => clauseId))
  return {
    textId: version.textId,
    versionId,
    title: version.title,
    number: version.number,
    beforeNumber: before.number,
    canCorrect: refusal === null && hasPermission(ctx, 'text.write', { departmentId }),
    refusal,
    rows: shown.slice(after, after + rowsAtOnce),
    choices: named.filter(({ clauseId }) => !held.has(clauseId)),
    deleted: compared.flatMap(({ before: old, after: current }) =>
      old && !current && !kept.has(old.clauseId)
        ? [{ clauseId: old.clauseId, name: earlier.get(old.clauseId) ?? '', text: clauseText(old) }]
        : [],
    ),
    folded: foldedRows.map(({ clauseId, name }) => ({ clauseId, name, text: texts.get(clauseId) ?? '' })),
    total: shown.length,
    next: shown.length > after + rowsAtOnce ? after + rowsAtOnce : null,
  }
}

function rowOf(
  { clauseId, before, after, status, moved, words }: ComparisonRow<number>,
  names: Map<number, string>,
  earlier: Map<number, string>,
): AlignmentRow[] {
  if (!after) return []
  const name = names.get(clauseId) ?? ''
  if (!before) return [{ clauseId, name, kind: 'added', from: null, words }]
  const from = { clauseId, name: earlier.get(clauseId) ?? '' }
  const likeness = (one: typeof after) => shingle(normalizeText(clauseText(one)))
  const isUnsure = status === 'changed' && similarity(likeness(before), likeness(after)) < sure
  const kind = isUnsure ? 'unsure' : status === 'changed' ? 'changed' : moved ? 'moved' : 'same'
  return [{ clauseId, name, kind, from, words }]
}
