import { chartPicture } from '~/app/domain/interpretation-blocks/render-chart.server'
import { wide } from '~/app/domain/survey-figures/chart-layout'
import type { Piece } from '~/media/draw-picture'
import { bold, joined, markup } from '~/media/picture-text'
import { colours } from './colours'
import type { Part, Words } from './parts'

export type Pictures = ReadonlyMap<string, Uint8Array>

const body = 38
const small = 32
const gap = (height: number): Piece => ({ kind: 'gap', height })
/** Pango and the picture take a long paragraph in parts, between which nothing is seen. */
const longestPart = 400

/** A part of an interpretation as it stands in the long picture. */
export function piecesOf(part: Part, pictures: Pictures): Piece[] {
  switch (part.kind) {
    case 'heading':
      return [
        gap(part.level === 2 ? 44 : 28),
        { kind: 'words', words: bold(said(part.words)), size: part.level === 2 ? 48 : 42 },
        gap(8),
      ]
    case 'words':
      return [...inParts(part.words).map((words): Piece => ({ kind: 'words', words, size: body })), gap(14)]
    case 'list':
      return part.items.flatMap((item, at): Piece[] => [
        {
          kind: 'marked',
          mark: markup(part.isOrdered ? `${at + 1}.` : ''),
          size: body,
          room: part.isOrdered ? 72 : 44,
          pieces: all(item, pictures),
        },
      ])
    case 'quote':
      return [
        {
          ...{ kind: 'box', fill: colours.shade, edge: colours.link },
          pieces: [
            ...lines(part.text, body),
            { kind: 'words', words: markup(`—— ${part.label}`), size: small, colour: colours.muted },
          ],
        },
        gap(20),
      ]
    case 'picture':
      return pictureOf(part.sha, part.alt, part.caption, pictures)
    case 'question':
      return [
        gap(16),
        marked('问', colours.act, [{ kind: 'words', words: bold(markup(part.question)), size: body + 2 }]),
        marked('答', colours.link, all(part.answer, pictures)),
      ]
    case 'steps':
      return part.steps.flatMap(({ title, parts }, at) => [
        marked(String(at + 1), colours.act, [
          { kind: 'words', words: bold(markup(title)), size: body + 2 },
          ...all(parts, pictures),
        ]),
        gap(8),
      ])
    case 'speech': {
      const role = markup(part.role ? `　${part.role}` : '')
      return [
        { kind: 'words', words: joined(bold(markup(part.speaker)), role), size: body, colour: colours.link },
        ...all(part.parts, pictures),
      ]
    }
    case 'table':
      return tableOf(part)
    case 'chart':
      return chartOf(part)
    case 'term':
      return [
        {
          ...{ kind: 'box', fill: colours.shade, edge: colours.act },
          pieces: [
            { kind: 'words', words: bold(markup(part.term)), size: body + 2 },
            ...lines(part.definition, body),
            ...(part.source ? lines(`出处：${part.source}`, small) : []),
          ],
        },
        gap(20),
      ]
    case 'elsewhere':
      return [
        ...(part.still ? pictureOf(part.still, '', '', pictures) : []),
        {
          ...{ kind: 'box', fill: colours.shade },
          pieces: [
            { kind: 'words', words: bold(markup(part.title)), size: body },
            ...part.lines.flatMap((line) => lines(line, small)),
          ],
        },
        gap(20),
      ]
  }
}

function all(parts: Part[], pictures: Pictures): Piece[] {
  return parts.flatMap((part) => piecesOf(part, pictures))
}

function marked(sign: string, colour: string, pieces: Piece[]): Piece {
  return { kind: 'marked', mark: bold(markup(sign)), size: 46, room: 76, colour, pieces }
}

export function lines(text: string, size: number): Piece[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Piece => ({ kind: 'words', words: markup(line), size }))
}

function said(words: Words): ReturnType<typeof markup> {
  return joined(...words.map(({ text, isBold }) => (isBold ? bold(markup(text)) : markup(text))))
}

function inParts(words: Words): ReturnType<typeof markup>[] {
  const parts: Words[] = [[]]
  let length = 0
  for (const run of words) {
    for (const sentence of run.text.match(/[^。！？]*[。！？]?/g) ?? []) {
      if (length > longestPart) {
        parts.push([])
        length = 0
      }
      length += sentence.length
      parts.at(-1)?.push({ ...run, text: sentence })
    }
  }
  return parts.map(said)
}

function pictureOf(sha: string, alt: string, caption: string, pictures: Pictures): Piece[] {
  const bytes = pictures.get(sha)
  const under = caption || (bytes ? '' : `图片：${alt}`)
  return [
    gap(12),
    ...(bytes ? [{ kind: 'picture' as const, bytes }] : []),
    ...lines(under, small).map((piece): Piece => ({ ...piece, colour: colours.muted }) as Piece),
    gap(16),
  ]
}

function tableOf({ title, heads, rows, note }: Extract<Part, { kind: 'table' }>): Piece[] {
  const columns = rows[0]?.length ?? 1
  // A column gets room by its longest cell, none less than a third of the widest.
  const longest = Array.from({ length: columns }, (_, column) =>
    Math.max(2, ...rows.map((row) => (row[column] ?? []).reduce((sum, { text }) => sum + text.length, 0))),
  )
  const widest = Math.min(24, Math.max(...longest))
  const shares = longest.map((length) => Math.max(widest / 3, Math.min(widest, length)))
  const size = columns > 4 ? 26 : small
  return [
    gap(16),
    ...(title ? [{ kind: 'words' as const, words: bold(markup(title)), size: body }] : []),
    {
      ...{ kind: 'table', shares, heads, size },
      rows: rows.map((row, at) => row.map((cell) => (at < heads ? bold(said(cell)) : said(cell)))),
    },
    ...lines(note, small),
    gap(20),
  ]
}

function chartOf({ chart }: Extract<Part, { kind: 'chart' }>): Piece[] {
  const unit = chart.unit ? `（单位：${chart.unit}）` : ''
  // Without a style sheet around it a drawing would be written in a serif face.
  const drawn = chartPicture(chart, wide, 'chart-wide').replace('<svg ', '<svg font-family="sans-serif" ')
  return [
    gap(16),
    { kind: 'words', words: bold(markup(`${chart.title}${unit}`)), size: body },
    {
      kind: 'picture',
      bytes: new TextEncoder().encode(drawn),
      isDrawn: true,
    },
    ...lines(chart.note, small),
    gap(16),
  ]
}
