/** A document as the editor gives it and the database keeps it. */
export type DocumentNode = {
  type: string
  attrs?: Record<string, unknown>
  content?: DocumentNode[]
  marks?: { type: string; attrs?: Record<string, unknown> }[]
  text?: string
}

export const emptyDocument: DocumentNode = { type: 'doc', content: [{ type: 'paragraph' }] }

export type InterpretationForm =
  | 'text'
  | 'figure'
  | 'questions'
  | 'audio'
  | 'video'
  | 'animation'
  | 'press-conference'
  | 'expert'

export const interpretationForms: readonly InterpretationForm[] = [
  'text',
  'figure',
  'questions',
  'audio',
  'video',
  'animation',
  'press-conference',
  'expert',
]

/** A clause as the editor offers it for quotation. */
export type QuotableClause = { clauseId: number; label: string; text: string; depth: number }
