import type { Agreement } from './kappa'

export type CodingResult = Agreement & { size: number }

export type CodingChoice = { id: number; title: string; summary: string }
export type Disagreement = {
  pointId: number
  commentId: number
  body: string
  first: string
  /** Null: none of the issues fits. */
  second: string | null
  codedBy: string | null
}
