import type { ConsultationState } from '~/app/domain/consultations/rules'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'

const tones: Record<ConsultationState, Tone> = {
  upcoming: 'info',
  open: 'open',
  closed: 'waiting',
  terminated: 'refused',
  answered: 'done',
}

export function ConsultationStateWord({ state }: { state: ConsultationState }) {
  const t = useT()
  return <StatusWord tone={tones[state]}>{t(`consultation.state.${state}`)}</StatusWord>
}
