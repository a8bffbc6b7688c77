import type { EarlierClause } from '~/app/domain/earlier-text/earlier-types'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type Clause = Omit<EarlierClause, 'since'> & { href: string | null }

/** At the head of an interpretation: which of its clauses have other words by now, and whether it was looked at since. */
export function EarlierText({ earlier }: { earlier: Clause[] }) {
  const t = useT()
  const lang = useLang()
  if (earlier.length === 0) return null
  const isConfirmed = earlier.every(({ confirmed }) => confirmed !== null)
  const reasons = [...new Set(earlier.flatMap(({ confirmed }) => confirmed?.reason || []))]
  return (
    <Notice
      tone={isConfirmed ? 'done' : 'warning'}
      title={t(isConfirmed ? 'interpretation.earlier.confirmed' : 'interpretation.earlier')}
    >
      <p>{t(isConfirmed ? 'interpretation.earlier.confirmed.text' : 'interpretation.earlier.text')}</p>
      {isConfirmed ? reasons.map((reason) => <p key={reason}>{reason}</p>) : null}
      <ul>
        {earlier.map(({ clauseId, label, policyTitle, effectiveOn, isGone, href }) => (
          <li key={clauseId}>
            {t(isGone ? 'interpretation.earlier.gone' : 'interpretation.earlier.changed', {
              clause: label,
              policy: `《${policyTitle}》`,
              day: formatDate(effectiveOn, lang),
            })}
            {href ? (
              <>
                {' '}
                <a href={href}>{t('interpretation.earlier.now')}</a>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
