import type { MessageKey } from '~/app/ui/catalogue'
import { formatNumber, formatShare } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

type DecisionCounts = { adopted: number; partiallyAdopted: number; notAdopted: number; explained: number }

/** How the comments were taken up: four labelled counts, each with a bar and its share. */
export function DecisionBars({ counts, unit }: { counts: DecisionCounts; unit?: string }) {
  const t = useT()
  const whole = counts.adopted + counts.partiallyAdopted + counts.notAdopted + counts.explained
  return (
    <dl className="decision-bars">
      {rows.map(({ id, word }) => (
        <div key={id} className="decision-row">
          <dt>{t(word)}</dt>
          <dd>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect className="decision-track" x="0" y="0" width="100" height="6" />
              <rect
                className={`decision-${id}`}
                x="0"
                y="0"
                width={whole ? (counts[id] / whole) * 100 : 0}
                height="6"
              />
            </svg>
            <span className="decision-count">
              {formatNumber(counts[id])} {unit ?? t('decision.unit')}
            </span>
            <span className="decision-share">{formatShare(counts[id], whole)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const rows: { id: keyof DecisionCounts; word: MessageKey }[] = [
  { id: 'adopted', word: 'decision.adopted' },
  { id: 'partiallyAdopted', word: 'decision.partiallyAdopted' },
  { id: 'notAdopted', word: 'decision.notAdopted' },
  { id: 'explained', word: 'decision.explained' },
]
