import { asc, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { clauseVersions } from '~/db/schema/texts'
import { normaliseLabels } from '../normalise'
import type { ClauseDocument } from '../targets'

type Row = typeof clauseVersions.$inferSelect

/** The clauses of these text versions, each version's in order. */
export async function clausesOfVersions(db: Db, versionIds: number[]): Promise<Map<number, Row[]>> {
  const found = new Map<number, Row[]>()
  if (versionIds.length === 0) return found
  const rows = await db
    .select()
    .from(clauseVersions)
    .where(inArray(clauseVersions.versionId, versionIds))
    .orderBy(asc(clauseVersions.versionId), asc(clauseVersions.position))
  for (const row of rows) {
    const list = found.get(row.versionId)
    if (list) list.push(row)
    else found.set(row.versionId, [row])
  }
  return found
}

/** A hit opens at an article (or at what stands alone); what is below it is found with it. */
export function clauseDocuments(thing: string, rows: Row[]): ClauseDocument[] {
  const documents: ClauseDocument[] = []
  for (const row of rows) {
    const text = textOf(row)
    const last = documents.at(-1)
    const below =
      row.kind === 'paragraph' || row.kind === 'item' || row.kind === 'subitem' || row.kind === 'table'
    if (below && last && row.parentClauseId !== null) {
      last.body = `${last.body}\n${text}`.trim()
    } else {
      documents.push({
        id: `${thing}-${row.clauseId}`,
        thing,
        clauseId: row.clauseId,
        label: row.label ?? '',
        labelKey: normaliseLabels(row.label ?? ''),
        heading: row.heading ?? '',
        body: text,
        position: row.position,
      })
    }
  }
  return documents.filter((document) => document.body !== '' || document.heading !== '')
}

function textOf(row: Row): string {
  const cells = row.cells?.map((line) => line.join(' ')).join('\n') ?? ''
  return [row.body, cells].filter(Boolean).join('\n')
}

/** The whole text, for finding the thing itself. */
export function wholeText(documents: ClauseDocument[]): string {
  return documents
    .map((document) => `${document.label} ${document.heading} ${document.body}`.trim())
    .join('\n')
}

export function labelsOf(documents: ClauseDocument[]): string[] {
  return documents.map((document) => document.labelKey).filter(Boolean)
}
