import { type Row, writeWorkbook } from '~/app/domain/files/workbook'
import type { ReportContent } from './file.server'
import { decisionHeads, decisionRow, furtherNotes, ledgerHeads, ledgerRow, sayPublished } from './file-rows'
import { channelNames, decisionNames } from './words'

/** Three sheets: the decisions, the ledger with all that was counted, and why some were not published. */
export async function writeExcel(content: ReportContent): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  const sheets = [
    {
      name: '采纳情况',
      widths: [6, 48, 18, 8, 24, 12, 60],
      headRows: 3,
      isLandscape: true,
      rows: [decisionRows(content)],
    },
    { name: '台账', widths: [40, 14, 14], headRows: 1, rows: [ledgerRows(content)] },
    { name: '未公开理由', widths: [80, 8], headRows: 1, rows: [refusalRows(content)] },
  ]
  for await (const piece of writeWorkbook(sheets)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const heads = (cells: readonly string[]): Row => ({ look: 'head', cells })

function decisionRows(content: ReportContent): Row[] {
  return [
    { look: 'title', cells: [content.title] },
    { look: 'line', cells: [`${content.department}　${sayPublished(content)}`] },
    heads(decisionHeads),
    ...content.figures.issues.map((issue, at) => decisionRow(issue, at, content)),
  ]
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
    ...ledgerHeads.map((head, at) => [head, equation[at] ?? 0]),
    ...open.filter(([, count]) => count > 0),
    [],
    heads(['来源', '条数']),
    ...channels.map(({ channel, count }) => [channelNames[channel], count]),
    [],
    heads(['结论', '类数', '涉及意见']),
    ...Object.entries(decisions).map(([decision, { issues, comments }]) => [
      decisionNames[decision as keyof typeof decisionNames],
      issues,
      comments,
    ]),
    [],
    ...furtherNotes(content).map((note) => [note]),
  ]
}

function refusalRows({ figures }: ReportContent): Row[] {
  return [heads(['理由', '条数']), ...figures.refusals.map(({ reason, count }) => [reason, count])]
}
