import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

type LedgerProps = {
  received: number
  withdrawn: number
  refused: number
  decided: number
  undecided?: number
}

/** 收到 = 撤回 + 未予公开 + 已有结论 (+ 尚无结论): the ledger's equation, with a bar in proportion. */
export function LedgerEquation({ received, withdrawn, refused, decided, undecided = 0 }: LedgerProps) {
  const t = useT()
  const terms = [
    { id: 'decided', label: t('ledger.decided'), count: decided },
    { id: 'refused', label: t('ledger.refused'), count: refused },
    { id: 'withdrawn', label: t('ledger.withdrawn'), count: withdrawn },
    ...(undecided > 0 ? [{ id: 'undecided', label: t('ledger.undecided'), count: undecided }] : []),
  ]
  const balanced = received === withdrawn + refused + decided + undecided
  return (
    <figure className="ledger">
      <div className="ledger-equation">
        <Term label={t('ledger.received')} count={received} />
        {terms.map((term, at) => (
          <Term
            key={term.id}
            sign={at === 0 ? (balanced ? '=' : '≠') : '+'}
            label={term.label}
            count={term.count}
          />
        ))}
      </div>
      <Bar terms={terms} />
      <figcaption>{t(captionOf(balanced, undecided))}</figcaption>
    </figure>
  )
}

function captionOf(balanced: boolean, undecided: number) {
  if (!balanced) return 'ledger.unbalanced'
  return undecided > 0 ? 'ledger.open' : 'ledger.balanced'
}

function Term({ sign, label, count }: { sign?: string; label: string; count: number }) {
  return (
    <div className="ledger-term">
      {sign ? <span className="ledger-sign">{sign}</span> : null}
      <span className="ledger-number">
        <span className="ledger-count">{formatNumber(count)}</span>
        <span className="ledger-label">{label}</span>
      </span>
    </div>
  )
}

function Bar({ terms }: { terms: { id: string; count: number }[] }) {
  const whole = terms.reduce((sum, term) => sum + term.count, 0)
  if (whole === 0) return null
  let start = 0
  return (
    <svg className="ledger-bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
      {terms.map(({ id, count }) => {
        const width = (count / whole) * 1000
        const x = start
        start += width
        return count > 0 ? (
          <rect key={id} className={`ledger-part ledger-${id}`} x={x} y="0" width={width} height="10" />
        ) : null
      })}
    </svg>
  )
}
