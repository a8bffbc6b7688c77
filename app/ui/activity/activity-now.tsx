import type { ReactNode } from 'react'
import type { ActivityHead } from '~/app/domain/activities/page-types'
import { callsPeople } from '~/app/domain/activities/types'
import { takesRegistrations } from '~/app/domain/registrations/rules'
import type { SeatFigure } from '~/app/domain/registrations/types'
import { paths } from '~/app/paths'
import { LinkButton } from '~/app/ui/button'
import { Deadline } from '~/app/ui/deadline'
import { formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { sayPeriod } from './say-period'

type NowProps = {
  page: Pick<ActivityHead, 'activity' | 'state'>
  figures: SeatFigure[]
  now: Date
  calendar: ReactNode
}

/** What a reader can do at this moment, before anything else on the page. */
export function ActivityNow({ page, figures, now, calendar }: NowProps) {
  const t = useT()
  const { activity, state } = page
  if (state === 'cancelled' || state === 'reported') return null
  if (state === 'held') return <p className="activity-now-line">{t('activity.now.held')}</p>
  if (state === 'registering')
    return <RegisterNow activity={activity} figures={figures} now={now} calendar={calendar} />
  const { title, text } = wordsOf(page, now, t)
  return (
    <section className="activity-now" aria-labelledby="activity-now">
      <h2 id="activity-now">{title}</h2>
      {text ? <p>{text}</p> : null}
      {calendar}
    </section>
  )
}

function RegisterNow({
  activity,
  figures,
  now,
  calendar,
}: Omit<NowProps, 'page'> & Pick<ActivityHead, 'activity'>) {
  const t = useT()
  const lang = useLang()
  const groups = figures
    .filter(takesRegistrations)
    .map(({ group }) => t(`activity.group.${group}`))
    .join(lang === 'zh' ? '、' : ', ')
  return (
    <section className="activity-now activity-now-open" aria-labelledby="activity-now">
      <h2 id="activity-now">{t('activity.now.register')}</h2>
      <p>
        <Deadline
          at={activity.registrationClosesAt ?? activity.startsAt}
          now={now}
          lang={lang}
          size="large"
        />
      </p>
      <p>
        {t('activity.now.who', { groups })}
        <a href="#seats">{t('activity.now.who.link')}</a>
      </p>
      <p>{t('activity.now.register.text')}</p>
      <div className="actions">
        <LinkButton href={paths.register(activity.id)}>{t('activity.now.register.button')}</LinkButton>
        <LinkButton kind="quiet" href={paths.receipts()}>
          {t('activity.now.receipt')}
        </LinkButton>
      </div>
      {calendar}
    </section>
  )
}

/** While there is nothing to fill in: what happens next, and when. */
function wordsOf(
  { activity, state }: NowProps['page'],
  now: Date,
  t: ReturnType<typeof useT>,
): { title: string; text?: string } {
  const { kind, registrationOpensAt, startsAt } = activity
  if (state === 'selecting')
    return { title: t('activity.now.selecting'), text: t('activity.now.selecting.text') }
  if (startsAt <= now) return { title: t('activity.now.running'), text: sayPeriod(activity, t) }
  if (state === 'preparing') return { title: t('activity.now.preparing'), text: sayPeriod(activity, t) }
  if (callsPeople(kind) && registrationOpensAt && registrationOpensAt > now)
    return {
      title: t('activity.now.opens', { at: formatDateTime(registrationOpensAt) }),
      text: t('activity.now.opens.text'),
    }
  const key = kind === 'opinion-poll' ? 'activity.now.coming.poll' : 'activity.now.coming'
  return { title: t(key, { at: formatDateTime(startsAt) }) }
}
