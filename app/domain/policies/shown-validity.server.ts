import { dayOf } from '~/app/domain/calendar'
import type { Ctx } from '~/app/server/context'
import { type PolicyLink, publicPolicyLinks } from './public-policy.server'
import { validityAt } from './rules'
import type { Validity } from './types'
import { type KnownChange, validityChangesOf } from './validity.server'

export type ShownValidity = {
  state: Validity
  /** The day since when; null while it is simply valid. */
  on: string | null
  reason: string
  replacedBy: PolicyLink | null
  /** What is known to come next: the day on which it lapses, or is replaced. */
  coming: {
    state: Exclude<Validity, 'valid'>
    on: string
    reason: string
    replacedBy: PolicyLink | null
  } | null
}

/** D5: what a document says of itself at its top, today and of the days to come. */
export async function shownValidity(ctx: Ctx, policyId: number): Promise<ShownValidity> {
  const today = dayOf(ctx.now)
  const changes = (await validityChangesOf(ctx, [policyId])).get(policyId) ?? []
  const now = validityAt([...changes], today)
  const next = changes
    .filter(({ on }) => on > today)
    .sort((one, other) => one.on.localeCompare(other.on) || other.id - one.id)[0]
  const links = await publicPolicyLinks(
    ctx,
    [now, next].flatMap((change) => change?.replacedById ?? []),
  )
  const linkOf = (change: KnownChange) => links.find(({ id }) => id === change.replacedById) ?? null
  return {
    state: now?.validity ?? 'valid',
    on: now?.on ?? null,
    reason: now?.reason ?? '',
    replacedBy: now ? linkOf(now) : null,
    coming: next
      ? { state: next.validity, on: next.on, reason: next.reason, replacedBy: linkOf(next) }
      : null,
  }
}
