import { describe, expect, it } from 'vitest'
import { readChartTable, readNumber } from '~/app/ui/editor/chart-paste'
import { countWords } from '~/app/ui/editor/count-words'
import { readTime } from '~/app/ui/editor/moment-time'

describe('a chart from what was copied in Excel', () => {
  it('takes the first line as the names of the columns and the first column as those of the rows', () => {
    expect(readChartTable('年份\t车位\t车辆\r\n2023\t1,200\t3,400\r\n2024\t1,850\t—\r\n')).toEqual({
      columns: ['车位', '车辆'],
      rows: [
        { label: '2023', values: [1200, 3400] },
        { label: '2024', values: [1850, null] },
      ],
    })
  })

  it('reads numbers without a head, and percentages with their unit', () => {
    expect(readChartTable('白天\t62%\n夜间\t３８％')).toEqual({
      columns: [''],
      rows: [
        { label: '白天', values: [62] },
        { label: '夜间', values: [38] },
      ],
      unit: '%',
    })
  })

  it('reads what was typed by hand with commas', () => {
    expect(readChartTable('白天，62\n夜间，38')?.rows.map(({ values }) => values[0])).toEqual([62, 38])
  })

  it('takes nothing where there are no numbers, or only one column', () => {
    expect(readChartTable('说明\t文字\n甲\t乙')).toBeNull()
    expect(readChartTable('12\n13')).toBeNull()
    expect(readChartTable('')).toBeNull()
  })

  it('stays within what a chart holds', () => {
    const wide = Array.from({ length: 60 }, (_, row) => [`行${row}`, ...Array(9).fill(row)].join('\t'))
    const table = readChartTable(wide.join('\n'))
    expect([table?.columns.length, table?.rows.length]).toEqual([6, 40])
  })

  it('reads numbers as they are written in offices', () => {
    expect(
      ['1,234.5', '１２', '-3', '−3', '(3)', '￥80', '.5', '', '-', '约3', '1.2.3'].map(readNumber),
    ).toEqual([1234.5, 12, -3, -3, -3, 80, 0.5, null, null, null, null])
  })
})

describe('the time of a moment', () => {
  it('is read as people write it', () => {
    expect(['1:23', '01：23', '83', '1:02:03', '1分23秒', ' 5秒 '].map(readTime)).toEqual([
      83, 83, 83, 3723, 83, 5,
    ])
  })

  it('is nothing where it is none', () => {
    expect(['', '1:75', '-5', 'abc', '99:99:99', '1:2:3:4', '100000'].map(readTime)).toEqual(
      Array(7).fill(null),
    )
  })
})

describe('the count of words', () => {
  it('counts a character or a mark of Chinese as one, and a word or number in other letters as one', () => {
    expect(countWords('第5条：每月20元，use MP4格式。')).toBe(14)
    expect(countWords(' \n')).toBe(0)
  })
})
