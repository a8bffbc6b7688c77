import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { StatusWord } from '~/app/ui/status-word'

type Clock = { state: 'met' | 'due' | 'overdue'; dueAt: Date }

/** I5: amber while there is time, red after the third working day; nothing where it is met. */
export function InterpretationDue({ clock }: { clock: Clock | null }) {
  const t = useT()
  const lang = useLang()
  if (!clock || clock.state === 'met') return null
  return (
    <StatusWord tone={clock.state === 'overdue' ? 'overdue' : 'waiting'}>
      {t(`deskPolicy.clock.${clock.state}`, { day: formatDate(clock.dueAt, lang) })}
    </StatusWord>
  )
}
