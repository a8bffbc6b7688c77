import type { PublicSurveyState } from '~/app/domain/surveys/types'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'

const tones: Record<PublicSurveyState, Tone> = {
  upcoming: 'info',
  open: 'open',
  closed: 'waiting',
  reported: 'done',
}

export function SurveyStateWord({ state }: { state: PublicSurveyState }) {
  const t = useT()
  return <StatusWord tone={tones[state]}>{t(`survey.state.${state}`)}</StatusWord>
}
