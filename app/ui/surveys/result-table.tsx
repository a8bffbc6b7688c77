import type { FigureTable, QuestionFigures } from '~/app/domain/survey-figures/figures'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'
import { canChooseSeveral, isNoChoice, PeopleCount, PeopleShare } from './results-words'

type TableProps = { question: QuestionFigures; table: FigureTable; number: number }

/** One table: each choice with how many people chose it, of all who were asked. */
export function FiguresInTable({ question, table, number }: TableProps) {
  const t = useT()
  const { base, cells } = table
  return (
    <div className="result-figures">
      <TableScroll label={t('surveyResults.table', { number })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('surveyResults.option')}</th>
              <th scope="col" className="number">
                {t('surveyResults.count')}
              </th>
              <th scope="col" className="number">
                {t('surveyResults.percent')}
              </th>
            </tr>
          </thead>
          <tbody>
            {cells.filter(isWorthARow).map(({ id, label, people }) => (
              <tr key={id} className={isNoChoice(id) ? 'result-no-choice' : undefined}>
                <th scope="row">{label}</th>
                <td className="number">
                  <PeopleCount people={people} />
                </td>
                <td className="number">
                  <PeopleShare people={people} base={base} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('surveyResults.all')}</th>
              <td className="number">{formatNumber(base)}</td>
              <td className="number">{canChooseSeveral(question) ? null : '100%'}</td>
            </tr>
          </tfoot>
        </table>
      </TableScroll>
      <Middle table={table} />
    </div>
  )
}

/** Everybody answered: then nobody need read that nobody did not. */
function isWorthARow({ id, people }: FigureTable['cells'][number]): boolean {
  return !isNoChoice(id) || people !== 0
}

/** Mean and median, of those who answered. */
function Middle({ table }: { table: FigureTable }) {
  const t = useT()
  const { mean, median } = table
  if (mean === null && median === null) return null
  const words = [
    mean === null ? null : t('surveyResults.mean', { mean: sayNumber(mean) }),
    median === null ? null : t('surveyResults.median', { median: sayNumber(median) }),
  ].filter((part) => part !== null)
  return (
    <p className="result-middle">
      {words.map((part) => (
        <span key={part}>{part}</span>
      ))}
      <span>{t('surveyResults.ofAnswered')}</span>
    </p>
  )
}

/** All rows of a matrix in one table: the same choices stand above each other. */
export function FiguresOfRows({ question, number }: Omit<TableProps, 'table'>) {
  const t = useT()
  const { tables } = question
  const isShown = ({ id }: FigureTable['cells'][number]) =>
    tables.some(({ cells }) => cells.some((cell) => cell.id === id && isWorthARow(cell)))
  const heads = tables[0]?.cells.filter(isShown) ?? []
  const hasMeans = tables.some(({ mean }) => mean !== null)
  return (
    <div className="result-figures">
      <TableScroll label={t('surveyResults.table', { number })}>
        <table className="result-matrix">
          <thead>
            <tr>
              <th scope="col">{t('surveyResults.item')}</th>
              {heads.map(({ id, label }) => (
                <th key={id} scope="col" className="number">
                  {label}
                </th>
              ))}
              {hasMeans ? (
                <th scope="col" className="number">
                  {t('surveyResults.mean', { mean: '' }).trim()}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {tables.map(({ id, label, base, cells, mean }) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                {cells.filter(isShown).map((cell) => (
                  <td key={cell.id} className="number">
                    <PeopleShare people={cell.people} base={base} />
                    {cell.people === null ? null : (
                      <span className="result-of">{formatNumber(cell.people)}</span>
                    )}
                  </td>
                ))}
                {hasMeans ? <td className="number">{mean === null ? '' : sayNumber(mean)}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </div>
  )
}

function sayNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 })
}
