import { dayOf } from '~/app/domain/calendar'
import type { Chain } from './gates'
import { hasDraw, lastDayForList, lastDayForMaterials } from './rules'
import { callsPeople } from './types'

export type ChainLinkKind =
  | 'notice'
  | 'registration'
  | 'frozen'
  | 'drawn'
  | 'list'
  | 'materials'
  | 'held'
  | 'transcript'
  | 'report'
  | 'postponed'
  | 'cancelled'

/** One link of the public chain, in the shape that the timeline shows. */
export type ChainLink = {
  kind: ChainLinkKind
  state: 'done' | 'now' | 'coming' | 'overdue'
  /** When it was done, or the time that is announced for it. */
  at: Date | null
  /** The last day on which it can still be done in time. */
  latestOn: string | null
  reason?: string | null
}

type Times = { registrationOpensAt: Date | null; endsAt: Date }
type Change = { kind: 'postponed' | 'cancelled'; at: Date; reason: string | null }

/** From the notice to the report: each step with its day; what was called off has nothing to come. */
export function chainLinks(chain: Chain, times: Times, changes: Change[], now: Date): ChainLink[] {
  const links = [
    link('notice', chain.publishedAt, now),
    ...(callsPeople(chain.kind) ? callingLinks(chain, times, now) : []),
    heldLink(chain, times, now),
    ...(chain.kind === 'hearing' ? [transcriptLink(chain, now)] : []),
    reportLink(chain, times, now),
  ]
  const done = [
    ...links.filter(({ state }) => state === 'done'),
    ...changes.map((change): ChainLink => ({ ...change, state: 'done', latestOn: null })),
  ].sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))
  return chain.cancelledAt ? done : [...done, ...links.filter(({ state }) => state !== 'done')]
}

function link(kind: ChainLinkKind, at: Date | null, now: Date, waiting: ChainLink['state'] = 'coming') {
  const isDone = at !== null && at <= now
  return { kind, at, latestOn: null, state: isDone ? 'done' : waiting } satisfies ChainLink
}

/** P6, P8: registration, the draw where there is one, the list, and for a hearing the materials. */
function callingLinks(chain: Chain, { registrationOpensAt }: Times, now: Date): ChainLink[] {
  const closesAt = chain.registrationClosesAt
  const isRegistering = registrationOpensAt !== null && registrationOpensAt <= now
  const isClosed = closesAt === null || closesAt < now
  const isPassed = chain.heldAt !== null
  const steps: ChainLink[] = closesAt
    ? [link('registration', closesAt, now, isRegistering ? 'now' : 'coming')]
    : []
  if (hasDraw(chain.categories)) {
    steps.push(link('frozen', chain.frozenAt, now, isClosed ? 'now' : 'coming'))
    steps.push(link('drawn', chain.drawnAt, now, chain.frozenAt ? 'now' : 'coming'))
  }
  const isSelected = isClosed && (chain.drawnAt !== null || !hasDraw(chain.categories))
  const listLink = link('list', chain.listPublishedAt, now, isSelected ? 'now' : 'coming')
  const dueList = dueOn(listLink, lastDayForList(chain), isPassed, now)
  if (chain.kind !== 'hearing') return [...steps, dueList]
  const deliveries = chain.participants.map(({ deliveredAt }) => deliveredAt)
  const isDelivered = chain.listPublishedAt !== null && deliveries.length > 0 && !deliveries.includes(null)
  const deliveredAt = isDelivered ? new Date(Math.max(...deliveries.map((at) => at?.getTime() ?? 0))) : null
  const materialsLink = link('materials', deliveredAt, now, chain.listPublishedAt ? 'now' : 'coming')
  return [...steps, dueList, dueOn(materialsLink, lastDayForMaterials(chain), isPassed, now)]
}

function dueOn(one: ChainLink, latestOn: string, isPassed: boolean, now: Date): ChainLink {
  if (one.state === 'done') return one
  return { ...one, latestOn, state: !isPassed && dayOf(now) > latestOn ? 'overdue' : one.state }
}

/** A symposium, a visit or a poll has no gate of its own: it is over once its time is. */
function heldLink({ kind, startsAt, heldAt }: Chain, { endsAt }: Times, now: Date): ChainLink {
  const doneAt = heldAt ?? (callsPeople(kind) ? null : endsAt < now ? startsAt : null)
  if (doneAt) return { ...link('held', startsAt, now), state: 'done' }
  return { kind: 'held', at: startsAt, latestOn: null, state: startsAt <= now ? 'now' : 'coming' }
}

function transcriptLink({ heldAt, transcriptClosedAt }: Chain, now: Date): ChainLink {
  return link('transcript', transcriptClosedAt, now, heldAt ? 'now' : 'coming')
}

function reportLink(chain: Chain, { endsAt }: Times, now: Date): ChainLink {
  const before =
    chain.kind === 'hearing' ? chain.transcriptClosedAt : (chain.heldAt ?? (endsAt < now ? endsAt : null))
  return link('report', chain.reportedAt, now, before ? 'now' : 'coming')
}
