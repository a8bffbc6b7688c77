import writeExcelFile, { type Row, type Sheet } from 'write-excel-file/node'
import { harmlessCell } from '~/app/domain/comments/harmless-cell'
import type { ReportContent } from './file.server'
import { decisionHeads, decisionRow, furtherNotes, ledgerHeads, ledgerRow, sayPublished } from './file-rows'
import { channelNames, decisionNames } from './words'

/** Three sheets: the decisions, the ledger with all that was counted, and why some were not published. */
export async function writeExcel(content: ReportContent): Promise<Buffer> {
  const { figures } = content
  const sheets: Sheet<Buffer>[] = [
    {
      sheet: '采纳情况',
      columns: [6, 48, 18, 8, 24, 12, 60].map((width) => ({ width })),
      stickyRowsCount: 3,
      orientation: 'landscape',
      data: [
        [{ value: harmlessCell(content.title), fontWeight: 'bold', fontSize: 14 }],
        [harmlessCell(`${content.department}　${sayPublished(content)}`)],
        heads(decisionHeads),
        ...figures.issues.map((issue, at) => cells(decisionRow(issue, at, content))),
      ],
    },
    {
      sheet: '台账',
      columns: [{ width: 40 }, { width: 14 }],
      data: ledgerRows(content),
    },
    {
      sheet: '未公开理由',
      columns: [{ width: 80 }, { width: 8 }],
      data: [heads(['理由', '条数']), ...figures.refusals.map(({ reason, count }) => cells([reason, count]))],
    },
  ]
  return writeExcelFile(sheets, { fontFamily: '宋体', fontSize: 11 }).toBuffer()
}

function ledgerRows(content: ReportContent): Row[] {
  const { figures } = content
  const { ledger, channels, decisions } = figures
  const open: [string, number][] = [
    ['正在研究', ledger.undecided],
    ['正在审核', ledger.unmoderated],
  ]
  const equation = ledgerRow(figures)
  return [
    heads(['项目', '条数']),
    ...ledgerHeads.map((head, at) => cells([head, equation[at] ?? 0])),
    ...open.filter(([, count]) => count > 0).map(cells),
    [],
    heads(['来源', '条数']),
    ...channels.map(({ channel, count }) => cells([channelNames[channel], count])),
    [],
    heads(['结论', '类数', '涉及意见']),
    ...Object.entries(decisions).map(([decision, { issues, comments }]) =>
      cells([decisionNames[decision as keyof typeof decisionNames], issues, comments]),
    ),
    [],
    ...furtherNotes(content).map((note) => cells([note])),
  ]
}

function heads(words: readonly string[]): Row {
  return words.map((value) => ({ value, fontWeight: 'bold', backgroundColor: '#eeeeee', wrap: true }))
}

function cells(values: readonly (string | number)[]): Row {
  return values.map((value) =>
    typeof value === 'number'
      ? { value, type: Number, alignVertical: 'top' }
      : { value: harmlessCell(value), type: String, wrap: true, alignVertical: 'top' },
  )
}
