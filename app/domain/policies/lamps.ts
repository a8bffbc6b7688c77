import { stateAfter } from '~/app/domain/audit/transitions'

/** `off`: not reached yet; `late`: the interpretation came, but after the policy; `missing`: there is none. */
export type LampState = 'off' | 'on' | 'late' | 'missing'
export type Lamp = { state: LampState; policyAt: Date | null; interpretationAt: Date | null }
/** 三同步 (I2): drafted together, signed off together, published together. */
export type Lamps = { drafted: Lamp; signedOff: Lamp; published: Lamp }

type Signed = { createdAt: Date; steps: { kind: string; at: Date }[] }

/** Whether the interpretation kept up with the policy, from the dated rows alone; `plannedAt` is when the plan was written. */
export function lampsOf(policy: Signed, interpretations: Signed[], plannedAt: Date | null): Lamps {
  const alive = interpretations.filter(({ steps }) => stateAfter(steps) !== 'withdrawn')
  const state = stateAfter(policy.steps)
  const isPublished = state === 'published' || state === 'withdrawn'
  const submittedAt = lastAt(policy, 'submitted')
  const publishedAt = lastAt(policy, 'published')
  const drafted = earliest([...alive.map(({ createdAt }) => createdAt), plannedAt])
  const signed = earliest(
    alive
      .filter(({ steps }) => ['reviewed', 'published'].includes(stateAfter(steps)))
      .map((one) => lastAt(one, 'reviewed')),
  )
  const published = earliest(alive.map((one) => lastAt(one, 'published')))
  return {
    drafted: lamp(true, policy.createdAt, drafted, submittedAt),
    signedOff: lamp(
      state === 'reviewed' || isPublished,
      lastAt(policy, 'reviewed'),
      signed,
      isPublished ? publishedAt : null,
    ),
    published: lamp(isPublished, publishedAt, published, publishedAt),
  }
}

/** `latest` is until when the interpretation still kept up. */
function lamp(
  isReached: boolean,
  policyAt: Date | null,
  interpretationAt: Date | null,
  latest: Date | null,
): Lamp {
  if (!isReached) return { state: 'off', policyAt: null, interpretationAt }
  if (!interpretationAt) return { state: 'missing', policyAt, interpretationAt }
  const isLate = latest !== null && interpretationAt > latest
  return { state: isLate ? 'late' : 'on', policyAt, interpretationAt }
}

function lastAt({ steps }: Signed, kind: string): Date | null {
  return steps.findLast((step) => step.kind === kind)?.at ?? null
}

function earliest(all: (Date | null)[]): Date | null {
  const known = all.filter((at) => at !== null).map((at) => at.getTime())
  return known.length === 0 ? null : new Date(Math.min(...known))
}
