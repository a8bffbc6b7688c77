import type { ReactNodeViewProps } from '@tiptap/react'
import { type ClipboardEvent, useId, useState } from 'react'
import type { BlockData } from '~/app/domain/interpretation-blocks/data-blocks'
import { BlockCard, type BlockView } from '~/app/ui/editor/block-card'
import { readChartTable } from '~/app/ui/editor/chart-paste'
import { BlockInput, NumberInput } from '~/app/ui/editor/fields'
import { useT } from '~/app/ui/language'

type Chart = BlockData<'chart'>

const mostColumns = 6
const mostRows = 40

export function ChartView(view: ReactNodeViewProps) {
  return (
    <BlockCard
      type="chart"
      view={view}
      form={(given) => <ChartForm {...given} />}
      preview={(chart) => <ChartPreview {...chart} />}
    />
  )
}

const kinds = ['bars', 'lines', 'shares'] as const

function ChartForm({ data, change, isWrong }: BlockView<'chart'>) {
  const t = useT()
  const id = useId()
  return (
    <>
      <div className="card-pair">
        <BlockInput
          label={t('editor.title')}
          value={data.title}
          isWrong={isWrong('title')}
          onChange={(title) => change({ title })}
        />
        <div className="field card-field">
          <label className="field-label" htmlFor={id}>
            {t('editor.chart.kind')}
          </label>
          <select
            id={id}
            value={data.kind}
            onChange={(event) => {
              const kind = kinds.find((one) => one === event.target.value) ?? 'bars'
              change({ kind })
            }}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`editor.chart.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        <BlockInput label={t('editor.chart.unit')} value={data.unit} onChange={(unit) => change({ unit })} />
      </div>
      <PasteField onTable={change} />
      <ChartGrid data={data} change={change} isWrong={isWrong} />
      {isWrong('') ? (
        <p className="field-error" role="alert">
          {t('editor.chart.sharesWrong')}
        </p>
      ) : null}
      <BlockInput
        label={t('editor.chart.note')}
        hint={t('editor.chart.note.hint')}
        value={data.note}
        onChange={(note) => change({ note })}
      />
    </>
  )
}

/** The quick way: what was marked in Excel or WPS, put here as it is. */
function PasteField({ onTable }: { onTable: (part: Partial<Chart>) => void }) {
  const t = useT()
  const id = useId()
  const [said, setSaid] = useState<'none' | 'taken' | 'unreadable'>('none')
  const read = (text: string) => {
    const table = readChartTable(text)
    setSaid(table ? 'taken' : text.trim() === '' ? 'none' : 'unreadable')
    if (table) onTable(table)
  }
  return (
    <div className="field card-field">
      <label className="field-label" htmlFor={id}>
        {t('editor.chart.paste')}
      </label>
      <p className="field-hint">{t('editor.chart.paste.hint')}</p>
      <textarea
        id={id}
        rows={2}
        onPaste={(event) => {
          event.preventDefault()
          read(event.clipboardData.getData('text/plain'))
        }}
        onChange={(event) => read(event.target.value)}
      />
      <p role="status">{said === 'none' ? null : t(`editor.chart.${said}`)}</p>
    </div>
  )
}

function ChartGrid({ data, change, isWrong }: BlockView<'chart'>) {
  const t = useT()
  const { columns, rows } = data
  const pasteTable = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\t\n]/.test(text.trim())) return
    const table = readChartTable(text)
    if (!table) return
    event.preventDefault()
    change(table)
  }
  const putRow = (at: number, part: Partial<Chart['rows'][number]>) =>
    change({ rows: rows.map((row, index) => (index === at ? { ...row, ...part } : row)) })
  return (
    <div className="chart-grid" onPaste={pasteTable}>
      <table>
        <caption className="visually-hidden">{t('editor.chart.numbers')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('editor.chart.rowName')}</th>
            {columns.map((column, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
              <th scope="col" key={at}>
                <BlockInput
                  isBare
                  label={t('editor.chart.columnName', { number: at + 1 })}
                  value={column}
                  isWrong={isWrong(`columns.${at}`)}
                  onChange={(name) =>
                    change({ columns: columns.map((one, index) => (index === at ? name : one)) })
                  }
                />
                {columns.length > 1 ? (
                  <button
                    type="button"
                    className="card-tool"
                    aria-label={t('editor.row.delete', { row: t('editor.chart.column', { number: at + 1 }) })}
                    onClick={() => change(withoutColumn(data, at))}
                  >
                    ×
                  </button>
                ) : null}
              </th>
            ))}
            <th>
              {columns.length < mostColumns ? (
                <button type="button" className="card-tool" onClick={() => change(withColumn(data))}>
                  ＋ {t('editor.chart.addColumn')}
                </button>
              ) : null}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={at}>
              <th scope="row">
                <BlockInput
                  isBare
                  label={t('editor.chart.rowNameOf', { number: at + 1 })}
                  value={row.label}
                  isWrong={isWrong(`rows.${at}.label`)}
                  onChange={(label) => putRow(at, { label })}
                />
              </th>
              {row.values.map((value, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
                <td key={column}>
                  <NumberInput
                    label={t('editor.chart.number', {
                      row: row.label || at + 1,
                      column: columns[column] || column + 1,
                    })}
                    value={value}
                    onChange={(number) =>
                      putRow(at, {
                        values: row.values.map((one, index) => (index === column ? number : one)),
                      })
                    }
                  />
                </td>
              ))}
              <td>
                <button
                  type="button"
                  className="card-tool"
                  disabled={rows.length < 2}
                  aria-label={t('editor.row.delete', { row: t('editor.chart.row', { number: at + 1 }) })}
                  onClick={() => change({ rows: rows.filter((_, index) => index !== at) })}
                >
                  ×
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < mostRows ? (
        <button
          type="button"
          className="card-add"
          onClick={() => change({ rows: [...rows, { label: '', values: columns.map(() => null) }] })}
        >
          ＋ {t('editor.chart.addRow')}
        </button>
      ) : null}
    </div>
  )
}

function withColumn({ columns, rows }: Chart): Partial<Chart> {
  return {
    columns: [...columns, ''],
    rows: rows.map((row) => ({ ...row, values: [...row.values, null] })),
  }
}

function withoutColumn({ columns, rows }: Chart, at: number): Partial<Chart> {
  return {
    columns: columns.filter((_, index) => index !== at),
    rows: rows.map((row) => ({ ...row, values: row.values.filter((_, index) => index !== at) })),
  }
}

/** The numbers with a bar each, to see at a glance whether a digit is wrong; the drawing itself is the server's. */
function ChartPreview({ kind, title, unit, columns, rows }: Chart) {
  const t = useT()
  const most = Math.max(...rows.flatMap(({ values }) => values.map((value) => Math.abs(value ?? 0))))
  return (
    <table className="chart-preview">
      <caption>
        {title}
        {unit ? `（${unit}）` : ''} <small>{t(`editor.chart.${kind}`)}</small>
      </caption>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th scope="col" key={column}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, values }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {values.map((value, at) => (
              <td key={columns[at]}>
                {value ?? '—'}
                <span
                  className="chart-bar"
                  style={{ inlineSize: `${most > 0 ? (Math.abs(value ?? 0) / most) * 100 : 0}%` }}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
