import {
  AlignmentType,
  BorderStyle,
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
  WidthType,
} from 'docx'
import { xmlText } from '~/app/domain/files/harmless-cell'
import type { Clause } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { type OfficialDocument, officialDocument, sayDay } from './document.server'

// GB/T 9704: A4, type area 156 by 225 mm, title in Song 22 pt, text in 仿宋 16 pt with a leading of 28 pt.
const songti = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' }
const fangsong = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' }
const heiti = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '黑体' }
const kaiti = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '楷体' }
const red = 'C00000'
const leading = { line: 560, lineRule: 'exact' as const }
const indent = { firstLine: 640 }
const page = {
  size: { width: 11906, height: 16838 },
  margin: { top: 2098, bottom: 1984, left: 1588, right: 1474 },
}
const typeWidth = page.size.width - page.margin.left - page.margin.right

export type WordFile = { bytes: Buffer; name: string }

/** A public policy as an official document in Word. */
export async function policyWordFile(ctx: Ctx, id: number): Promise<WordFile> {
  const content = await officialDocument(ctx, id)
  return {
    bytes: await writeWord(content),
    name: `${content.title.replace(/[\\/:*?"<>|\s]+/g, '').slice(0, 80)}.docx`,
  }
}

function writeWord(content: OfficialDocument): Promise<Buffer> {
  const document = new Document({
    title: xmlText(content.title),
    subject: xmlText(content.documentNumber),
    creator: xmlText(content.issuer),
    lastModifiedBy: xmlText(content.issuer),
    styles: { default: { document: { run: { font: fangsong, size: 32, language: { eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: { page },
        footers: { default: new Footer({ children: [pageNumber()] }) },
        children: [
          ...head(content),
          ...content.body.flatMap(clauseParts),
          ...attachmentNote(content.attachments),
          ...signature(content),
          ...content.annexes.flatMap(clauseParts),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function head({ issuer, documentNumber, title, validity }: OfficialDocument): Paragraph[] {
  const notInForce = validity.state === 'repealed' || validity.state === 'lapsed'
  return [
    // D5: a copy that is passed on says it as well.
    ...(notInForce || validity.state === 'amended' ? [right(sayState(validity))] : []),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 400, after: 400 },
      children: [
        new TextRun({ text: xmlText(`${issuer}文件`), font: songti, size: 60, bold: true, color: red }),
      ],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 560 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, space: 8, color: red } },
      children: [new TextRun(xmlText(documentNumber))],
    }),
    new Paragraph({
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      spacing: { before: 560, after: 560, line: 640, lineRule: 'exact' },
      children: [new TextRun({ text: xmlText(title), font: songti, size: 44, bold: true, color: '000000' })],
    }),
  ]
}

function sayState({ state, on, replacedBy }: OfficialDocument['validity']): string {
  const word = state === 'amended' ? '已修改' : state === 'repealed' ? '已废止' : '已失效'
  const by = replacedBy ? `，见《${replacedBy.title}》` : ''
  return `（本文件自${sayDay(on ?? '')}起${word}${by}）`
}

function clauseParts(clause: Clause): (Paragraph | Table)[] {
  if (clause.kind === 'table') return clauseTable(clause)
  if (['part', 'chapter', 'section', 'annex'].includes(clause.kind)) return division(clause)
  const [first = '', ...rest] = clause.body.split('\n').filter((line) => line.trim() !== '')
  const gap = clause.label && clause.kind === 'article' ? '\u3000' : ''
  return [
    new Paragraph({
      indent,
      spacing: leading,
      children: [
        ...(clause.label
          ? [new TextRun({ text: xmlText(`${clause.label}${gap}`), font: labelFont(clause) })]
          : []),
        ...(clause.heading
          ? [
              new TextRun({
                text: xmlText(`${clause.heading}${first ? '\u3000' : ''}`),
                font: labelFont(clause),
              }),
            ]
          : []),
        new TextRun(xmlText(first)),
      ],
    }),
    ...rest.map(text),
  ]
}

/** 一、 in Hei, （一） with its title in Kai; what has no title keeps the text's own letters. */
function labelFont({ kind, depth, heading }: Clause) {
  if (kind === 'article' || (kind === 'item' && depth === 0)) return heiti
  return heading ? kaiti : fangsong
}

function division({ kind, label, heading, body }: Clause): Paragraph[] {
  const words = [label, heading ?? (label ? '' : body)].filter(Boolean).join('\u3000')
  const more = heading || label ? body.split('\n').filter((line) => line.trim() !== '') : []
  return [
    new Paragraph({
      heading: kind === 'section' ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_1,
      alignment: kind === 'annex' ? AlignmentType.LEFT : AlignmentType.CENTER,
      pageBreakBefore: kind === 'annex',
      keepNext: true,
      spacing: { ...leading, before: 280, after: 140 },
      children: [new TextRun({ text: xmlText(words), font: heiti, size: 32, color: '000000' })],
    }),
    ...more.filter((line) => line !== words).map(text),
  ]
}

function clauseTable({ cells, heading, label }: Clause): (Paragraph | Table)[] {
  const rows = cells ?? []
  const columns = Math.max(1, ...rows.map((row) => row.length))
  const caption = heading ?? label
  const title = caption
    ? [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          keepNext: true,
          spacing: { before: 140 },
          children: [new TextRun({ text: xmlText(caption), font: heiti, size: 28 })],
        }),
      ]
    : []
  if (rows.length === 0) return title
  return [
    ...title,
    new Table({
      width: { size: typeWidth, type: WidthType.DXA },
      columnWidths: Array.from({ length: columns }, () => Math.floor(typeWidth / columns)),
      rows: rows.map(
        (row, at) =>
          new TableRow({
            tableHeader: at === 0,
            cantSplit: true,
            children: Array.from({ length: columns }, (_, column) => cell(row[column] ?? '', at === 0)),
          }),
      ),
    }),
  ]
}

function cell(words: string, isHead: boolean): TableCell {
  return new TableCell({
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    children: [
      new Paragraph({
        alignment: isHead ? AlignmentType.CENTER : AlignmentType.LEFT,
        children: [new TextRun({ text: xmlText(words), font: isHead ? heiti : fangsong, size: 24 })],
      }),
    ],
  })
}

/** 附件：1. … */
function attachmentNote(names: string[]): Paragraph[] {
  return names.map(
    (name, at) =>
      new Paragraph({
        indent: { left: at === 0 ? 640 : 1600 },
        spacing: { ...leading, before: at === 0 ? 560 : 0 },
        children: [
          new TextRun(xmlText(`${at === 0 ? '附件：' : ''}${names.length > 1 ? `${at + 1}. ` : ''}${name}`)),
        ],
      }),
  )
}

function signature({ issuer, signedOn }: OfficialDocument): Paragraph[] {
  return [right(issuer, 1120), right(sayDay(signedOn))]
}

function right(words: string, before = 0): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    keepLines: true,
    indent: { right: 1280 },
    spacing: { ...leading, before },
    children: [new TextRun(xmlText(words))],
  })
}

function text(words: string): Paragraph {
  return new Paragraph({ indent, spacing: leading, children: [new TextRun(xmlText(words))] })
}

function pageNumber(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: songti, size: 28 })],
  })
}
