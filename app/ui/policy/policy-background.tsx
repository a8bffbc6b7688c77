import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
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
