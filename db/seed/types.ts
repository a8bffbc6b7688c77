import type { InterpretationForm } from '~/app/domain/interpretations/types'
import type { ActivitySeed } from './activity-types'
import type { Block } from './block-types'

/** A whole number of days from the day of seeding (0); negative is the past. */
export type Day = number

export type StaffRole =
  | 'drafter'
  | 'reviewer'
  | 'issuer'
  | 'spokesperson'
  | 'moderator'
  | 'disclosure-officer'
  | 'site-administrator'
  | 'auditor'

export type DepartmentSeed = {
  slug: string
  name: string
  nameEn: string
  kind: 'government' | 'bureau' | 'township' | 'village'
  parent?: string
  duties: string
  address: string
  phone: string
  email: string
}

export type AccountSeed = {
  email: string
  name: string
  title: string
  department: string
  roles: StaffRole[]
}

export type ParticipationMethod =
  | 'consultation'
  | 'hearing'
  | 'symposium'
  | 'site-visit'
  | 'survey'
  | 'opinion-poll'
  | 'written'

export type MatterSeed = {
  title: string
  kind: 'public-policy' | 'planning' | 'resources' | 'construction' | 'other'
  basis: string
  leadDepartment: string
  summary: string
  affectedGroups: string[]
  plannedMethods: ParticipationMethod[]
  plannedTiming: string
  dayOffsets: { proposed: Day; listed: Day }
}

export type ConsultationSeed = {
  title: string
  draftKind: 'decision' | 'normative' | 'market' | 'general'
  /** Plain text as an office would paste it: the title on the first line, then one paragraph a line. */
  draft: string
  draftingNote: string
  background: string
  /** Where it is announced before it opens; on the day of seeding when not said. */
  announcedDay?: Day
  opensDay: Day
  /** T1: where this day is no working day, the seed moves the close on to the next one. */
  closesDay: Day
  /** P3: the public reason where the period is under 30 days. */
  shortReason?: string
  /** P3: a later end, with the notice that the public reads. */
  extension?: { day: Day; closesDay: Day; notice: string }
  department: string
  channels: { letter: string; phone: string; email: string }
}

export type CommentSeed = {
  day: Day
  /** HH:MM; spread over the day where absent. */
  time?: string
  /** The article or item it hangs on, as the draft numbers it; absent means the whole draft. */
  clause?: string
  /** Words of the clause. */
  quote?: string
  name?: string
  authorKind?: 'anonymous' | 'person' | 'organisation'
  publishName: boolean
  township?: string
  affectedGroup?: string
  channel: 'online' | 'letter' | 'phone' | 'email' | 'fax' | 'meeting'
  body: string
  moderation: 'published' | 'refused' | 'pending' | 'withdrawn'
  /** Withdrawn because somebody else had written it. */
  disowned?: true
  refusalReason?: string
  /** What is shown instead of `body` where it holds a phone, identity or plate number (L3). */
  mask?: string
  issue?: string
  /** Where it says several things: the parts of `body`, each in an issue of its own. */
  points?: { text: string; issue: string }[]
  correction?: CorrectionSeed
  appeal?: AppealSeed
}

export type CorrectionSeed = {
  body: string
  /** Handed in before the moderator came to it; or taken up, refused or waiting still after it was public. */
  outcome: 'before-publishing' | 'taken-up' | 'refused' | 'waiting'
}

/** Without a decision it waits for one. */
export type AppealSeed = { words: string; decision?: { granted: boolean; answer: string } }

export type IssueSeed = {
  key: string
  title: string
  summary: string
  clauses: string[]
  decision: 'adopted' | 'partially-adopted' | 'not-adopted' | 'explained' | null
  reason?: string
}

export type FeedbackSeed = {
  day: Day
  /** Where absent, the words that the system proposes from the ledger. */
  intro?: string
}

/** A later round, on what came of the earlier one. */
export type RoundSeed = {
  consultation: ConsultationSeed
  comments: CommentSeed[]
  issues: IssueSeed[]
  feedback: FeedbackSeed
}

export type PolicySeed = {
  title: string
  /** D4; the year is that of `signedDay`, so a number never contradicts its date. */
  documentNumber: { prefix: '岭政办发'; serial: number }
  indexNumber: string
  theme: string
  kind: 'normative' | 'plan' | 'notice'
  issuingDepartment: string
  draftingDepartment: string
  text: string
  signedDay: Day
  publishedDay: Day
  effectiveDay: Day
  validity: 'valid' | 'amended' | 'repealed' | 'lapsed'
  lapsedDay?: Day
  /** Slug of the story whose policy takes its place. */
  replacedBy?: string
  audience: string[]
  /** Slug of the story whose policy this one amends; it is that one's text in its next version. */
  replaces?: string
  /** A file of `files/` that is published with it. */
  attachment?: string
  /** I2: what its plan says has to be made clear, and to whom. */
  planPoints?: string
  /** 'consultation': the next version of the story's draft. 'registered': published on paper, entered here later. */
  origin: 'consultation' | 'registered' | 'amendment'
}

/** 「这一条看不懂」: from how many people, some of whom say why; answered by an interpretation of the policy, or not yet. */
export type UnclearSeed = {
  clause: string
  people: number
  day: Day
  sentences: string[]
  answer?: { interpretation: string; day: Day }
}

export type InterpretationSeed = {
  form: InterpretationForm
  title: string
  department: string
  author: string
  primaryInterpreter: { name: string; title: string }
  publishedDay: Day
  blocks: Block[]
}

export type ResponseSeed = {
  /** Hours from the citizen's message to this answer; the first answers the clock (C1), later ones follow up. */
  hoursAfter: number
  spokesperson: string
  blocks: Block[]
  cites: { clauses: string[]; interpretations: string[] }
}

export type ConcernSeed = {
  day: Day
  time: string
  /** Where set, counts instead of day and time, so that a deadline is near whenever the county is seeded. */
  hoursAgo?: number
  kind: 'question' | 'misunderstanding' | 'rumour' | 'complaint' | 'suggestion'
  severity: 'emergency' | 'ordinary' | 'letter'
  township?: string
  body: string
  /** In the department's words: nobody here has consented to their own being published (L2). */
  publicTitle: string
  publicBody: string
  clause?: string
  /** Slug of the story whose policy (or draft) the clause labels mean; the concern's own story where absent. */
  about?: string
  department: string
  responses?: ResponseSeed[]
}

export type AnnouncementSeed = {
  title: string
  department: string
  /** Paragraphs; may hold the marks that fill-dates.ts replaces. */
  body: string[]
  day: Day
  place: string
  /** The next working day where this is none, as the body's dates. */
  heldDay: Day
  heldTime: string
}

export type Story = {
  slug: string
  matter?: MatterSeed
  consultation?: ConsultationSeed
  comments?: CommentSeed[]
  issues?: IssueSeed[]
  feedback?: FeedbackSeed
  /** A second person places a sample of the points again. */
  secondCoder?: true
  nextRound?: RoundSeed
  /** P9 */
  submittedForDiscussionDay?: Day
  policy?: PolicySeed
  interpretations?: InterpretationSeed[]
  unclear?: UnclearSeed[]
  concerns?: ConcernSeed[]
  announcements?: AnnouncementSeed[]
  /** The other ways of being heard: hearings, symposiums, visits, polls, meetings to attend. */
  activities?: ActivitySeed[]
}

export type CatalogueSeed = {
  title: string
  body: string[]
  consentBy: string
  consentDay: Day
  publishedDay: Day
  /** Matters, by story slug. */
  stories: string[]
}
