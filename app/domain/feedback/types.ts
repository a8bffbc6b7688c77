import type { CommentChannel, Decision } from '~/app/domain/comments/types'
import type { ConsultationState } from '~/app/domain/consultations/rules'
import type { LaterVersion } from '~/app/domain/texts/clause-fates.server'
import type { ClauseFate } from '~/app/domain/texts/fates'
import type { Lateness, Ledger } from './rules'

export type ChannelCount = { channel: CommentChannel; count: number }
export type NamedCount = { name: string; count: number }
/** Comments count once in each decision that they led to; the sums may be higher than what was received. */
export type DecisionCount = { issues: number; comments: number }
/** κ is null where it is not defined: where both put everything into one issue. */
type Coding = { kappa: number | null; agreed: number; coded: number; size: number }

/** What several comments have in common, with what was decided on it. */
export type ReportedIssue = {
  issueId: number
  title: string
  summary: string
  clauses: { clauseId: number; cited: string }[]
  /** How many public comments it holds. */
  count: number
  channels: ChannelCount[]
  decision: Decision
  reason: string
}

/** The report's figures as they were when it was published; they lie in the data of that step and never change. */
export type Figures = {
  ledger: Ledger
  channels: ChannelCount[]
  decisions: Record<Decision, DecisionCount>
  refusals: { reason: string; count: number }[]
  townships: NamedCount[]
  groups: NamedCount[]
  issues: ReportedIssue[]
  coding: Coding | null
  /** The letters that many sent, the most sent first. */
  campaigns: { sent: number; added: number; excerpt: string | null }[]
  /** P12: where the report came late, by when it was due, and why it was not. */
  lateness: (Lateness & { reason: string }) | null
}

export type FeedbackRow = ReportedIssue & {
  /** What became of its clauses, where something was taken up and a later version is public. */
  fates: ClauseFate[]
}

export type ReportedRound = {
  id: number
  round: number
  state: ConsultationState
  opensAt: Date
  closesAt: Date
}

export type PublishedReport = {
  introduction: string
  publishedAt: Date
  publishedBy: string | null
  figures: Omit<Figures, 'issues'>
  rows: FeedbackRow[]
  /** The newest public version after the draft, in which the changed clauses can be read. */
  since: LaterVersion | null
}
