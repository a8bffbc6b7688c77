import type { Decision } from '~/app/domain/comments/types'
import type { WordChange } from '~/app/domain/texts/compare'
import type { Validity } from './types'

export type PolicyConcern = {
  id: number
  title: string
  department: string
  receivedAt: Date
  answeredAt: Date | null
}

export type PolicyConcerns = { rows: PolicyConcern[]; total: number; answered: number }

export type Counted<V> = { value: V; count: number }

export type PolicyFacets = {
  /** How many there are with everything that is chosen. */
  total: number
  themes: Counted<string>[]
  kinds: Counted<string>[]
  departments: (Counted<string> & { name: string })[]
  years: Counted<number>[]
  validities: Counted<Validity>[]
  audiences: Counted<string>[]
}

export type ConsultedRound = {
  id: number
  title: string
  opensAt: Date
  until: Date
  /** All that was received; from the published report where there is one. */
  received: number
  /** Null until the report is public. */
  report: { publishedAt: Date; decisions: { decision: Decision; issues: number }[] } | null
}

export type Change = 'changed' | 'added' | 'deleted'

export type PolicyBackground = {
  rounds: ConsultedRound[]
  /** From the draft on which people were asked last to the policy; null where there was none, or it is the same. */
  changes: ({ from: number; to: number } & Record<Change, number>) | null
}

/** The same clause in one of the public policies on its text. */
export type Wording = {
  policyId: number
  title: string
  documentNumber: string
  publishedAt: Date
  /** How it is cited there; null where that policy does not have it. */
  name: string | null
  /** The policy of this page. */
  isThis: boolean
  /** Against the policy before it; `new` in the first that has it. */
  change: 'new' | 'same' | 'changed' | 'gone'
  words: WordChange[]
}
