import type { OpenFigures, Quote, ThemeFigure } from '~/app/domain/survey-results/result-types'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { formatNumber, formatShare } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Hidden } from './results-words'

/** What people wrote, by theme, with chosen quotes; never the whole heap. */
export function OpenAnswers({ open }: { open: OpenFigures }) {
  const t = useT()
  const { base, themes, quotes, isOther } = open
  const hasQuotes = quotes.length > 0 || themes.some((theme) => theme.quotes.length > 0)
  return (
    <div className="result-open">
      <h4>{t(isOther ? 'surveyResults.open.other' : 'surveyResults.open')}</h4>
      {themes.length > 0 ? (
        <>
          <p className="result-asked">
            {base === null
              ? t('surveyResults.open.few')
              : t('surveyResults.open.base', { count: formatNumber(base) })}
          </p>
          <ul className="result-themes">
            {themes.map((theme) => (
              <ThemeItem key={theme.id} theme={theme} base={base} />
            ))}
          </ul>
        </>
      ) : null}
      {quotes.length > 0 && themes.length > 0 ? (
        <p className="result-theme">{t('surveyResults.quotes')}</p>
      ) : null}
      <Quotes quotes={quotes} />
      {hasQuotes ? <p className="result-note">{t('surveyResults.open.quoted')}</p> : null}
    </div>
  )
}

function ThemeItem({ theme, base }: { theme: ThemeFigure; base: number | null }) {
  const t = useT()
  const { label, people, quotes } = theme
  return (
    <li>
      <p className="result-theme">
        <span>{label}</span>
        <span className="result-theme-count">
          {people === null || base === null ? (
            <Hidden />
          ) : (
            <>
              {t('surveyResults.theme.count', { count: formatNumber(people) })}
              <span className="result-of">{formatShare(people, base)}</span>
            </>
          )}
        </span>
      </p>
      {people === null || base === null ? null : (
        <svg className="result-theme-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect className="result-track" width="100" height="4" />
          <rect className="result-bar" width={(people / base) * 100} height="4" />
        </svg>
      )}
      <Quotes quotes={quotes} />
    </li>
  )
}

function Quotes({ quotes }: { quotes: Quote[] }) {
  return quotes.map(({ id, words }) => (
    <blockquote key={id} className="result-quote">
      <WrittenWords>{words}</WrittenWords>
    </blockquote>
  ))
}
