import type { Round } from '~/app/domain/consultations/rounds.server'
import type { PublicDecision } from '~/app/domain/issues/decisions.server'
import type { LaterVersion } from '~/app/domain/texts/clause-fates.server'
import type { ClauseFate } from '~/app/domain/texts/fates'
import type { Attachment } from './attachments.server'
import type { AuthorKind, CommentChannel, CommentState } from './types'

export type ReceiptCorrection = {
  id: number
  at: Date
  body: string
  /** `replaced`: a later one came before anybody had read it; `with-comment`: judged together with the comment. */
  state: 'waiting' | 'taken-up' | 'refused' | 'replaced' | 'with-comment'
  settledAt: Date | null
  reason: string | null
}

export type ReceiptAppeal = {
  id: number
  at: Date
  body: string
  state: 'waiting' | 'granted' | 'upheld'
  answerBy: Date
  settledAt: Date | null
  words: string | null
}

export type ReceiptDecision = PublicDecision & {
  /** The parts of the comment that were put into this issue; empty where it is the whole of it. */
  parts: string[]
  /** What became of the clauses of the issue. */
  fates: ClauseFate[]
}

export type ReceiptResult = {
  decisions: ReceiptDecision[]
  since: LaterVersion | null
  /** Of the clause on which the comment hangs. */
  ownFate: ClauseFate | null
}

export type ReceiptMove = {
  at: Date
  /** `restored`: it had been taken down, and is public again under its first date. */
  kind: 'published' | 'refused' | 'restored' | 'withdrawn'
  reason: string | null
}

export type CommentReceipt = ReceiptResult & {
  code: string
  consultation: { id: number; title: string; closesAt: Date; round: number }
  /** All rounds that are public, where there are several. */
  rounds: Pick<Round, 'id' | 'round' | 'title' | 'state'>[]
  terminated: { at: Date; reason: string | null } | null
  clause: { clauseId: number; cited: string; excerpt: string; href: string | null } | null
  quote: string
  receivedAt: Date
  channel: CommentChannel
  body: string
  /** The author's newest words, with which a correction begins. */
  words: string
  /** What the public reads, where it is public and not the author’s newest words. */
  shown: string | null
  displayName: string
  publishName: boolean
  authorKind: AuthorKind
  affectedGroup: string
  township: string
  state: CommentState
  moves: ReceiptMove[]
  isNotMine: boolean
  corrections: ReceiptCorrection[]
  appeals: ReceiptAppeal[]
  closed: boolean
  feedbackAt: Date | null
  attachments: Attachment[]
  campaign: { id: number; sent: number } | null
  /** Masked; null where nobody wishes to be told. */
  wish: string | null
  may: {
    withdraw: boolean
    /** How many corrections are left; 0 where there is none now. */
    correct: number
    /** Until when; null where there is nothing to appeal against now. */
    appeal: Date | null
    tell: boolean
  }
}
