import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

type Row = { id: string; label: string; note?: string; count: number }

/** How many comments there are of each kind: a bar with its number; where there are none, it says so. */
export function CountBars({ rows }: { rows: Row[] }) {
  const t = useT()
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return (
    <dl className="count-bars">
      {rows.map(({ id, label, note, count }) => (
        <div key={id} className={count === 0 ? 'count-bar count-bar-none' : 'count-bar'}>
          <dt>
            {label}
            {note ? <span className="count-bar-note">{note}</span> : null}
          </dt>
          <dd>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect className="decision-track" x="0" y="0" width="100" height="6" />
              <rect className="decision-adopted" x="0" y="0" width={(count / most) * 100} height="6" />
            </svg>
            <span className="count-bar-number">
              {count === 0 ? t('gaps.silent') : `${formatNumber(count)} ${t('gaps.unit')}`}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
