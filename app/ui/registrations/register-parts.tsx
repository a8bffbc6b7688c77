import type { ReactNode } from 'react'
import { isDrawn } from '~/app/domain/activities/types'
import type { SeatFigure } from '~/app/domain/registrations/types'
import { paths } from '~/app/paths'
import { sayPeriodAndWeekday } from '~/app/ui/activity/say-period'
import { LinkButton } from '~/app/ui/button'
import { Facts } from '~/app/ui/document-header'
import { TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDate, formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import type { RegisterPageData } from './register-types'

export function WhenAndWhere({ page }: { page: RegisterPageData }) {
  const t = useT()
  const facts: [string, ReactNode][] = [
    [t('activity.when'), sayPeriodAndWeekday(page, t, useLang())],
    [t('activity.place'), page.place],
  ]
  if (page.accessibility) facts.push([t('activity.accessibility'), page.accessibility])
  return <Facts facts={facts} />
}

/** Not yet, not any more, or called off: in one sentence, with what may be done instead. */
export function NotOpen({ page, kept }: { page: RegisterPageData; kept?: string }) {
  const t = useT()
  const { isCancelled, isUpcoming, opensAt, closesAt, refusal } = page
  const lang = useLang()
  const words = isCancelled
    ? t('register.cancelled.text')
    : isUpcoming && opensAt
      ? t('register.upcoming.text', { at: formatDateTime(opensAt) })
      : closesAt
        ? t('register.closed.text', { at: formatDeadline(closesAt, lang) })
        : refusal
  const title = isCancelled ? 'register.cancelled' : isUpcoming ? 'register.upcoming' : 'register.closed'
  return (
    <>
      <Notice tone="warning" title={t(title)}>
        <p>{words}</p>
      </Notice>
      {kept ? (
        <Form>
          <TextArea name="topic" label={t('register.kept')} value={kept} rows={5} readOnly required={false} />
        </Form>
      ) : null}
      <Actions>
        <LinkButton href={paths.activity(page.id)}>{t('register.readNotice')}</LinkButton>
        <LinkButton kind="quiet" href={paths.receipts()}>
          {t('register.lookUp')}
        </LinkButton>
      </Actions>
    </>
  )
}

export function WhatHappensNext({ page, category }: { page: RegisterPageData; category: SeatFigure }) {
  const t = useT()
  const lang = useLang()
  const { confirmHours, closesAt, listBy } = page
  const day = formatDate(listBy, lang)
  const hours = confirmHours
  return (
    <section>
      <h2>{t('register.next')}</h2>
      <ol className="what-next">
        <li>{t('register.next.code')}</li>
        {isDrawn(category.method) ? (
          <li>{t('register.next.draw', { at: closesAt ? formatDeadline(closesAt, lang) : '', day })}</li>
        ) : (
          <li>{t('register.next.arrival')}</li>
        )}
        <li>
          {t(isDrawn(category.method) ? 'register.next.confirm' : 'register.next.confirmUp', { hours })}
        </li>
        <li>{t('register.next.list', { day })}</li>
      </ol>
    </section>
  )
}

/** For those who would rather not write here. */
export function OtherWays({ page }: { page: RegisterPageData }) {
  const t = useT()
  const { phone, address } = page.department
  if (!phone && !address) return null
  const facts: [string, ReactNode][] = []
  if (phone) facts.push([t('register.byPhone'), phone])
  if (address) facts.push([t('register.atCounter'), address])
  return (
    <section className="no-print">
      <h2>{t('register.otherWays')}</h2>
      <p>{t('register.otherWays.text')}</p>
      <Facts facts={facts} />
    </section>
  )
}

/** L1: why, who sees it, how long, and the person's rights; stands at the form itself. */
export function RegistrationPrivacy() {
  const t = useT()
  return (
    <Notice title={t('comment.privacy')}>
      <ul className="bulleted">
        <li>{t('register.privacy.why')}</li>
        <li>{t('register.privacy.who')}</li>
        <li>{t('register.privacy.public')}</li>
        <li>{t('register.privacy.long')}</li>
        <li>{t('register.privacy.rights')}</li>
      </ul>
    </Notice>
  )
}
