import type { PublicDecision } from '~/app/domain/issues/decisions.server'
import type { PollOption } from '~/db/schema/activities'

export type Attended = { group: string; people: number; names: string }

export type Photo = {
  mediaId: number
  sha256: string
  width: number | null
  height: number | null
  /** Also the text alternative. */
  caption: string
}

export type PollQuestion = { words: string; base: number; options: PollOption[] }

export type Poll = {
  pollster: string
  method: string
  population: string
  approached: number
  answered: number
  fromDay: string
  toDay: string
  weighting: string
  questions: PollQuestion[]
  /** How many rows the raw table has below its head; 0 where there is none. */
  rawRows: number
}

/** As it is filled in; without `rawTable` the table that is there stays, an empty one takes it away. */
export type PollInput = Omit<Poll, 'rawRows'> & { rawTable?: string }

/** What was said and stands in the ledger, with what became of it. */
export type RecordedOpinion = {
  commentId: number
  speaker: string
  clause: { clauseId: number; cited: string } | null
  body: string
  /** Empty until the ledger's feedback report is public. */
  decisions: Pick<PublicDecision, 'issueId' | 'title' | 'decision' | 'reason'>[]
}

/** An occasion as the public reads it: the record with its report, the opinions once they are in the ledger. */
export type Occasion = {
  attendances: Attended[]
  photos: Photo[]
  poll: Poll | null
  opinions: RecordedOpinion[]
  /** The ledger that the opinions stand in. */
  consultationId: number | null
  /** Since when the public reads what became of them. */
  answeredAt: Date | null
}
