import type { SignOffState } from '~/app/domain/audit/transitions'
import { dayOf } from '~/app/domain/calendar'
import type { Finding } from '~/app/domain/findings'
import { type ChainLink, type ChainLinkKind, chainLinks } from './chain-links'
import {
  agendaFindings,
  type Chain,
  closeTranscriptFindings,
  deliveryFindings,
  drawFindings,
  freezeFindings,
  holdingFindings,
  listFindings,
  reportFindings,
} from './gates'
import { lastDayFor, leadTimes } from './rules'

/** The pages that an activity has at the desk. */
export type ActivityPlace =
  | 'activity'
  | 'agenda'
  | 'registrations'
  | 'draw'
  | 'materials'
  | 'check-in'
  | 'transcript'
  | 'report'
  | 'record'

export type ChecklistItem = Omit<ChainLink, 'kind'> & {
  kind: ChainLinkKind | 'agenda'
  /** Where it is done. */
  place: ActivityPlace
  /** What is missing for it now. */
  findings: Finding[]
}

const places: Record<ChainLinkKind, ActivityPlace> = {
  notice: 'activity',
  registration: 'registrations',
  frozen: 'draw',
  drawn: 'draw',
  list: 'draw',
  materials: 'materials',
  held: 'check-in',
  transcript: 'transcript',
  report: 'report',
  postponed: 'activity',
  cancelled: 'activity',
}

type Times = { registrationOpensAt: Date | null; endsAt: Date }

/** Every gate of an activity: done with its date, or what is missing, by when, and the page where it is done. */
export function checklistOf(chain: Chain, times: Times, notice: Finding[], now: Date): ChecklistItem[] {
  const items = chainLinks(chain, times, [], now).map((link): ChecklistItem => {
    const place = link.kind === 'held' && chain.kind !== 'hearing' ? heldPlace(chain) : places[link.kind]
    return {
      ...link,
      place,
      ...dated(link, chain, now),
      findings: findingsFor(link, chain, notice, now),
    }
  })
  if (chain.kind !== 'hearing' || chain.cancelledAt) return items
  const at = items.findIndex(({ kind }) => kind === 'held')
  return items.toSpliced(at, 0, agendaItem(chain))
}

function heldPlace({ kind }: Chain): ActivityPlace {
  return kind === 'meeting-attendance' ? 'check-in' : 'record'
}

/** The notice comes first, and may have a last day (P8). */
function dated(link: ChainLink, chain: Chain, now: Date): Partial<ChainLink> {
  if (link.state === 'done') return {}
  // Its days may have come, but nothing begins before the notice.
  if (!chain.publishedAt && link.kind !== 'notice') return { state: 'coming' }
  const { notice } = leadTimes[chain.profile]
  if (link.kind === 'notice')
    return notice === 0 ? { state: 'now' } : dueBy(lastDayFor(chain.startsAt, notice), { state: 'now' }, now)
  return {}
}

function dueBy(latestOn: string, { state }: Pick<ChainLink, 'state'>, now: Date) {
  return { latestOn, state: dayOf(now) > latestOn ? ('overdue' as const) : state }
}

function agendaItem(chain: Chain): ChecklistItem {
  const missing = chain.heldAt ? [] : agendaFindings(chain.agenda)
  const state = missing.length === 0 ? 'done' : chain.publishedAt ? 'now' : 'coming'
  // Where there is none at all, its name says what is missing.
  const findings = chain.agenda.length === 0 ? [] : missing
  return {
    kind: 'agenda',
    place: 'agenda',
    at: null,
    latestOn: lastDayFor(chain.startsAt, 1),
    state,
    findings,
  }
}

/** What has its turn says what is missing; what comes later would only say that it is not its turn. */
function findingsFor({ kind, state }: ChainLink, chain: Chain, notice: Finding[], now: Date): Finding[] {
  if (kind === 'notice') return state === 'done' ? [] : notice
  if (state !== 'now' && state !== 'overdue') return []
  if (kind === 'frozen') return freezeFindings(chain, now)
  if (kind === 'drawn') return drawFindings(chain)
  if (kind === 'list') return listFindings(chain, now)
  if (kind === 'materials') return deliveryFindings(chain)
  if (kind === 'held' && chain.publishedAt) return holdingFindings(chain, now)
  if (kind === 'transcript') return closeTranscriptFindings(chain)
  // Whether the report is written is for its own page to say.
  if (kind === 'report') return reportFindings(chain, now, { body: '…' })
  return []
}

export type NextStep = Pick<ChecklistItem, 'kind' | 'place' | 'latestOn' | 'at'> & {
  isOverdue: boolean
  /** Nothing is missing any more for a public act: it waits for who signs for it. */
  isForIssuer: boolean
}

const signedFor: ReadonlySet<ChecklistItem['kind']> = new Set(['list', 'transcript'])

type SignOffs = { notice?: SignOffState; isReportSubmitted?: boolean }

/**
 * What is to be done now, the first thing first; null where everything is done or called off. A notice or a report that
 * has been submitted waits for who signs for it.
 */
export function nextOf(
  items: ChecklistItem[],
  { notice, isReportSubmitted = false }: SignOffs = {},
): NextStep | null {
  const draft = items.find(({ kind, state }) => kind === 'notice' && state !== 'done')
  const next =
    draft ??
    items.find(({ state }) => state === 'overdue') ??
    items.find(({ state, kind }) => state === 'now' && kind !== 'registration') ??
    items.find(({ state }) => state !== 'done')
  if (!next) return null
  const { kind, place, latestOn, at, state, findings } = next
  const isComplete = signedFor.has(kind) && state !== 'coming' && findings.length === 0
  const isSubmitted =
    (kind === 'notice' && notice === 'submitted') || (kind === 'report' && isReportSubmitted)
  const isForIssuer = isSubmitted || isComplete
  return { kind, place, latestOn, at, isOverdue: state === 'overdue', isForIssuer }
}
