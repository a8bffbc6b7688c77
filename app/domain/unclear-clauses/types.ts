/** A place in an interpretation that explains a clause: at a block, or at a second of a recording in it. */
export type ExplainingPlace = {
  interpretationId: number
  title: string
  anchor: string
  second: number | null
}

/** What the public reads about a clause that people find hard to understand. */
export type UnclearClause = {
  /** How many people have said so, once each. */
  people: number
  /** How many of them have no explanation yet. */
  waiting: number
  /** Where its department has explained it since. */
  answers: ExplainingPlace[]
}

/** The form at a clause, as the page shows it. */
export type UnclearFormView = UnclearClause & {
  policyId: number
  clauseId: number
  /** 第六条 */
  label: string
  /** For the hidden field `key`. */
  key: string
  /** This person has just said so. */
  isThanked: boolean
}

export const longestSentence = 500

/** A place that may be given as the answer. */
export type OfferedPlace = ExplainingPlace & { excerpt: string; publishedAt: Date }

export type PolicyDemand = {
  policyId: number
  title: string
  documentNumber: string
  /** Who found something in it hard to understand: a person counts once for each clause. */
  marks: number
  waiting: number
  clauses: number
}

export type Sentence = { id: number; at: Date; sentence: string; isWaiting: boolean }

export type ClauseDemand = {
  clauseId: number
  /** 第六条 */
  label: string
  excerpt: string
  people: number
  waiting: number
  /** How many of those who wait are going to be told. */
  addresses: number
  sentenceCount: number
  /** The newest of them, as people wrote them. */
  sentences: Sentence[]
  places: OfferedPlace[]
}

export type PolicyDemandPage = {
  policy: { id: number; title: string; documentNumber: string }
  clauses: ClauseDemand[]
  mayAnswer: boolean
}
