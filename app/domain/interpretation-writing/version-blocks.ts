import { plainText } from '~/app/domain/interpretation-blocks/document'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { compareVersions, type WordChange } from '~/app/domain/texts/compare'
import type { IdentifiedClause } from '~/app/domain/texts/types'

export type BlockChange = {
  key: string
  /** What kind of block it is, as it now is. */
  type: string
  /** `restyled`: the words are the same, and its format, picture or settings are not. */
  status: 'same' | 'changed' | 'restyled' | 'added' | 'removed'
  moved: boolean
  words: WordChange[]
}

type Keyed = { key: string; node: DocumentNode }

/** What changed from one document to another, block by block and word by word, in the order of the later. */
export function compareDocuments(before: DocumentNode, after: DocumentNode): BlockChange[] {
  const [old, now] = pairBlocks(before.content ?? [], after.content ?? [])
  const oldNodes = new Map(old.map(({ key, node }) => [key, node]))
  const nowNodes = new Map(now.map(({ key, node }) => [key, node]))
  return compareVersions(old.map(asClause), now.map(asClause)).map(({ clauseId, status, moved, words }) => {
    const [was, is] = [oldNodes.get(clauseId), nowNodes.get(clauseId)]
    const isRestyled = status === 'same' && was && is && outline(was) !== outline(is)
    return {
      key: clauseId,
      type: (is ?? was)?.type ?? 'paragraph',
      status: status === 'deleted' ? 'removed' : isRestyled ? 'restyled' : status,
      moved,
      words,
    }
  })
}

/** Blocks are the same by their anchor; those that have none yet (nobody saved them) by what is in them. */
function pairBlocks(before: DocumentNode[], after: DocumentNode[]): [Keyed[], Keyed[]] {
  const old = before.map((node, at) => ({ key: anchorOf(node) ?? `old-${at}`, node }))
  const used = new Set<string>()
  const named = new Map(old.map(({ key, node }) => [key, node]))
  const now = after.map((node, at): Keyed => {
    const anchor = anchorOf(node)
    const key = anchor !== null && named.has(anchor) && !used.has(anchor) ? anchor : `new-${at}`
    used.add(key)
    return { key, node }
  })
  return [
    old,
    now.map((one) => {
      if (!one.key.startsWith('new-')) return one
      const twin = old.find(({ key, node }) => !used.has(key) && outline(node) === outline(one.node))
      if (!twin) return one
      used.add(twin.key)
      return { ...one, key: twin.key }
    }),
  ]
}

function anchorOf({ attrs }: DocumentNode): string | null {
  return typeof attrs?.anchor === 'string' ? attrs.anchor : null
}

/** A block without what saving gives it: its anchor, empty settings and the order of names, which the database changes. */
function outline(node: DocumentNode): string {
  return JSON.stringify(node, (name, held) => {
    if (name === 'anchor' || (name === 'attrs' && isBare(held))) return undefined
    if (typeof held !== 'object' || held === null || Array.isArray(held))
      return isEmpty(held) ? undefined : held
    return Object.fromEntries(
      Object.entries(held)
        .filter(([, value]) => !isEmpty(value))
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    )
  })
}

function isBare(attrs: Record<string, unknown>): boolean {
  return Object.entries(attrs).every(([name, value]) => name === 'anchor' || isEmpty(value))
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function asClause({ key, node }: Keyed): IdentifiedClause<string> {
  return {
    clauseId: key,
    ...{ kind: 'paragraph', label: null, ordinal: null, heading: null, table: null, parent: null },
    body: wordsOf(node),
  }
}

/** Words that were never checked may be of half a block. */
function wordsOf(node: DocumentNode): string {
  try {
    return plainText({ type: 'doc', content: [node] })
  } catch {
    return ''
  }
}
