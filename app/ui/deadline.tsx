import { translate } from '~/app/ui/catalogue'
import { daysLeft, formatDeadline, machineTime, type When } from '~/app/ui/format'
import type { Lang } from '~/app/ui/preferences'

type DeadlineProps = { at: When; now: When; lang: Lang; size?: 'line' | 'large' }

/** The one way to show a deadline: date, time, and days left. `large` sets the days first, for what is open now. */
export function Deadline({ at, now, lang, size = 'line' }: DeadlineProps) {
  const left = daysLeft(at, now)
  const state = left < 0 ? 'over' : left <= 3 ? 'soon' : 'open'
  return (
    <span className={`deadline deadline-${size} deadline-${state}`}>
      <span className="deadline-left">{sayLeft(left, lang, size)}</span>
      <time className="deadline-at" dateTime={machineTime(at)}>
        {translate(lang, 'deadline.until', { at: formatDeadline(at, lang) })}
      </time>
    </span>
  )
}

function sayLeft(left: number, lang: Lang, size: 'line' | 'large') {
  if (left < 0) return translate(lang, 'deadline.over')
  if (left === 0) return translate(lang, 'deadline.today')
  if (size === 'line') return translate(lang, 'deadline.left', { days: left })
  return (
    <>
      {translate(lang, 'deadline.leftBefore')}
      <b className="deadline-days">{left}</b>
      {translate(lang, left === 1 && lang === 'en' ? 'deadline.dayAfter' : 'deadline.daysAfter')}
    </>
  )
}
