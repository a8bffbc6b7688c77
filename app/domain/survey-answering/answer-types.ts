import type { Setting } from '~/app/domain/surveys/check-answers'
import type { SurveyAccess, SurveyState } from '~/app/domain/surveys/types'
import type { Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'

// What the answering page shows.

export type AnswerHead = {
  id: number
  title: string
  access: SurveyAccess
  department: string
  opensAt: Date
  closesAt: Date
  now: Date
}

/** An answer in words, beside its question. */
export type SaidAnswer = { id: string; title: string; words: string; fault?: string | undefined }

/** One page of questions. */
export type QuestionsView = {
  kind: 'questions'
  head: AnswerHead
  /** Under which the answers so far are kept. */
  code: string
  version: number
  definition: SurveyDefinition
  page: { id: string; title: string; text: string }
  questions: Question[]
  answers: Answers
  seed: string
  setting: Setting
  /** The ids of the questions that these answers ask for. */
  asked: string[]
  /** Of those, the ones that the page did not show when it was sent. */
  added: string[]
  faults: Record<string, string>
  /** The answers before this page: conditions may hang on them. */
  earlier: Answers
  at: number
  total: number
  /** Whether what is still to be answered may change how many pages there are. */
  isAbout: boolean
  back: string | null
  isLast: boolean
  /** Somebody came back to where they had stopped. */
  isResumed: boolean
}

/** All that was answered, before it is handed in. */
export type ReviewView = {
  kind: 'review'
  head: AnswerHead
  code: string
  version: number
  parts: { pageId: string; title: string; entries: SaidAnswer[] }[]
  /** Why it was refused, or what is still missing; under `form` what hangs on no question. */
  faults: Record<string, string>
  /** The first page where something is missing. */
  fixAt: string | null
  back: string | null
}

export type AnswerView =
  | QuestionsView
  | ReviewView
  | { kind: 'not-open'; head: AnswerHead; state: SurveyState; kept: SaidAnswer[] }
  | { kind: 'invitation'; head: AnswerHead; typed: string; fault: string | null }
  /** The way to it leads over the page where an e-mail address is verified. */
  | { kind: 'address'; head: AnswerHead }
  | { kind: 'taken'; head: AnswerHead }
  /** Refused in words, at the end; or a quota is full, found before. */
  | { kind: 'full'; head: AnswerHead; label: string; message: string | null }
  | ({ kind: 'saved' } & SavedAnswers)

/** What somebody has put away, to go on later. */
export type SavedAnswers = { head: AnswerHead; code: string; expiresOn: string }

/** What to do with a page that was sent. `keep` only puts away what is on it. */
export const pageIntents = ['next', 'back', 'save', 'keep'] as const
export type PageIntent = (typeof pageIntents)[number]

/** Where it goes on: a page's id, `end` for the review, `saved`; `wrong` where it does not, for what the page says. */
export type Onward = { to: string; anchor: string | null; wrong?: string | true | undefined }
