import type {
  ActivityKind,
  ActivityProfile,
  AgendaPart,
  SeatGroup,
  SelectionMethod,
  StrataTrait,
} from '~/app/domain/activities/types'
import type { Day, FeedbackSeed, IssueSeed } from './types'

/** Of an activity in the past, all days before it move with it, where it is moved off a holiday. */
export type ActivitySeed = {
  kind: ActivityKind
  profile?: ActivityProfile
  department: string
  title: string
  purpose: string
  place: string
  accessibility?: string
  heldDay: Day
  /** HH:MM, on that day; a poll ends on another one. */
  from: string
  to: string
  endsDay?: Day
  /** A day to come: the drafter has handed the notice in, and it waits for the issuer. */
  noticeDay: Day
  /** By so many days, from the day that was announced first; the hours stay. */
  postponed?: { day: Day; byDays: number; reason: string }
  /** Its own text with its explanation, or the story's consultation. */
  ledger: { draft: string; explanation: string } | 'consultation'
  liveUrl?: string
  call?: CallSeed
  agenda?: AgendaSeed[]
  statements?: StatementSeed[]
  hearing?: HearingSeed
  attendances?: { group: string; people: number; names?: string }[]
  photos?: { picture: string; caption: string }[]
  poll?: PollSeed
  report?: { day: Day; body: string[] }
  issues?: IssueSeed[]
  feedback?: FeedbackSeed
}

export type CategorySeed = {
  group: SeatGroup
  eligibility: string
  seats: number
  method: SelectionMethod
  trait?: StrataTrait
}

export type RegistrantSeed = {
  group: SeatGroup
  name: string
  phone: string
  email?: string
  needs?: string
  publishName: boolean
  organisation?: string
  township?: string
  sex?: 'female' | 'male'
  ageBand?: '18-34' | '35-59' | '60+'
  topic?: string
  channel: 'online' | 'phone' | 'counter' | 'nominated'
  day: Day
  time: string
}

export type CallSeed = {
  opensDay: Day
  closesDay: Day
  closesTime: string
  confirmHours: number
  categories: CategorySeed[]
  registrants: RegistrantSeed[]
  /** What follows when registration has closed. */
  selection?: {
    drawDay: Day
    /** Why the last of the consumers was not what the notice asks for. */
    excluded?: string
    /** By how many people of the first drawn do not confirm in time, and withdraw when they have confirmed. */
    lapsed: number
    withdrawn: number
    listDay: Day
  }
}

export type AgendaSeed = { part: AgendaPart; title: string; speaker?: string; minutes: number }

export type StatementSeed = {
  part?: AgendaPart
  /** A participant: the same key is the same person, of the group; from there, or for whom, where that is named. */
  by?: { key: string; group: SeatGroup; township?: string; organisation?: string }
  /** Anybody else, in the words of the record. */
  speaker?: string
  speakerKind?: 'agency' | 'chair' | 'guest'
  clause?: string
  body: string
  /** An opinion goes into this issue of the ledger; words without an issue are procedure, or wait. */
  issue?: string
  isOpinion?: true
}

/** What follows the day of a hearing, in days after it. */
export type HearingSeed = {
  materials: { name: string; lines: string[] }[]
  materialsDay: Day
  transcript: {
    openedAfter: number
    /** Somebody finds a mistake: the words asked for, and what the statement then says. */
    correction: { by: string; words: string; body: string }
    signedAfter: number
    refused: { by: string; reason: string }
    closedAfter: number
  }
}

export type PollSeed = {
  pollster: string
  method: string
  population: string
  approached: number
  answered: number
  fromDay: Day
  toDay: Day
  weighting: string
  questions: { words: string; base: number; options: { label: string; count: number }[] }[]
  rawTable: string
}
