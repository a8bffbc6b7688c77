import { fewest } from '~/app/domain/surveys/types'
import { isFew } from './few'

const mostUnions = 12

/**
 * Whether some rows together lie within some columns, or the other way round, but for a few people. Then everything that
 * is told by row and by column could be subtracted and tell of these few. Only unions that no ten people tie to the
 * others can be so.
 */
export function nestsFew(grid: number[][]): boolean {
  const unions = unionsOf(grid)
  if (unions.length === 1) return false
  if (unions.length > mostUnions) return true
  for (let choice = 1; choice < 2 ** unions.length - 1; choice++) {
    const isIn = (union: number) => ((choice >> union) & 1) === 1
    let rowsOutside = 0
    let columnsOutside = 0
    for (const [row, cells] of grid.entries())
      for (const [column, people] of cells.entries()) {
        const hasRow = isIn(unions.findIndex(({ rows }) => rows.has(row)))
        const hasColumn = isIn(unions.findIndex(({ columns }) => columns.has(column)))
        if (hasRow && !hasColumn) rowsOutside += people
        if (hasColumn && !hasRow) columnsOutside += people
      }
    if ((rowsOutside === 0 && isFew(columnsOutside)) || (columnsOutside === 0 && isFew(rowsOutside)))
      return true
  }
  return false
}

type Union = { rows: Set<number>; columns: Set<number> }

/** Rows and columns that share a cell of ten people or more, directly or through others. */
function unionsOf(grid: number[][]): Union[] {
  let unions: Union[] = [
    ...grid.map((_, row) => ({ rows: new Set([row]), columns: new Set<number>() })),
    ...(grid[0] ?? []).map((_, column) => ({ rows: new Set<number>(), columns: new Set([column]) })),
  ]
  for (const [row, cells] of grid.entries())
    for (const [column, people] of cells.entries()) {
      if (people < fewest) continue
      const tied = unions.filter(({ rows, columns }) => rows.has(row) || columns.has(column))
      const one: Union = { rows: new Set(), columns: new Set() }
      for (const { rows, columns } of tied) {
        for (const each of rows) one.rows.add(each)
        for (const each of columns) one.columns.add(each)
      }
      unions = [...unions.filter((union) => !tied.includes(union)), one]
    }
  return unions
}
