import type { FigureTable, SurveyFigures } from '~/app/domain/survey-figures/figures'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'

/** What the results would say, from test answers: tables only, suppressed as the real ones. */
export function TrialResults({ figures }: { figures: SurveyFigures }) {
  const t = useT()
  const { fewest, people, questions } = figures
  if (people === null || people < fewest) return <p>{t('surveyTry.results.few', { fewest })}</p>
  return (
    <section aria-labelledby="trial-results">
      <h3 id="trial-results">{t('surveyTry.results.title')}</h3>
      <p>{t('surveyTry.results.text', { fewest })}</p>
      {questions.map(({ id, title, withheld, tables }) => (
        <section key={id} className="trial-result">
          <h4>{title}</h4>
          {withheld ? <p>{t('surveyTry.withheld')}</p> : null}
          {tables.map((table) => (
            <TrialTable key={table.label} table={table} title={title} />
          ))}
        </section>
      ))}
    </section>
  )
}

function TrialTable({ table, title }: { table: FigureTable; title: string }) {
  const t = useT()
  return (
    <TableScroll label={table.label || title}>
      <table>
        {table.label ? <caption>{table.label}</caption> : null}
        <thead>
          <tr>
            <th scope="col">{t('surveyTry.option')}</th>
            <th scope="col">{t('surveyTry.people', { base: table.base })}</th>
          </tr>
        </thead>
        <tbody>
          {table.cells.map(({ id, label, people }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td>{people ?? t('surveyTry.protected')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
