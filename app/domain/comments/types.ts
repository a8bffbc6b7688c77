export type CommentState = 'pending' | 'published' | 'refused' | 'withdrawn'

export type CommentChannel = 'online' | 'letter' | 'phone' | 'email' | 'fax' | 'meeting'

/** 云台街道办事处 → 云台街道: a person lives in the place, not in its office. */
export function placeOf(township: string | null): string {
  return (township ?? '').replace(/(人民政府|办事处)$/, '')
}

/** The ways by which staff enter what came on paper, by telephone or in a meeting. */
export const enteredChannels = ['letter', 'phone', 'email', 'fax', 'meeting'] as const

export type Decision = 'adopted' | 'partially-adopted' | 'not-adopted' | 'explained'

/** As whom somebody speaks. Who speaks as a person or for an organisation says the name. */
export const authorKinds = ['anonymous', 'person', 'organisation'] as const
export type AuthorKind = (typeof authorKinds)[number]

/** A file as it was chosen. */
export type Upload = { name: string; bytes: Uint8Array }

/** The clause that somebody speaks on, with its parts, and in it the words that are quoted. */
export type ClauseOfForm = {
  clauseId: number
  cited: string
  parts: { clauseId: number; before: string; quoted: string; after: string }[]
  sentences: string[]
  /** As the clause has it; empty where the whole clause is meant. */
  quote: string
}
