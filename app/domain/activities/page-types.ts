import type { Clause } from '~/app/domain/texts/versions.server'
import type { activities } from '~/db/schema/activities'
import type { ChainLink } from './chain-links'
import type { ActivityKind, ActivityProfile, ActivityState, SeatCategory } from './types'

export type ListedActivity = {
  id: number
  kind: ActivityKind
  profile: ActivityProfile
  title: string
  department: string
  place: string
  startsAt: Date
  endsAt: Date
  registrationOpensAt: Date | null
  registrationClosesAt: Date | null
  publishedAt: Date
  state: ActivityState
  /** It takes place later than was announced at first. */
  isPostponed: boolean
}

/** P6: a later time than was announced, or no time at all, each with its public reason. */
export type ActivityChange = {
  kind: 'postponed' | 'cancelled'
  at: Date
  reason: string | null
  from: Date | null
  to: Date | null
  /** Where registration was made longer with it. */
  registrationTo: Date | null
}

/** What people are heard about: the consultation's own page has it, or it stands here. */
export type HeardDraft = {
  title: string
  explanation: string
  consultation: { id: number; title: string } | null
  clauses: Clause[]
}

/** The announcement itself, and how far the chain has come. */
export type ActivityHead = {
  /** Who entered it, and when, is nobody's business here. */
  activity: Omit<typeof activities.$inferSelect, 'createdBy' | 'createdAt'>
  department: { name: string; slug: string }
  matter: { id: number; title: string } | null
  publishedAt: Date
  state: ActivityState
  categories: SeatCategory[]
  links: ChainLink[]
  /** Oldest first. */
  changes: ActivityChange[]
  draft: HeardDraft | null
}
