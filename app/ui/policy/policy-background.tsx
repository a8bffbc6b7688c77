import type { InterpretationForm } from '~/app/domain/interpretations/types'
import { paths } from '~/app/paths'
import { formatDate, type When } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Time } from '~/app/ui/time'
import { Timeline } from '~/app/ui/timeline'

type Event = {
  id: string
  kind:
    | 'consultation'
    | 'feedback'
    | 'signed'
    | 'published'
    | 'effective'
    | 'interpretation'
    | 'amended'
    | 'repealed'
    | 'lapsed'
  at: Date
  until?: Date
  title?: string
  href: string | null
  isComing: boolean
}

/** How the policy came about and what became of it. */
export function PolicyTimeline({ events }: { events: Event[] }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h2 id="policy-timeline">{t('policy.timeline')}</h2>
      <Timeline
        label={t('policy.timeline')}
        steps={events.map(({ id, kind, at, until, title, href, isComing }) => ({
          id,
          title: t(`policy.event.${kind}`),
          at,
          href,
          state: isComing ? 'coming' : 'done',
          note: until
            ? t('policy.event.consultation.until', {
                from: formatDate(at, lang),
                to: formatDate(until, lang),
              })
            : kind === 'interpretation'
              ? title
              : null,
        }))}
      />
    </>
  )
}

type Interpretation = { id: number; title: string; form: Parameters<typeof formKey>[0]; publishedAt: When }

export function PolicyInterpretations({ interpretations }: { interpretations: Interpretation[] }) {
  const t = useT()
  return (
    <section aria-labelledby="policy-interpretations">
      <h2 id="policy-interpretations">{t('policy.interpretations')}</h2>
      {interpretations.length === 0 ? <p>{t('policy.interpretations.none')}</p> : null}
      <ul className="policy-interpretations">
        {interpretations.map(({ id, title, form, publishedAt }) => (
          <li key={id}>
            <a href={paths.interpretation(id)}>{title}</a>
            <MetaLine entries={[t(formKey(form)), <Time key="at" at={publishedAt} />]} />
          </li>
        ))}
      </ul>
    </section>
  )
}

export function formKey(form: InterpretationForm) {
  return `interpretation.form.${form}` as const
}
