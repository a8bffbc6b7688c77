import { seatMethodOf } from '~/app/domain/activities/choices'
import { type ActivityKind, callsPeople, type SeatCategory } from '~/app/domain/activities/types'
import { paths } from '~/app/paths'
import { sayPeriod, sayUntil } from '~/app/ui/activity/say-period'
import { seatMethodWord } from '~/app/ui/activity-desk/activity-fields'
import { Facts } from '~/app/ui/document-header'
import { formatDateTime, type When } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Paragraphs } from '~/app/ui/paragraphs'
import { TableScroll } from '~/app/ui/table-scroll'

type ContentProps = {
  activity: {
    kind: ActivityKind
    purpose: string
    place: string
    accessibility: string
    startsAt: When
    endsAt: When
    registrationOpensAt: When | null
    registrationClosesAt: When | null
    confirmHours: number
    liveUrl: string
  }
  categories: SeatCategory[]
  ledger: Ledger | null
}

type Ledger = {
  consultationId: number
  title: string
  isOwn: boolean
  textId: number
  draft: string
  version: number
  explanation: string
}

/** The notice as it stands, once it can no longer be edited. */
export function ActivityContent({ activity, categories, ledger }: ContentProps) {
  const t = useT()
  const { registrationOpensAt: opens, registrationClosesAt: closes } = activity
  return (
    <>
      <section aria-labelledby="content">
        <h2 id="content">{t('desk.content')}</h2>
        <Facts
          facts={[
            [t('activity.when'), sayPeriod(activity, t)],
            [t('activity.place'), activity.place || null],
            [t('activity.accessibility'), activity.accessibility || null],
            ...(opens && closes
              ? [
                  [
                    t('activity.registration'),
                    t('activity.period', { from: formatDateTime(opens), to: sayUntil(closes) }),
                  ] as [string, string],
                  [t('activityForm.confirmHours'), String(activity.confirmHours)] as [string, string],
                ]
              : []),
            ...(activity.liveUrl
              ? [
                  [
                    t('activity.live'),
                    <a key="live" href={activity.liveUrl} rel="noreferrer">
                      {activity.liveUrl}
                    </a>,
                  ] as [string, React.ReactNode],
                ]
              : []),
            [t('activityForm.ledger'), <LedgerName key="ledger" ledger={ledger} />],
          ]}
        />
      </section>
      <section aria-labelledby="purpose">
        <h2 id="purpose">{t('activity.purpose')}</h2>
        <Paragraphs text={activity.purpose} />
      </section>
      {callsPeople(activity.kind) ? <Categories categories={categories} /> : null}
    </>
  )
}

function LedgerName({ ledger }: { ledger: Ledger | null }) {
  const t = useT()
  if (!ledger) return t('activityDesk.ledger.none')
  if (!ledger.isOwn) return <a href={paths.desk.consultation(ledger.consultationId)}>{ledger.title}</a>
  return (
    <>
      {t('activityDesk.ledger.own')}{' '}
      <a href={paths.desk.text(ledger.textId)}>
        {t('consultationForm.versionName', { title: ledger.draft, number: ledger.version })}
      </a>
    </>
  )
}

function Categories({ categories }: { categories: SeatCategory[] }) {
  const t = useT()
  return (
    <section>
      <h2 id="seats">{t('activity.seats')}</h2>
      <TableScroll label={t('activity.seats')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('activityForm.seats.group')}</th>
              <th scope="col" className="number">
                {t('activityForm.seats.number')}
              </th>
              <th scope="col">{t('activityForm.seats.method')}</th>
              <th scope="col">{t('activityForm.seats.eligibility')}</th>
            </tr>
          </thead>
          <tbody>
            {categories.map((category) => (
              <tr key={category.id}>
                <td>{t(`activity.group.${category.group}`)}</td>
                <td className="number">{category.seats}</td>
                <td>{t(seatMethodWord(seatMethodOf(category)))}</td>
                <td>{category.eligibility || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}
