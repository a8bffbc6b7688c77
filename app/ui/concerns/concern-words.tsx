import type { Clock } from '~/app/domain/concerns/rules'
import type { ConcernEvent, ConcernState } from '~/app/domain/concerns/types'
import { useT } from '~/app/ui/language'
import { StatusWord, type Tone } from '~/app/ui/status-word'
import { Timeline, type TimelineStep } from '~/app/ui/timeline'

const tones: Record<ConcernState, Tone> = { answered: 'done', open: 'waiting', overdue: 'overdue' }

export function ConcernStatus({ state }: { state: ConcernState }) {
  const t = useT()
  return <StatusWord tone={tones[state]}>{t(`concern.state.${state}`)}</StatusWord>
}

/** How much time is left, or how long it took: C1's running clock in words. */
export function ClockWords({ clock, receivedAt }: { clock: Clock; receivedAt: Date }) {
  const t = useT()
  const sayDuration = (minutes: number) => {
    const hours = Math.floor(minutes / 60)
    if (hours >= 48) return t('duration.days', { days: Math.floor(hours / 24), hours: hours % 24 })
    if (hours >= 1 && minutes % 60 === 0) return t('duration.wholeHours', { hours })
    if (hours >= 1) return t('duration.hours', { hours, minutes: minutes % 60 })
    return t('duration.minutes', { minutes: Math.max(0, minutes) })
  }
  if (clock.state === 'running') return <>{t('concern.left', { duration: sayDuration(clock.minutesLeft) })}</>
  if (clock.state === 'overdue')
    return <>{t('concern.over', { duration: sayDuration(-clock.minutesLeft) })}</>
  const whole = Math.floor((clock.deadline.getTime() - receivedAt.getTime()) / 60_000)
  const duration = sayDuration(whole - clock.minutesLeft)
  return <>{t(clock.state === 'late' ? 'concern.tookLate' : 'concern.took', { duration })}</>
}

/** Everything that happened to a concern, and what is still due. */
export function ConcernTimeline({ events }: { events: ConcernEvent[] }) {
  const t = useT()
  const steps = events.map((event, at): TimelineStep => {
    const values: Record<string, string> = 'department' in event ? { department: event.department } : {}
    return {
      id: at,
      title: t(`concern.event.${event.kind}`, values),
      at: event.at,
      state: event.kind === 'due' ? (event.isOverdue ? 'overdue' : 'now') : 'done',
      note: 'spokesperson' in event ? event.spokesperson : null,
    }
  })
  return <Timeline steps={steps} label={t('concern.timeline')} format="datetime" />
}
