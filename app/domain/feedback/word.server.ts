import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { xmlText } from '~/app/domain/files/harmless-cell'
import type { ReportContent } from './file.server'
import {
  decisionHeads,
  decisionRow,
  furtherNotes,
  ledgerHeads,
  ledgerRow,
  sayDay,
  sayPublished,
} from './file-rows'

// 公文: A4, type area 156 by 225 mm, title in Song 22 pt, text in 仿宋 16 pt with a leading of 28 pt.
const songti = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' }
const fangsong = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' }
const heiti = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '黑体' }
const leading = { line: 560, lineRule: 'exact' as const }
const indent = { firstLine: 640 }
const page = {
  size: { width: 11906, height: 16838 },
  margin: { top: 2098, bottom: 1984, left: 1588, right: 1474 },
}
const typeWidth = page.size.width - page.margin.left - page.margin.right

/** The report as an official document that can be signed and filed. */
export function writeWord(content: ReportContent): Promise<Buffer> {
  const document = new Document({
    title: xmlText(content.title),
    subject: '采纳情况反馈',
    creator: xmlText(content.department),
    lastModifiedBy: xmlText(content.department),
    description: sayPublished(content),
    styles: { default: { document: { run: { font: fangsong, size: 32, language: { eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: { page },
        footers: { default: new Footer({ children: [pageNumber()] }) },
        children: [...head(content), ...body(content), ...signature(content)],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function head({ title }: ReportContent): Paragraph[] {
  return [
    new Paragraph({
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      spacing: { after: 560, line: 640, lineRule: 'exact' },
      children: [new TextRun({ text: xmlText(title), font: songti, size: 44, bold: true, color: '000000' })],
    }),
  ]
}

function body(content: ReportContent): (Paragraph | Table)[] {
  const { figures, introduction } = content
  const notes = furtherNotes(content)
  const sections: [string, (Paragraph | Table)[]][] = [
    ['基本情况', introduction.split(/\n+/).filter(Boolean).map(text)],
    ['收到的意见及去处', [...equation(content)]],
  ]
  if (figures.issues.length > 0) sections.push(['意见采纳情况', [decisionTable(content)]])
  if (figures.refusals.length > 0)
    sections.push([
      '未予公开的理由',
      figures.refusals.map(({ reason, count }) => text(`${reason}${count}条。`)),
    ])
  if (notes.length > 0) sections.push(['其他说明', notes.map(text)])
  return sections.flatMap(([title, parts], at) => [heading(`${'一二三四五'[at] ?? ''}、${title}`), ...parts])
}

function equation({ figures }: ReportContent): (Paragraph | Table)[] {
  const [received = 0, ...places] = ledgerRow(figures)
  const { undecided, unmoderated, balanced } = figures.ledger
  const heads = [...ledgerHeads, ...(undecided + unmoderated > 0 ? ['尚在研究或者审核'] : [])]
  const counts = [received, ...places, ...(undecided + unmoderated > 0 ? [undecided + unmoderated] : [])]
  return [
    new Table({
      width: { size: typeWidth, type: WidthType.DXA },
      columnWidths: heads.map(() => Math.floor(typeWidth / heads.length)),
      rows: [headRow(heads), new TableRow({ cantSplit: true, children: counts.map((count) => cell(count)) })],
    }),
    text(
      balanced
        ? `${received}＝${places.join('＋')}，每一条意见都有去处。`
        : '还有意见在审核或者研究，两边尚不相等。',
    ),
  ]
}

// 序号, 意见摘要, 涉及条文, 条数, 来源, 结论, 理由
const shares = [0.07, 0.26, 0.12, 0.08, 0.12, 0.1, 0.25]

function decisionTable(content: ReportContent): Table {
  return new Table({
    width: { size: typeWidth, type: WidthType.DXA },
    columnWidths: shares.map((share) => Math.floor(typeWidth * share)),
    rows: [
      headRow(decisionHeads),
      ...content.figures.issues.map(
        (issue, at) =>
          new TableRow({
            cantSplit: true,
            children: decisionRow(issue, at, content).map((value) => cell(value)),
          }),
      ),
    ],
  })
}

/** Said again at the top of each page over which the table goes. */
function headRow(heads: readonly string[]): TableRow {
  return new TableRow({ tableHeader: true, cantSplit: true, children: heads.map((head) => cell(head, true)) })
}

function cell(value: string | number, isHead = false): TableCell {
  const isNumber = typeof value === 'number'
  return new TableCell({
    verticalAlign: isHead || isNumber ? VerticalAlign.CENTER : VerticalAlign.TOP,
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    children: [
      new Paragraph({
        alignment: isHead || isNumber ? AlignmentType.CENTER : AlignmentType.LEFT,
        children: [new TextRun({ text: xmlText(String(value)), font: isHead ? heiti : fangsong, size: 21 })],
      }),
    ],
  })
}

function heading(words: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    keepNext: true,
    indent,
    spacing: { ...leading, before: 280, after: 140 },
    children: [new TextRun({ text: words, font: heiti, size: 32, color: '000000' })],
  })
}

function text(words: string): Paragraph {
  return new Paragraph({ indent, spacing: leading, children: [new TextRun(xmlText(words))] })
}

function signature(content: ReportContent): Paragraph[] {
  const right = (words: string, before = 0) =>
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      keepLines: true,
      spacing: { ...leading, before },
      children: [new TextRun(xmlText(words))],
    })
  const { department, publishedAt } = content
  return [
    right(department, 560),
    right(publishedAt ? sayDay(publishedAt) : '（草稿，未公布）'),
    ...(publishedAt ? [right(sayPublished(content))] : []),
  ]
}

function pageNumber(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: songti, size: 28 })],
  })
}
