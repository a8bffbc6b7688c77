import type { ActivityKind, ActivityProfile, SeatGroup, StrataTrait } from '~/app/domain/activities/types'
import type { DrawRule } from './draw'

export type DrawCategory = {
  rule: Omit<DrawRule, 'group' | 'trait'> & { group: SeatGroup; trait: StrataTrait | null }
  chosen: string[]
  /** In their order; the page shows the first of them, the file has all. */
  waiting: string[]
  waitingCount: number
  /** Of those who are shown: who holds the drawn place no more, since when, and why where somebody decided it. */
  gone: { pseudonym: string; kind: 'withdrawn' | 'lapsed' | 'excluded'; at: Date; reason: string | null }[]
}
export type DrawSummary = {
  activityId: number
  rules: DrawCategory['rule'][]
  commitment: string
  rulesHash: string
  committedAt: Date
  closesAt: Date | null
  frozen: { at: Date; listHash: string; count: number } | null
  drawn: { at: Date; secret: string; seed: string; categories: DrawCategory[] } | null
}
export type DrawPage = {
  activity: { id: number; kind: ActivityKind; profile: ActivityProfile; title: string }
  department: { name: string; slug: string }
  publishedAt: Date
  isCancelled: boolean
  draw: DrawSummary
}
