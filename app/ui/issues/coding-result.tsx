import { strengthOf } from '~/app/domain/coding/kappa'
import type { Disagreement, CodingResult as Result } from '~/app/domain/coding/types'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { CountFigure, CountFigures } from '~/app/ui/count-figure'
import { Facts } from '~/app/ui/document-header'
import { useT } from '~/app/ui/language'

/** κ in words, and what the two did not agree on, to be talked over. */
export function CodingResult({ result, disagreements }: { result: Result; disagreements: Disagreement[] }) {
  const t = useT()
  const { kappa, agreed, size } = result
  const isWhole = agreed === size
  return (
    <section aria-labelledby="result">
      <h2 id="result">{t('coding.result')}</h2>
      <CountFigures>
        <CountFigure
          label={t('coding.kappa')}
          value={kappa === null ? '—' : kappa.toFixed(2)}
          unit={kappa === null ? undefined : t(`coding.strength.${strengthOf(kappa)}`)}
        />
        <CountFigure label={t('coding.agreed')} value={t('coding.ofSize', { agreed, size })} />
      </CountFigures>
      <p className="muted">
        {kappa === null
          ? t(isWhole ? 'coding.undefined.all' : 'coding.undefined')
          : t('coding.strength.note')}
      </p>
      <h2>{t('coding.disagreements', { count: disagreements.length })}</h2>
      <p>{t(disagreements.length > 0 ? 'coding.disagreements.text' : 'coding.disagreements.none')}</p>
      <ul>
        {disagreements.map((one) => (
          <li key={one.pointId} className="comment">
            <WrittenWords>{one.body}</WrittenWords>
            <Facts
              facts={[
                [t('coding.first'), one.first],
                [t('coding.second'), one.second ?? t('coding.nothing')],
              ]}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
