import { splitHeading } from './clause-labels'
import { writeRow } from './source-lines'
import type { ParsedClause } from './types'

type Writable = Pick<ParsedClause, 'kind' | 'label' | 'heading' | 'body' | 'table'>

/** Clauses → editable plain text, one clause a line (a table one row a line); `parseBody` reads it back. */
export function serializeText(clauses: Writable[]): string {
  return clauseLines(clauses)
    .map((lines) => lines.join('\n'))
    .join('\n')
}

/** The line in `serializeText` at which each clause starts. */
export function lineNumbers(clauses: Writable[]): number[] {
  let line = 0
  return clauseLines(clauses).map((lines) => {
    const start = line
    line += lines.length
    return start
  })
}

/** The lines that each clause is written as. */
export function clauseLines(clauses: Writable[]): string[][] {
  let style: 'statute' | 'opinion' = styleFrom(clauses, 0)
  return clauses.map((clause, index) => {
    if (clause.kind === 'annex') style = styleFrom(clauses, index + 1)
    return writeClause(clause, style)
  })
}

function styleFrom(clauses: Writable[], from: number): 'statute' | 'opinion' {
  for (const clause of clauses.slice(from)) {
    if (clause.kind === 'annex') break
    if (clause.kind === 'article' && clause.label?.startsWith('第')) return 'statute'
  }
  return 'opinion'
}

function writeClause(clause: Writable, style: 'statute' | 'opinion'): string[] {
  if (clause.table) return clause.table.map(writeRow)
  const { kind, label } = clause
  if (label === null) return [writeUnnumbered(clause)]
  if (kind === 'annex') return [clause.heading ? `${label} ${clause.heading}` : label]
  const gap = /^第/.test(label) || /\.$/.test(label) ? ' ' : ''
  return [
    `${label}${gap}${writeContent(clause, /^第.*[编章节]$/.test(label) ? 'division' : style)}`.trimEnd(),
  ]
}

function writeUnnumbered({ kind, heading, body }: Writable): string {
  if (kind === 'chapter') return `## ${heading ?? ''}`
  if (kind === 'section') return `### ${heading ?? ''}`
  return body
}

function writeContent({ heading, body }: Writable, style: 'division' | 'statute' | 'opinion'): string {
  if (heading === null) return body
  if (style === 'division') return heading
  const plain = body === '' ? heading : `${heading}。${body}`
  const back = splitHeading(plain, style)
  return back.heading === heading && back.body === body ? plain : `【${heading}】${body}`
}
