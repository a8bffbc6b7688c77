import { formatDate, formatNumber } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'

const oneDay = 86_400_000
const mostBars = 62

type Day = { day: string; count: number }

/** How many came on each day: a row of bars with its first and last day, and the same in words for who cannot see it. */
export function ArrivalsChart({ days }: { days: Day[] }) {
  const t = useT()
  const lang = useLang()
  const bars = fillGaps(days)
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const busiest = days.reduce<Day | undefined>(
    (top, day) => (top && top.count >= day.count ? top : day),
    undefined,
  )
  const [first, last] = [bars[0], bars.at(-1)]
  if (!first || !last || !busiest) return null
  const say = ({ day, count }: Day) =>
    `${formatDate(day, lang)} ${formatNumber(count)} ${t('campaign.unit.letters')}`
  const step = 100 / bars.length
  return (
    <figure className="arrivals">
      <svg viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">
        {bars.map(({ day, count }, at) => (
          <rect
            key={day}
            x={at * step + step * 0.1}
            width={step * 0.8}
            y={30 - (count / most) * 30}
            height={(count / most) * 30}
          />
        ))}
      </svg>
      <p className="arrivals-axis">
        <span>{formatDate(first.day, lang)}</span>
        {bars.length > 1 ? <span>{formatDate(last.day, lang)}</span> : null}
      </p>
      <figcaption>{t('campaign.busiest', { day: say(busiest) })}</figcaption>
      <details>
        <summary>{t('campaign.days.table')}</summary>
        <ul className="arrivals-days">
          {days.map((day) => (
            <li key={day.day}>{say(day)}</li>
          ))}
        </ul>
      </details>
    </figure>
  )
}

/** A day on which nothing came has its place too, unless the whole is too long for bars: then only days with letters. */
function fillGaps(days: Day[]): Day[] {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const from = Date.parse(`${first.day}T00:00:00Z`)
  const length = (Date.parse(`${last.day}T00:00:00Z`) - from) / oneDay + 1
  if (length > mostBars) return days
  const counts = new Map(days.map(({ day, count }) => [day, count]))
  return Array.from({ length }, (_, at) => {
    const day = new Date(from + at * oneDay).toISOString().slice(0, 10)
    return { day, count: counts.get(day) ?? 0 }
  })
}
