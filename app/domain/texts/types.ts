export type ClauseKind =
  | 'part'
  | 'chapter'
  | 'section'
  | 'article'
  | 'paragraph'
  | 'item'
  | 'subitem'
  | 'table'
  | 'annex'

export type ParsedClause = {
  kind: ClauseKind
  /** As it is cited: 第一条, （一）, 1. */
  label: string | null
  ordinal: number | null
  /** A chapter's title, or the short run-in title of an article or item (指导思想). */
  heading: string | null
  body: string
  table: string[][] | null
  depth: number
  /** Index of the parent in the flat list. */
  parent: number | null
}

export type DoubtId =
  | 'broken-line'
  | 'numbering-gap'
  | 'numbering-repeat'
  | 'number-form'
  | 'contents-skipped'
  | 'table-as-text'
  | 'no-title'

export type Doubt = {
  id: DoubtId
  /** Index of the clause; -1 means the head of the text (title, document number). */
  index: number
  /** Line in `serializeText(clauses)`, so that a preview can point at it and join there; -1 for the head. */
  line: number
  message: string
  suggestion?: string
}

export type ParsedBody = { clauses: ParsedClause[]; doubts: Doubt[] }

export type ParsedText = ParsedBody & {
  title: string
  documentNumber: string | null
  issuer: string | null
  /** YYYY-MM-DD */
  signedOn: string | null
  /** The adoption and amendment lines under a statute's title, one a line. */
  datesNote: string | null
  /** Lines of a table of contents, set aside and not counted as chapters. */
  contents: string[]
}

/** A clause of a stored version: the parsed shape with the identity that survives renumbering. */
export type IdentifiedClause<Id extends string | number> = Omit<ParsedClause, 'depth'> & { clauseId: Id }
