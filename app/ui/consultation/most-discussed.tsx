import { paths } from '~/app/paths'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

/** Fewer say nothing about where the weight lies. */
const fewestComments = 20
const mostRows = 6

type Spoken = { clauseId: number; name: string; comments: number }

/** Which clauses people spoke about most: a bar for each, which leads to what they said. */
export function MostDiscussed({ consultationId, clauses }: { consultationId: number; clauses: Spoken[] }) {
  const t = useT()
  const all = clauses.reduce((sum, { comments }) => sum + comments, 0)
  const rows = clauses
    .filter(({ comments, name }) => comments > 0 && name !== '')
    .sort((one, other) => other.comments - one.comments)
    .slice(0, mostRows)
  const most = rows[0]?.comments ?? 0
  if (all < fewestComments || rows.length < 2) return null
  return (
    <section aria-labelledby="most-discussed">
      <h2 id="most-discussed">{t('consultation.most')}</h2>
      <ol className="most-discussed">
        {rows.map(({ clauseId, name, comments }) => (
          <li key={clauseId}>
            <a href={paths.consultationComments(consultationId, { clause: clauseId })}>{name}</a>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect x="0" y="0" width={(comments / most) * 100} height="6" />
            </svg>
            <span>{t('consultation.most.count', { count: formatNumber(comments) })}</span>
          </li>
        ))}
      </ol>
      <p className="meta-line">{t('consultation.most.text')}</p>
    </section>
  )
}
