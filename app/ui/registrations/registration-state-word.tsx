import type { RegistrationState } from '~/app/domain/registrations/types'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'

const tones: Record<RegistrationState, Tone> = {
  received: 'waiting',
  offered: 'open',
  confirmed: 'done',
  waiting: 'waiting',
  'not-selected': 'info',
  withdrawn: 'refused',
  lapsed: 'overdue',
  excluded: 'refused',
}

export function RegistrationStateWord({
  state,
  isCancelled = false,
}: {
  state: RegistrationState
  isCancelled?: boolean
}) {
  const t = useT()
  if (isCancelled) return <StatusWord tone="refused">{t('activity.state.cancelled')}</StatusWord>
  return <StatusWord tone={tones[state]}>{t(`registration.state.${state}`)}</StatusWord>
}
