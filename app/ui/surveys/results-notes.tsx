import type { PublishedResult } from '~/app/domain/survey-results/result-types'
import type { SurveyAccess } from '~/app/domain/surveys/types'
import { paths } from '~/app/paths'
import { LinkButton } from '~/app/ui/button'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

/** How the figures came about: ways in, who could answer how often, quotas, weights, versions, the check of paper. */
export function HowMade({ result, access }: { result: PublishedResult; access: SurveyAccess }) {
  const t = useT()
  const { quotas, weighting, paper, figures } = result
  return (
    <section className="result-how" aria-labelledby="how">
      <h2 id="how">{t('surveyResults.how')}</h2>
      <p>{t('surveyResults.how.sample')}</p>
      <Ways ways={figures.ways} />
      <h3>{t('surveyResults.how.access')}</h3>
      <p>{t(`surveyResults.access.${access}`)}</p>
      {quotas.length > 0 ? (
        <>
          <h3>{t('surveyResults.how.quotas')}</h3>
          <p>{t('surveyResults.how.quotas.text')}</p>
          <ul className="bulleted">
            {quotas.map(({ label, most }) => (
              <li key={label}>{t('surveyResults.how.quota', { label, most: formatNumber(most) })}</li>
            ))}
          </ul>
        </>
      ) : null}
      <h3>{t('surveyResults.how.weighting')}</h3>
      <p>{weighting || t('surveyResults.how.unweighted')}</p>
      {figures.versions.length > 1 ? <Versions versions={figures.versions} /> : null}
      {paper ? (
        <>
          <h3>{t('surveyResults.how.paper')}</h3>
          <p>
            {t('surveyResults.how.paper.text', {
              ...{ twice: formatNumber(paper.twice), compared: formatNumber(paper.compared) },
              ...{ differed: formatNumber(paper.differed), share: sayAgreement(paper) },
            })}
          </p>
        </>
      ) : null}
    </section>
  )
}

/** By which ways the answers came; also of a way by which too few came to be counted. */
function Ways({ ways }: { ways: PublishedResult['figures']['ways'] }) {
  const t = useT()
  const used = ways.filter(({ people }) => people !== 0)
  if (used.length === 0) return null
  const say = ({ way, people }: (typeof used)[number]) =>
    t(people === null ? 'surveyResults.how.way.hidden' : 'surveyResults.how.way', {
      ...{ way: t(`surveyResults.way.${way}`), count: people === null ? '' : formatNumber(people) },
    })
  return (
    <>
      <h3>{t('surveyResults.how.ways')}</h3>
      <p>{used.map(say).join(t('surveyResults.how.ways.between'))}</p>
    </>
  )
}

/** Never rounded up to a hundred while something differed. */
function sayAgreement({ compared, differed }: { compared: number; differed: number }): string {
  return (Math.floor(((compared - differed) / compared) * 1000) / 10).toString()
}

function Versions({ versions }: { versions: PublishedResult['figures']['versions'] }) {
  const t = useT()
  return (
    <>
      <h3>{t('surveyResults.how.versions')}</h3>
      <ul className="bulleted">
        {versions.map(({ number, note, people }) => (
          <li key={number}>
            {t(people === null ? 'surveyResults.how.version.hidden' : 'surveyResults.how.version', {
              ...{ number, count: people === null ? '' : formatNumber(people) },
              note: note || t('surveyResults.how.version.first'),
            })}
          </li>
        ))}
      </ul>
      <p>{t('surveyResults.how.versions.text')}</p>
    </>
  )
}

/** Why some cells hold a dash: said once, plainly. */
export function Protection({ fewest }: { fewest: number }) {
  const t = useT()
  return (
    <section className="result-how" aria-labelledby="protection">
      <h2 id="protection">{t('surveyResults.protect')}</h2>
      <ul className="bulleted">
        <li>{t('surveyResults.protect.fewest', { fewest })}</li>
        <li>{t('surveyResults.protect.second')}</li>
        <li>{t('surveyResults.protect.words')}</li>
        <li>{t('surveyResults.protect.file')}</li>
      </ul>
    </section>
  )
}

export function Downloads({ surveyId }: { surveyId: number }) {
  const t = useT()
  return (
    <section className="result-how result-downloads" aria-labelledby="downloads">
      <h2 id="downloads">{t('surveyResults.downloads')}</h2>
      <p>{t('surveyResults.downloads.text')}</p>
      <div className="actions">
        {(['xlsx', 'csv', 'json'] as const).map((format) => (
          <LinkButton key={format} kind="quiet" href={paths.surveyFile(surveyId, format)}>
            {t(`surveyResults.download.${format}`)}
          </LinkButton>
        ))}
      </div>
    </section>
  )
}
