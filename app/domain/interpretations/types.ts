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
  | 'head'
  | 'expert'
  | 'press'
  | 'questions'
  | 'figure'
  | 'video'
  | 'audio'
  | 'animation'
  | 'press-conference'

/** In the order in which a policy's page groups them. */
export const interpretationForms: readonly InterpretationForm[] = [
  'text',
  'head',
  'figure',
  'video',
  'audio',
  'animation',
  'questions',
  'expert',
  'press-conference',
  'press',
]

/** A clause as the editor offers it for quotation. */
export type QuotableClause = { clauseId: number; label: string; text: string; depth: number }
