import type { Step } from '~/app/domain/audit/steps.server'
import type { NextStep, SignOffState } from '~/app/domain/audit/transitions'
import type { Finding } from '~/app/domain/findings'
import type { channels } from '~/db/schema/comments'
import type { concernKinds } from '~/db/schema/concerns'
import type { Clock, Severity } from './rules'

export type ConcernKind = (typeof concernKinds)[number]

/** As the public reads it: answered, still open, or open past its deadline. */
export const concernStates = ['answered', 'open', 'overdue'] as const
export type ConcernState = (typeof concernStates)[number]

export type DepartmentName = { id: number; slug: string; name: string }

export type ConcernRow = {
  id: number
  kind: ConcernKind
  title: string
  summary: string
  department: DepartmentName
  severity: Severity
  receivedAt: Date
  publishedAt: Date
  answeredAt: Date | null
  clock: Clock
  state: ConcernState
}

/** What a concern or a response refers to, with the address where the public can read it. */
export type Reference = { label: string; title: string; excerpt: string; href: string }

export type PublicResponse = {
  id: number
  version: number
  publishedAt: Date
  department: string
  spokesperson: string
  paragraphs: string[]
  references: Reference[]
}

export type ConcernEvent =
  | { kind: 'received'; at: Date }
  | { kind: 'assigned' | 'handed-over'; at: Date; department: string }
  | { kind: 'published'; at: Date }
  | { kind: 'answered' | 'answer-revised'; at: Date; department: string; spokesperson: string }
  | { kind: 'due'; at: Date; isOverdue: boolean }

export type ConcernReceipt = {
  code: string
  kind: ConcernKind
  /** As it was handed in: whoever holds the code wrote it. */
  body: string
  page: string | null
  receivedAt: Date
  about: Reference | null
  department: string | null
  clock: Clock
  events: ConcernEvent[]
  responses: PublicResponse[]
  /** The public page, once there is one. */
  href: string | null
}

/**
 * Counted over every concern received in the period, public or not. `due` are those answered or past their
 * deadline; `inTime` those of them answered before it. The median is of the hours from receipt to the first answer.
 */
export type ConcernFigures = {
  since: Date
  asked: number
  answered: number
  due: number
  inTime: number
  medianHours: number | null
}

type Channel = (typeof channels)[number]

export type DeskTriage = {
  id: number
  departmentId: number
  department: string
  severity: Severity
  publicTitle: string
  publicBody: string
  reason: string
  at: Date
  by: string | null
}

export type DeskResponse = {
  id: number
  version: number
  department: string
  spokesperson: string
  body: string
  paragraphs: string[]
  createdAt: Date
  by: string | null
  state: SignOffState
  steps: Step[]
  clauseIds: number[]
  interpretationIds: number[]
  references: Reference[]
}

export type DeskConcern = {
  id: number
  code: string
  kind: ConcernKind
  channel: Channel
  receivedAt: Date
  body: string
  page: string | null
  displayName: string
  place: string
  contact: string
  publishWords: boolean
  about: Reference | null
  clauseId: number | null
  policyId: number | null
  consultationId: number | null
  clock: Clock
  pressConferenceBy: Date | null
  publishedAt: Date | null
  isWithdrawn: boolean
  triages: DeskTriage[]
  responses: DeskResponse[]
  publishFindings: Finding[]
  /** Of the newest version. */
  responseFindings: Finding[]
  /** What this person may do with the newest version. */
  next: NextStep[]
  mayTriage: boolean
  mayWrite: boolean
}

export type Source = { value: string; title: string }
export type CitationChoices = {
  /** Public documents to choose from. */
  sources: Source[]
  /** The chosen one. */
  source: string
  clauses: { id: number; label: string; excerpt: string }[]
  interpretations: { id: number; title: string }[]
}

export type ResponsePreview = { paragraphs: string[]; references: Reference[] }

/** What came back from a form of the desk page that was not carried out, or only shown. */
export type SentForm = {
  values: Record<string, string>
  errors: Record<string, string>
  clauseIds: number[]
  interpretationIds: number[]
  preview: ResponsePreview | null
}
