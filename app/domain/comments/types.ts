import type { CampaignOfComment } from '~/app/domain/campaigns/types'
import type { WordChange } from '~/app/domain/texts/compare'
import type { ClauseFate } from '~/app/domain/texts/fates'
import type { channels } from '~/db/schema/comments'
import type { CommentFinding } from './findings'

export type CommentState = 'pending' | 'published' | 'refused' | 'withdrawn'

export type CommentChannel = (typeof channels)[number]

/** 云台街道办事处 → 云台街道: a person lives in the place, not in its office. */
export function placeOf(township: string | null): string {
  return (township ?? '').replace(/(人民政府|办事处)$/, '')
}

/** The ways by which staff enter what came on paper, by telephone or in a meeting. */
export const enteredChannels = ['letter', 'phone', 'email', 'fax', 'meeting'] as const

/** What was said at an activity, and taken from its record. */
export const recordedChannels = [
  'hearing',
  'symposium',
  'site-visit',
  'opinion-poll',
  'meeting-attendance',
] as const satisfies CommentChannel[]

export type Decision = 'adopted' | 'partially-adopted' | 'not-adopted' | 'explained'

/** As whom somebody speaks. Who speaks as a person or for an organisation says the name. */
export const authorKinds = ['anonymous', 'person', 'organisation'] as const
export type AuthorKind = (typeof authorKinds)[number]

/** The clause that somebody speaks on, with its parts, and in it the words that are quoted. */
export type ClauseOfForm = {
  clauseId: number
  cited: string
  parts: { clauseId: number; before: string; quoted: string; after: string }[]
  sentences: string[]
  /** As the clause has it; empty where the whole clause is meant. */
  quote: string
}

export type PublicComment = {
  id: number
  receivedAt: Date
  channel: CommentChannel
  authorKind: AuthorKind
  /** Only with the person's separate consent (L2). */
  name: string | null
  township: string
  affectedGroup: string
  clause: { clauseId: number; cited: string } | null
  /** The words of the clause that it is about. */
  quote: string
  body: string
  /** When the author handed in the words that stand here now. */
  correctedAt: Date | null
  /** The activity at which it was said, where it comes from a record. */
  occasion: { id: number; title: string } | null
  /** How many files came with it; they are not published. */
  attachments: number
  campaign: CampaignOfComment | null
  /** What became of the clause in the newest public version after this draft. */
  fate: ClauseFate | null
  /** What became of it, once the feedback report is public. */
  decisions: { issueId: number; title: string; decision: Decision }[]
}

export type OpenCorrection = { id: number; body: string; at: Date }

/** The code is not among it: who holds the code may withdraw. Nor is the contact. */
export type DeskComment = {
  id: number
  consultationId: number
  consultationTitle: string
  departmentId: number
  clause: { clauseId: number; cited: string; excerpt: string } | null
  quote: string
  receivedAt: Date
  channel: CommentChannel
  authorKind: AuthorKind
  displayName: string
  publishName: boolean
  township: string
  affectedGroup: string
  hasContact: boolean
  /** The words as they stand: masked, or corrected while they are not public. */
  body: string
  /** As they came, where these are other words. */
  original: string | null
  /** The author's newest words that nobody has decided about. */
  correction: OpenCorrection | null
  state: CommentState
  /** What the moderator wrote, or the author when taking it back. */
  reason: string | null
  /** Withdrawn because the words are not the author's own. */
  disowned: boolean
  attachments: { id: number; name: string; size: number }[]
  /** The activity at which it was said; nobody holds a receipt for it. */
  occasion: { id: number; title: string } | null
  issues: { id: number; title: string }[]
}

export type Awaiting = DeskComment & {
  /** When it first became public; it was taken down since. */
  takenDownFrom: Date | null
  /** What the public would read if the proposal is taken; the same as the body where nothing need be hidden (L3). */
  suggestion: string
  findings: CommentFinding[]
}

export type CorrectionRequest = {
  id: number
  at: Date
  body: string
  /** Word by word against what stands now. */
  words: WordChange[]
  suggestion: string
  findings: CommentFinding[]
  comment: DeskComment
}

export type AppealRequest = {
  id: number
  at: Date
  body: string
  refusal: { reason: string; at: Date; by: string | null }
  /** The refusal was this account's own, so another one decides. */
  own: boolean
  /** The comment was public before: it comes back under the date it had (W1). */
  wasPublic: boolean
  suggestion: string
  comment: DeskComment
}
