import type { CrossTable } from '~/app/domain/survey-figures/figures'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'
import { crossTableHtml } from './cross-table-html'

/** How the groups answered; folded away, so that the page stays one that can be read through. */
export function CrossTables({ crossings }: { crossings: CrossTable[] }) {
  const t = useT()
  if (crossings.length === 0) return null
  return (
    <div className="result-crossings">
      {crossings.map((crossing) => {
        const { tableId, byId, byTitle, label } = crossing
        const name = label
          ? t('surveyResults.crossOf', { by: byTitle, label })
          : t('surveyResults.cross', { by: byTitle })
        return (
          <details key={`${tableId} ${byId}`}>
            <summary>{name}</summary>
            <p className="result-asked">{t('surveyResults.cross.hint')}</p>
            <TableScroll label={name}>
              <OneCrossing crossing={crossing} />
            </TableScroll>
          </details>
        )
      })}
    </div>
  )
}

function OneCrossing({ crossing }: { crossing: CrossTable }) {
  const t = useT()
  const words = { option: t('surveyResults.option'), hidden: t('surveyResults.hidden') }
  return (
    <table
      className="result-matrix"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: every word is escaped where it is written
      dangerouslySetInnerHTML={{ __html: crossTableHtml(crossing, words) }}
    />
  )
}
