import type { ConcernFigures as Figures } from '~/app/domain/concerns/types'
import { CountFigure, CountFigures } from '~/app/ui/count-figure'
import { formatDate, formatShare } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'

/** Counts, each with its denominator, and below them how they are counted. */
export function ConcernFigures({ figures }: { figures: Figures }) {
  const t = useT()
  const lang = useLang()
  const { asked, answered, due, inTime, medianHours, since } = figures
  if (asked === 0) return null
  return (
    <section className="concern-part">
      <CountFigures>
        <CountFigure value={asked} unit={t('unit.items')} label={t('concerns.figure.asked')} />
        <CountFigure value={answered} unit={t('unit.items')} label={t('concerns.figure.answered')} />
        {due > 0 ? (
          <CountFigure value={formatShare(inTime, due)} label={t('concerns.figure.inTime')} />
        ) : null}
        {medianHours === null ? null : (
          <CountFigure value={medianHours} unit={t('unit.hours')} label={t('concerns.figure.median')} />
        )}
      </CountFigures>
      <p className="meta-line">{t('concerns.figuresHow', { from: formatDate(since, lang), due })}</p>
    </section>
  )
}
