import type { Question } from '~/db/schema/survey-definition'

/** How the sheets were entered. `differed` counts questions, as `compared` does. */
export type SheetFigures = {
  sheets: number
  counted: number
  /** Sheets that a second person was to enter, and those that one has entered. */
  sampled: number
  twice: number
  compared: number
  differed: number
  /** Of the compared answers, which part both people typed alike; null where none was compared. */
  agreement: number | null
}

export type SheetItem = {
  id: number
  number: string
  version: number
  enteredAt: Date
  by: string | null
  secondBy: string | null
  sampled: boolean
  differed: number
  /** `second`: somebody else enters it again; `settle`: the two do not agree. */
  state: 'second' | 'settle' | 'counted'
  /** Whoever looks has entered it, and so cannot enter it again. */
  isMine: boolean
}

export type Difference = {
  question: Question
  first: string
  second: string
}
