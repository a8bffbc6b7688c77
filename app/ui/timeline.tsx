import type { ReactNode } from 'react'
import type { MessageKey } from '~/app/ui/catalogue'
import type { When } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Time } from '~/app/ui/time'

export type TimelineStep = {
  id: string | number
  title: string
  at?: When | null
  state: 'done' | 'now' | 'coming' | 'overdue'
  note?: ReactNode
  href?: string | null
}

/** The one timeline for every process. The state of each step is said in a word and drawn as a shape. */
export function Timeline({
  steps,
  label,
  format,
}: {
  steps: TimelineStep[]
  label?: string
  format?: 'date' | 'datetime'
}) {
  const t = useT()
  return (
    <ol className="timeline" aria-label={label ?? t('timeline.label')}>
      {steps.map((step) => (
        <li
          key={step.id}
          className={`timeline-step timeline-${step.state}`}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <p className="timeline-title">{step.href ? <a href={step.href}>{step.title}</a> : step.title}</p>
          <p className="timeline-when">
            {step.at ? <Time at={step.at} format={format} /> : null}{' '}
            {/* A full dot with its date is done: said aloud, not printed at every step. */}
            <span className={step.state === 'done' && step.at ? 'visually-hidden' : 'timeline-state'}>
              {t(stateWords[step.state])}
            </span>
          </p>
          {step.note ? <div className="timeline-note">{step.note}</div> : null}
        </li>
      ))}
    </ol>
  )
}

const stateWords: Record<TimelineStep['state'], MessageKey> = {
  done: 'timeline.done',
  now: 'timeline.now',
  coming: 'timeline.coming',
  overdue: 'timeline.overdue',
}
