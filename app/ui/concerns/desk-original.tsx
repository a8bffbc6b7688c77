import type { ReactNode } from 'react'
import type { DeskConcern } from '~/app/domain/concerns/types'
import { Paragraphs, ReferenceLink } from '~/app/ui/concerns/answer'
import { Facts } from '~/app/ui/document-header'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

/** What the citizen handed in, as it came. */
export function OriginalConcern({ concern }: { concern: DeskConcern }) {
  const t = useT()
  const facts: [string, ReactNode][] = [
    [t('desk.concern.code'), concern.code],
    [t('desk.concern.channel'), t(`comment.${concern.channel}`)],
    [t('desk.concern.column.received'), formatDateTime(concern.receivedAt)],
    [t('desk.concern.name'), concern.displayName || '—'],
    [t('desk.concern.place'), concern.place || '—'],
    [t('desk.concern.contact'), concern.contact || '—'],
  ]
  if (concern.page !== null) facts.push([t('errorReport.page'), concern.page])
  if (concern.about) facts.push([t('concern.about'), <ReferenceLink key="about" reference={concern.about} />])
  if (concern.pressConferenceBy)
    facts.push([t('desk.concern.press'), formatDateTime(concern.pressConferenceBy)])
  return (
    <section className="concern-part">
      <h2>{t('desk.concern.original')}</h2>
      <Paragraphs paragraphs={concern.body.split(/\n+/)} />
      <p className="meta-line">
        {t(concern.publishWords ? 'desk.concern.consent' : 'desk.concern.noConsent')}
      </p>
      <Facts facts={facts} />
    </section>
  )
}
