import { isClosing, type PublicDate } from '~/app/domain/public-dates/types'
import { hrefOfDate, stateKey } from '~/app/ui/calendar/date-words'
import { formatDateTime, formatDeadline, machineTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'

type Day = { day: string; dates: PublicDate[] }
type Month = { month: string; days: Day[] }

/** Public dates by month and day, in the order in which they come. */
export function DateList({ dates, now }: { dates: PublicDate[]; now: Date }) {
  const t = useT()
  return (
    <>
      {monthsOf(dates).map(({ month, days }) => (
        <section key={month} className="calendar-month">
          <h2>{t('calendar.month', { year: month.slice(0, 4), month: Number(month.slice(5)) })}</h2>
          <ol className="calendar-days">
            {days.map((day) => (
              <DayEntry key={day.day} {...day} isToday={day.day === dayIn(now)} />
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

function DayEntry({ day, dates, isToday }: Day & { isToday: boolean }) {
  const t = useT()
  const lang = useLang()
  const weekday = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
  return (
    <li className={isToday ? 'calendar-day calendar-today' : 'calendar-day'}>
      <p className="calendar-date">
        <time dateTime={day}>
          {t('calendar.day', { month: Number(day.slice(5, 7)), day: Number(day.slice(8)) })}
        </time>
        <span>{isToday ? t('calendar.today') : weekday}</span>
      </p>
      <ul className="calendar-entries">
        {dates.map((date) => (
          <DateEntry key={date.key} date={date} />
        ))}
      </ul>
    </li>
  )
}

function DateEntry({ date }: { date: PublicDate }) {
  const t = useT()
  const state = stateKey(date)
  return (
    <li className={date.state === 'cancelled' ? 'calendar-entry calendar-cancelled' : 'calendar-entry'}>
      <p className="calendar-event">
        <span>
          {date.event === 'held' ? t(`calendar.kind.${date.kind}`) : t(`calendar.event.${date.event}`)}
        </span>{' '}
        <When date={date} />
        {state ? <strong className="calendar-state">{t(state)}</strong> : null}
      </p>
      <p className="calendar-title">
        <a href={hrefOfDate(date)}>{date.title}</a>
      </p>
      <MetaLine entries={[date.place, date.department]} />
    </li>
  )
}

function When({ date }: { date: PublicDate }) {
  const t = useT()
  const lang = useLang()
  const { at, endsAt, event } = date
  const time = formatDateTime(at).slice(11)
  const words = () => {
    if (isClosing(event)) return t('calendar.until', { time: formatDeadline(at, lang).slice(-5) })
    if (endsAt === null) return t('calendar.from', { time })
    const until = formatDateTime(endsAt)
    return until.slice(0, 10) === dayIn(at)
      ? `${time}–${until.slice(11)}`
      : t('calendar.days', { until: until.slice(0, 10) })
  }
  return (
    <time className="calendar-time" dateTime={machineTime(at)}>
      {words()}
    </time>
  )
}

function monthsOf(dates: PublicDate[]): Month[] {
  const months: Month[] = []
  for (const date of dates) {
    const day = dayIn(date.at)
    const month = day.slice(0, 7)
    if (months.at(-1)?.month !== month) months.push({ month, days: [] })
    const { days } = months.at(-1) as Month
    if (days.at(-1)?.day !== day) days.push({ day, dates: [] })
    days.at(-1)?.dates.push(date)
  }
  return months
}

function dayIn(at: Date): string {
  return formatDateTime(at).slice(0, 10)
}
