import type { CommentFinding } from '~/app/domain/comments/findings'
import type { Decision } from '~/app/domain/comments/types'
import type { People, SurveyFigures } from '~/app/domain/survey-figures/figures'

/** Words of an open question that the public may read, masked where that was due (L3). */
export type Quote = { id: number; words: string }

export type ThemeFigure = { id: number; label: string; people: People; quotes: Quote[] }

/** What people wrote to one open question, or beside `other`. Themes overlap: one person may speak of several things. */
export type OpenFigures = {
  questionId: string
  /** It stands beside the choice `other` of this question. */
  isOther: boolean
  /** How many people wrote something. */
  base: People
  themes: ThemeFigure[]
  /** Chosen to be quoted, under no theme. */
  quotes: Quote[]
}

/** What the answers show, as the desk has it, with the decision that counts now. */
export type Conclusion = {
  id: number
  finding: string
  questionIds: string[]
  decision: { id: number; decision: Decision; reason: string; at: Date; by: string | null } | null
}

export type PublishedConclusion = {
  id: number
  finding: string
  questionIds: string[]
  decision: Decision
  reason: string
}

/** Of the sheets on paper: how many two people entered, how many answers were compared, how many of them differed. */
export type PaperAgreement = { twice: number; compared: number; differed: number }

/** Everything that the result page shows, as it was published: kept in `survey_results.figures`. */
export type PublishedResult = {
  figures: SurveyFigures
  /** The charts as SVG, by language: one for each question, in their order; null where there is none. */
  charts: Record<'zh' | 'en', (string | null)[]>
  open: OpenFigures[]
  conclusions: PublishedConclusion[]
  /** How many were to be asked of whom. How many of them came is for the suppressed figures to say. */
  quotas: { label: string; most: number }[]
  weighting: string
  paper: PaperAgreement | null
}

export type TextState = 'waiting' | 'kept' | 'refused'

/** A question to which people write, under the id that its texts have. */
export type OpenQuestion = { id: string; parentId: string; title: string; isOther: boolean }

export type StoredTheme = { id: number; questionId: string; label: string; texts: number }

export type DeskText = {
  id: number
  state: TextState
  body: string
  /** What the public may read; before it is decided, the words as they came. */
  shown: string
  /** As the machine proposes to mask it. */
  suggestion: string
  findings: CommentFinding[]
  themeIds: number[]
  isQuoted: boolean
  commentId: number | null
  reason: string | null
}

export type TextsDesk = {
  survey: { id: number; title: string; consultationId: number | null }
  /** Open questions with how many texts stand where. */
  questions: (OpenQuestion & { counts: Record<TextState, number> })[]
  question: OpenQuestion | null
  themes: StoredTheme[]
  texts: DeskText[]
  next: number | null
  mayModerate: boolean
  mayWrite: boolean
}
