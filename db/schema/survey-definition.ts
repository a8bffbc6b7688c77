/** What a survey asks: pages of questions, in order. Shared by database, server and browser; types only. */
export type SurveyDefinition = {
  pages: Page[]
  /** Questions of one choice by which the results are also shown (cross-tables). */
  crossBy: string[]
}

export type Page = {
  id: string
  title: string
  text?: string | undefined
  showIf?: Condition | undefined
  questions: Question[]
  /** After this page: the first one that holds leads to a later page or to the end. */
  skips: Skip[]
}

export type Skip = { when: Condition; to: string }

export type Condition = { join: 'all' | 'any'; tests: Test[] }

export type TestKind = 'chosen' | 'not-chosen' | 'answered' | 'unanswered' | 'at-least' | 'at-most'

/** About the answer to an earlier question; `row` for a matrix. A question that was not asked counts as unanswered. */
export type Test = {
  question: string
  row?: string | undefined
  is: TestKind
  value?: string | number | undefined
}

export type Option = { id: string; label: string; exclusive?: boolean | undefined }

type Asked = {
  id: string
  title: string
  hint?: string | undefined
  required: boolean
  showIf?: Condition | undefined
}

/** `other`: a last choice, with words of one's own; its label. `shuffle`: in an order of its own for each person. */
type Choices = { options: Option[]; shuffle?: boolean | undefined; other?: string | undefined }

export type Question = Asked &
  (
    | ({ kind: 'single' } & Choices)
    | ({ kind: 'drop-down' } & Choices)
    | ({ kind: 'multiple'; least?: number | undefined; most?: number | undefined } & Choices)
    | { kind: 'yes-no' }
    | { kind: 'place' }
    | { kind: 'rating'; steps: number; low: string; high: string }
    | { kind: 'matrix'; rows: Option[]; columns: Option[] }
    | { kind: 'ranking'; options: Option[]; shuffle?: boolean | undefined; most?: number | undefined }
    | {
        kind: 'number'
        least?: number | undefined
        most?: number | undefined
        whole: boolean
        unit: string
        /** Where the bands of the results begin. */
        bands: number[]
      }
    | { kind: 'date'; from?: string | undefined; to?: string | undefined }
    | { kind: 'short-text'; most: number }
    | { kind: 'long-text'; most: number }
  )

export type QuestionKind = Question['kind']

/**
 * single, drop-down, yes-no, place: the option's id (`other`, `yes`, `no`, the township's name) · multiple, ranking:
 * ids, for a ranking the best first · rating, number: a number · matrix: column by row · date: 2026-11-24 · text: words.
 */
export type Answer = string | number | string[] | Record<string, string>

/** By the question's id; the words beside `other` under `<id>-other`. */
export type Answers = Record<string, Answer>
