import type { ActivityKind, ActivityProfile, ActivityState } from '~/app/domain/activities/types'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'

const tones: Record<ActivityState, Tone> = {
  announced: 'info',
  registering: 'open',
  selecting: 'waiting',
  preparing: 'info',
  held: 'waiting',
  reported: 'done',
  cancelled: 'refused',
}

export function ActivityStateWord({ state }: { state: ActivityState }) {
  const t = useT()
  return <StatusWord tone={tones[state]}>{t(`activity.state.${state}`)}</StatusWord>
}

/** 听证会, 价格听证会, 座谈会 … */
export function activityKindKey({ kind, profile }: { kind: ActivityKind; profile: ActivityProfile }) {
  return kind === 'hearing' && profile === 'price'
    ? ('activity.price' as const)
    : (`activity.kind.${kind}` as const)
}
