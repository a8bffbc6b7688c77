import type { ReactNode } from 'react'
import { useT } from '~/app/ui/language'

type RowsProps<Row> = {
  rows: Row[]
  onChange: (rows: Row[]) => void
  blank: Row
  most: number
  /** The words above the columns; each field says its own, too. */
  head: string[]
  /** The name of one row, as the buttons beside it call it. */
  name: (at: number) => string
  add: string
  children: (row: Row, change: (part: Partial<Row>) => void, at: number) => ReactNode
  least?: number
}

/** A list of like rows: add one, take one out, move it up. */
export function Rows<Row>({
  rows,
  onChange,
  blank,
  most,
  head,
  name,
  add,
  children,
  least = 1,
}: RowsProps<Row>) {
  const t = useT()
  const put = (at: number, part: Partial<Row>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)))
  const swap = (at: number) =>
    onChange(
      rows.map((row, index) => (index === at ? rows[at - 1] : index === at - 1 ? rows[at] : row) as Row),
    )
  return (
    <div className="card-rows">
      {head.length > 0 && rows.length > 0 ? (
        <p className="card-row card-head" aria-hidden="true">
          {head.map((word) => (
            <span key={word}>{word}</span>
          ))}
        </p>
      ) : null}
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <fieldset className="card-row" key={at} aria-label={name(at)}>
          {children(row, (part) => put(at, part), at)}
          <span className="card-row-tools">
            <button
              type="button"
              className="card-tool"
              disabled={at === 0}
              aria-label={t('editor.row.up', { row: name(at) })}
              onClick={() => swap(at)}
            >
              ↑
            </button>
            <button
              type="button"
              className="card-tool"
              disabled={rows.length <= least}
              aria-label={t('editor.row.delete', { row: name(at) })}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            >
              ×
            </button>
          </span>
        </fieldset>
      ))}
      {rows.length < most ? (
        <button
          type="button"
          className="card-add"
          onClick={() => onChange([...rows, structuredClone(blank)])}
        >
          ＋ {add}
        </button>
      ) : null}
    </div>
  )
}
