import type { SheetFigures, SheetItem } from '~/app/domain/survey-sheets/sheet-types'
import { paths } from '~/app/paths'
import { CountFigure, CountFigures } from '~/app/ui/count-figure'
import { formatDateTime, formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'

/** How far it has come, and how well two people agree. */
export function SheetCounts({ figures, waiting }: { figures: SheetFigures; waiting: SheetItem[] }) {
  const t = useT()
  const inState = (state: SheetItem['state']) => waiting.filter((item) => item.state === state).length
  const { sheets, counted, compared, differed, agreement } = figures
  return (
    <>
      <CountFigures>
        <CountFigure value={formatNumber(sheets)} label={t('sheets.figure.sheets')} />
        <CountFigure value={formatNumber(counted)} label={t('sheets.figure.counted')} />
        <CountFigure value={formatNumber(inState('second'))} label={t('sheets.figure.second')} />
        <CountFigure value={formatNumber(inState('settle'))} label={t('sheets.figure.settle')} />
        <CountFigure
          value={agreement === null ? '—' : `${(Math.floor(agreement * 1000) / 10).toFixed(1)}%`}
          label={t('sheets.figure.agreement')}
        />
      </CountFigures>
      <p className="sheet-note">
        {t('sheets.figure.agreement')}：
        {agreement === null
          ? t('sheets.figure.agreement.none')
          : t('sheets.figure.agreement.of', {
              compared: formatNumber(compared),
              differed: formatNumber(differed),
            })}
      </p>
    </>
  )
}

/** What somebody still has to do with a sheet: settle it, enter it again, or hand it to a colleague. */
export function WaitingSheets({ surveyId, waiting }: { surveyId: number; waiting: SheetItem[] }) {
  const t = useT()
  const settle = waiting.filter(({ state }) => state === 'settle')
  const second = waiting.filter(({ state, isMine }) => state === 'second' && !isMine)
  const mine = waiting.filter(({ state, isMine }) => state === 'second' && isMine)
  if (waiting.length === 0) return <p>{t('sheets.waiting.none')}</p>
  return (
    <>
      {settle.length > 0 ? (
        <div>
          <h3>{t('sheets.waiting.settle', { count: settle.length })}</h3>
          <ul className="sheet-numbers">
            {settle.map(({ id, number, differed }) => (
              <li key={id}>
                <a href={paths.desk.surveySheets(surveyId, { settle: id })}>{number}</a>
                <span className="sheet-note">{t('sheets.differences', { count: differed })}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {second.length > 0 ? (
        <div>
          <h3>{t('sheets.waiting.second', { count: second.length })}</h3>
          <p className="field-hint">{t('sheets.waiting.second.text')}</p>
          <ul className="sheet-numbers">
            {second.map(({ id, number }) => (
              <li key={id}>
                <a href={paths.desk.surveySheets(surveyId, { second: id })}>{number}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {mine.length > 0 ? (
        <div>
          <h3>{t('sheets.waiting.mine', { count: mine.length })}</h3>
          <p className="field-hint">{t('sheets.waiting.mine.text')}</p>
          <ul className="sheet-numbers">
            {mine.map(({ id, number }) => (
              <li key={id}>
                <a href={paths.desk.surveySheets(surveyId, { drop: id })}>{number}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  )
}

/** Who entered which sheet, newest first. */
export function SheetRegister({ sheets }: { sheets: SheetItem[] }) {
  const t = useT()
  if (sheets.length === 0) return <p>{t('sheets.newest.none')}</p>
  return (
    <TableScroll label={t('sheets.newest')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('sheets.column.number')}</th>
            <th scope="col">{t('sheets.column.by')}</th>
            <th scope="col">{t('sheets.column.second')}</th>
            <th scope="col">{t('sheets.column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {sheets.map((sheet) => (
            <tr key={sheet.id}>
              <th scope="row">
                {sheet.number}
                {sheet.version > 1 ? (
                  <span className="sheet-note">
                    （{t('sheets.version.short', { number: sheet.version })}）
                  </span>
                ) : null}
              </th>
              <td>
                {sheet.by}　{formatDateTime(sheet.enteredAt)}
              </td>
              <td>{secondWords(sheet, t)}</td>
              <td>{t(`sheets.state.${sheet.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function secondWords({ sampled, secondBy, differed }: SheetItem, t: ReturnType<typeof useT>): string {
  if (!sampled) return t('sheets.notSampled')
  if (secondBy === null) return ''
  return `${secondBy}，${differed === 0 ? t('sheets.agreed') : t('sheets.differed', { count: differed })}`
}
