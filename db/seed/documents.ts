import type { DocumentNode } from '~/app/domain/interpretations/types'
import type { Clause } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import type { Block, FigureSeed } from './block-types'
import { findClause } from './find-clause'
import { storeDemoFile, storePicture } from './store-files'

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
  for (const block of blocks) {
    const node = await nodeOf(block, sources)
    const { element = null, explains = [] } = block
    const clauses = explains.map((label) => clauseIdOf(sources.clauses, label))
    content.push({ ...node, attrs: { ...node.attrs, element, clauses } })
  }
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
      const clauseId = clauseIdOf(sources.clauses, block.label)
      return {
        type: 'clauseQuote',
        attrs: { clauseId, label: block.label, text: sources.words.get(clauseId) ?? '' },
      }
    }
    case 'image':
      return figure(block, sources)
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
    case 'gallery':
      return {
        type: 'gallery',
        attrs: { caption: block.caption },
        content: await Promise.all(block.pictures.map((picture) => figure(picture, sources))),
      }
    case 'steps':
      return {
        type: 'steps',
        content: block.steps.map((step) => ({
          type: 'step',
          content: [{ type: 'stepTitle', content: [text(step.title)] }, paragraph(step.text)],
        })),
      }
    case 'transcript':
      return {
        type: 'transcript',
        content: block.speeches.map(({ speaker, role, paragraphs }) => ({
          type: 'speech',
          attrs: { speaker, role, second: null },
          content: paragraphs.map(paragraph),
        })),
      }
    default:
      return { type: block.type, attrs: await dataOf(block, sources) }
  }
}

type Data = Extract<Block, { type: 'chart' | 'video' | 'audio' | 'animation' | 'longImage' | 'beforeAfter' }>
type Plain = Extract<Block, { type: 'audience' | 'keyTerm' | 'timeline' | 'download' }>

async function dataOf(block: Data | Plain, sources: Sources): Promise<Record<string, unknown>> {
  const { type: _type, element: _element, explains: _explains, ...data } = block
  const clauseAt = (label?: string) => (label ? clauseIdOf(sources.clauses, label) : null)
  switch (block.type) {
    case 'video':
    case 'audio':
      return {
        sha: (await storeDemoFile(block.file, sources)).sha256,
        title: block.title,
        moments: block.moments.map(({ clause, ...moment }) => ({ ...moment, clauseId: clauseAt(clause) })),
      }
    case 'animation': {
      const { alt, caption } = block
      const { sha256: still } = await storePicture(block.still, sources)
      return { sha: (await storeDemoFile(block.file, sources)).sha256, still, alt, caption }
    }
    case 'longImage': {
      const { alt, text } = block
      return { sha: (await storePicture(block.picture, sources)).sha256, alt, text }
    }
    case 'beforeAfter':
      return {
        ...data,
        rows: block.rows.map(({ clause, ...row }) => ({ ...row, clauseId: clauseAt(clause) })),
      }
    case 'download':
      return { sha: (await storeDemoFile(block.file, sources)).sha256, title: block.title }
    default:
      return data
  }
}

async function figure({ picture, alt, caption }: FigureSeed, sources: Sources): Promise<DocumentNode> {
  const { sha256 } = await storePicture(picture, sources)
  return { type: 'image', attrs: { sha: sha256, alt, caption } }
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
