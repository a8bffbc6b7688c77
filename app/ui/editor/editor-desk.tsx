import { createContext, useContext } from 'react'
import type { QuotableClause } from '~/app/domain/interpretations/types'

/** What the views of the blocks need to know of the page around them. */
export const EditorDesk = createContext<{ clauses: QuotableClause[] }>({ clauses: [] })

export function useClauses(): QuotableClause[] {
  return useContext(EditorDesk).clauses
}

/** The clause with its first words, as it stands in a list of choices. */
export function shortClause({ label, text }: QuotableClause, words = 24): string {
  return `${label} ${text.slice(0, words)}${text.length > words ? '…' : ''}`
}
