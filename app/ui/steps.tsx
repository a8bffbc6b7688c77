import { useT } from '~/app/ui/language'

export type Step = { id: string; title: string; href?: string; state: 'done' | 'now' | 'coming' }

/** The steps of a piece of work at the desk, in one row: import, check, publish. */
export function Steps({ steps }: { steps: Step[] }) {
  const t = useT()
  return (
    <ol className="steps" aria-label={t('steps.label')}>
      {steps.map((step, at) => (
        <li
          key={step.id}
          className={`step step-${step.state}`}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span className="step-number">{step.state === 'done' ? '✓' : at + 1}</span>
          {step.href ? <a href={step.href}>{step.title}</a> : <span>{step.title}</span>}
          {step.state === 'done' ? <span className="visually-hidden">{t('timeline.done')}</span> : null}
        </li>
      ))}
    </ol>
  )
}
