import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { storeImage } from '~/app/domain/media/store.server'
import type { Clause } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { findClause } from './find-clause'
import type { Block } from './types'

type Sources = {
  ctx: Ctx
  departmentId: number
  clauses: Clause[]
  /** The words of each clause, as a quotation repeats them. */
  words: Map<number, string>
}

/** The document that a drafter would have written in the editor with these blocks. */
export async function documentOf(blocks: readonly Block[], sources: Sources): Promise<DocumentNode> {
  const content: DocumentNode[] = []
  for (const block of blocks) content.push(await nodeOf(block, sources))
  return { type: 'doc', content }
}

async function nodeOf(block: Block, sources: Sources): Promise<DocumentNode> {
  switch (block.type) {
    case 'heading':
      return { type: 'heading', attrs: { level: block.level }, content: [text(block.text)] }
    case 'paragraph':
      return paragraph(block.text)
    case 'list':
      return {
        type: block.ordered ? 'orderedList' : 'bulletList',
        content: block.items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })),
      }
    case 'quote-clause': {
      const { clauseId, words } = clauseOf(block.label, sources)
      return { type: 'clauseQuote', attrs: { clauseId, label: block.label, text: words } }
    }
    case 'image': {
      const { sha256 } = await storePicture(block.picture, sources)
      return { type: 'image', attrs: { sha: sha256, alt: block.alt, caption: block.caption } }
    }
    case 'table':
      return { type: 'table', content: block.rows.map(row) }
    case 'qa':
      return {
        type: 'qa',
        content: [
          { type: 'qaQuestion', content: [text(block.q)] },
          { type: 'qaAnswer', content: [paragraph(block.a)] },
        ],
      }
  }
}

function row(cells: string[], at: number): DocumentNode {
  const type = at === 0 ? 'tableHeader' : 'tableCell'
  return { type: 'tableRow', content: cells.map((cell) => ({ type, content: [paragraph(cell)] })) }
}

function paragraph(words: string): DocumentNode {
  return { type: 'paragraph', content: words ? [text(words)] : [] }
}

function text(words: string): DocumentNode {
  return { type: 'text', text: words }
}

function clauseOf(label: string, { clauses, words }: Sources) {
  const clauseId = clauseIdOf(clauses, label)
  return { clauseId, words: words.get(clauseId) ?? '' }
}

/** The id of the clause that a story calls 第六条 or 二、（二）. */
export function clauseIdOf(clauses: Clause[], label: string): number {
  const at = new Map(clauses.map((clause, index) => [clause.clauseId, index]))
  const found = findClause(
    clauses.map((clause) => ({
      kind: clause.kind,
      label: clause.label,
      parent: clause.parentClauseId === null ? null : (at.get(clause.parentClauseId) ?? null),
    })),
    label,
  )
  const clause = clauses[found]
  if (!clause) throw new Error(`no clause ${label}`)
  return clause.clauseId
}

/** One of the drawn pictures, in the media library of the department. */
export async function storePicture(
  name: string,
  { ctx, departmentId }: Pick<Sources, 'ctx' | 'departmentId'>,
) {
  const file = fileURLToPath(new URL(`./pictures/${name}.svg`, import.meta.url))
  return storeImage(ctx, { name: `${name}.svg`, bytes: await readFile(file), departmentId })
}
