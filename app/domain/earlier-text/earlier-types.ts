import type { WordChange } from '~/app/domain/texts/compare'

/** A clause whose words were explained, and which a later public policy has with other words, or no longer has. */
export type EarlierClause = {
  clauseId: number
  /** How it is cited in the policy that was explained. */
  label: string
  /** The later policy from which on it reads as it now does. */
  policyId: number
  policyTitle: string
  /** The public day of that policy. */
  since: Date
  /** YYYY-MM-DD: until then the explained words are still the law. */
  effectiveOn: string
  isGone: boolean
  /** When its department said that the explanation is still right for the later text, and why; null until then. */
  confirmed: { at: Date; reason: string } | null
}

/** A public interpretation that nobody has looked at since a clause of it was changed. */
export type EarlierTextTask = {
  interpretationId: number
  title: string
  /** The newest policy that changed something of it. */
  policyId: number
  policyTitle: string
  since: Date
  labels: string[]
}

/** A changed clause with what changed in it, and where the interpretation explains it. */
export type ChangedClause = EarlierClause & {
  words: WordChange[]
  places: { anchor: string; second: number | null; excerpt: string }[]
  /** Somebody still has to look at it. */
  isOpen: boolean
}

export type EarlierTextPage = {
  interpretation: { id: number; title: string; isPublic: boolean }
  policy: { id: number; title: string }
  /** By the later policy that changed them, the newest first. */
  changes: { policyId: number; title: string; since: Date; clauses: ChangedClause[] }[]
  mayConfirm: boolean
}
