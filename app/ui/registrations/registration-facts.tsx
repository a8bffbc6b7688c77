import type { ReactNode } from 'react'
import type { RegistrationReceipt } from '~/app/domain/registrations/receipt-types'
import { paths } from '~/app/paths'
import { sayPeriodAndWeekday } from '~/app/ui/activity/say-period'
import { Facts } from '~/app/ui/document-header'
import { formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'

/** What one comes to, where and when, and under which name one stands in public. */
export function RegistrationFacts({ receipt }: { receipt: RegistrationReceipt }) {
  const t = useT()
  const { activity, category, pseudonym, shownName, publishName, organisation, topic, channel } = receipt
  const facts: [string, ReactNode][] = [
    [
      t(`activity.kind.${activity.kind}`),
      <a key="activity" href={paths.activity(activity.id)}>
        {activity.title}
      </a>,
    ],
    [t('activity.when'), sayPeriodAndWeekday(activity, t, useLang())],
    [t('activity.place'), activity.place],
  ]
  if (activity.accessibility) facts.push([t('activity.accessibility'), activity.accessibility])
  if (!receipt.heldAt && !receipt.cancelled)
    facts.push([t('registration.bring'), t('registration.bring.text')])
  facts.push(
    [t('register.category'), t(`activity.group.${category.group}`)],
    [
      t('registration.pseudonym'),
      <span key="pseudonym">
        <b className="registration-pseudonym">{pseudonym}</b> {t('registration.pseudonym.text')}
      </span>,
    ],
    [
      t('registration.shownName'),
      t(publishName ? 'registration.shownName.whole' : 'registration.shownName.part', { name: shownName }),
    ],
  )
  if (organisation) facts.push([t('register.organisation'), organisation])
  if (topic) facts.push([t('register.topic'), topic])
  facts.push([
    t('registration.received'),
    t('registration.received.text', {
      at: formatDateTime(receipt.receivedAt),
      channel: t(`registration.channel.${channel}`),
    }),
  ])
  return <Facts facts={facts} />
}
