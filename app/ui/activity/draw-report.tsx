import type { DrawReport } from '~/app/domain/draws/report'
import { useT } from '~/app/ui/language'
import { Order } from './draw-parts'

/** What a check has found. The page's script builds the same (draw-check-element.ts). */
export function DrawReportSection({ report }: { report: DrawReport }) {
  const t = useT()
  const { verdict, title, text, about, checks, prints, categories } = report
  return (
    <section className={`draw-report draw-report-${verdict}`} aria-labelledby="draw-report">
      <h2 id="draw-report" tabIndex={-1}>
        {title}
      </h2>
      {about ? <p>{about}</p> : null}
      <p>{text}</p>
      {checks.length > 0 ? (
        <ul className="draw-checks" aria-label={t('drawCheck.checks')}>
          {checks.map(({ ok, word, label }) => (
            <li key={label} className={ok ? 'draw-check' : 'draw-check draw-check-wrong'}>
              <b>
                {ok ? '✓' : '✗'} {word}
              </b>{' '}
              {label}
            </li>
          ))}
        </ul>
      ) : null}
      {categories.length > 0 ? <h3>{t('drawCheck.results')}</h3> : null}
      {categories.map(({ name, chosen, waiting, nobody }) => (
        <section key={name}>
          <h4>{name}</h4>
          {nobody ? <p>{nobody}</p> : null}
          {chosen.pseudonyms.length > 0 ? (
            <>
              <h5>{chosen.label}</h5>
              <Order pseudonyms={chosen.pseudonyms} from={1} isChosen />
            </>
          ) : null}
          {waiting.pseudonyms.length > 0 ? (
            <>
              <h5>{waiting.label}</h5>
              <Order pseudonyms={waiting.pseudonyms} from={chosen.pseudonyms.length + 1} />
            </>
          ) : null}
        </section>
      ))}
      {prints.length > 0 ? (
        <>
          <h3>{t('drawCheck.prints')}</h3>
          <dl className="draw-prints">
            {prints.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <code className="draw-print">{value}</code>
                </dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
    </section>
  )
}
