import sharp from 'sharp'
import { useBundledFonts } from './fonts'

// Work of the child process: pictures of words, drawn by Pango with the fonts that the project brings along.
useBundledFonts()

/** Words in Pango's markup: made by `markup`, so that nothing in them is taken for a tag. */
export type Markup = string & { readonly isMarkup: true }

/** What stands below each other in a drawing. Lengths are pixels. */
export type Piece =
  | { kind: 'words'; words: Markup; size: number; colour?: string; align?: 'left' | 'centre' | 'right' }
  | {
      kind: 'picture'
      bytes: Uint8Array
      /** Where it is narrower than its place. */
      width?: number
      align?: 'centre'
      /** An SVG of ours: drawn as large as it is shown. */
      isDrawn?: boolean
    }
  | { kind: 'box'; fill: string; edge?: string; pieces: Piece[] }
  /** A number before what belongs to it, or a dot where there is none. */
  | { kind: 'marked'; mark: Markup; size: number; colour?: string; room: number; pieces: Piece[] }
  | { kind: 'table'; rows: Markup[][]; shares: number[]; heads: number; size: number }
  | { kind: 'rule'; colour: string; height: number }
  | { kind: 'gap'; height: number }

export type Drawing = {
  width: number
  /** Where it may be as long as it becomes, this is the longest. */
  height: number | { most: number }
  margin: number
  paper: string
  ink: string
  pieces: Piece[]
  /** Stands at the end, also where pieces before it were left out. */
  foot: Piece[]
  /** Stands before the foot where the pieces were too long. */
  cut: Piece[]
}

export type Drawn = { png: Uint8Array; width: number; height: number; isCut: boolean }

type Layer = { input: Buffer; left: number; top: number }
type Laid = { height: number; layers: Layer[] }
type Room = { width: number; ink: string }

const boxMargin = 32

export async function draw({
  width,
  height,
  margin,
  paper,
  ink,
  pieces,
  foot,
  cut,
}: Drawing): Promise<Drawn> {
  const room = { width: width - 2 * margin, ink }
  const most = typeof height === 'number' ? height : height.most
  const end = await layOut(foot, room)
  const notice = await layOut(cut, room)
  const laid: Laid = { height: margin, layers: [] }
  let isCut = false
  for (const [at, piece] of pieces.entries()) {
    const next = await layOutOne(piece, room)
    // The notice needs its room only where something follows.
    const after = at === pieces.length - 1 ? 0 : notice.height
    if (laid.height + next.height + after + end.height + margin > most) {
      isCut = true
      break
    }
    put(laid, next, margin)
  }
  if (isCut) put(laid, notice, margin)
  if (typeof height === 'number') laid.height = Math.max(laid.height, height - end.height - margin)
  put(laid, end, margin)
  const tall = typeof height === 'number' ? height : Math.ceil(laid.height + margin)
  const png = await sharp({ create: { width, height: tall, channels: 3, background: paper } })
    .composite(laid.layers)
    .png({ compressionLevel: 8 })
    .toBuffer()
  return { png, width, height: tall, isCut }
}

function put(whole: Laid, { height, layers }: Laid, left: number): void {
  for (const layer of layers)
    whole.layers.push({ ...layer, left: layer.left + left, top: layer.top + whole.height })
  whole.height += height
}

async function layOut(pieces: Piece[], room: Room): Promise<Laid> {
  const laid: Laid = { height: 0, layers: [] }
  for (const piece of pieces) put(laid, await layOutOne(piece, room), 0)
  return laid
}

async function layOutOne(piece: Piece, room: Room): Promise<Laid> {
  switch (piece.kind) {
    case 'words':
      return layOutWords(piece, room)
    case 'picture':
      return layOutPicture(piece, room)
    case 'box':
      return layOutBox(piece, room)
    case 'marked': {
      const words = await layOutWords(
        { ...piece, kind: 'words', words: piece.mark },
        { ...room, width: piece.room },
      )
      const mark = piece.mark ? words : await dot(piece.size, room.ink)
      const inner = await layOut(piece.pieces, { ...room, width: room.width - piece.room })
      const layers = [
        ...mark.layers,
        ...inner.layers.map((layer) => ({ ...layer, left: layer.left + piece.room })),
      ]
      return { height: Math.max(mark.height, inner.height), layers }
    }
    case 'table':
      return layOutTable(piece, room)
    case 'rule':
      return { height: piece.height, layers: [await fill(room.width, piece.height, piece.colour, 0, 0)] }
    case 'gap':
      return { height: piece.height, layers: [] }
  }
}

/** Drawn, not written: what is written is cropped to its ink, and a dot would stand at the top. */
async function dot(size: number, ink: string): Promise<Laid> {
  return { height: 0, layers: [await fill(size / 5, size / 5, ink, size / 4, size * 0.72)] }
}

type Words = Extract<Piece, { kind: 'words' }>

async function layOutWords({ words, size, colour, align }: Words, { width, ink }: Room): Promise<Laid> {
  if (words.replace(/<[^>]*>/g, '').trim() === '') return { height: 0, layers: [] }
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${colour ?? ink}">${words}</span>`,
      font: `sans-serif ${size}`,
      width: Math.floor(width),
      dpi: 72,
      rgba: true,
      wrap: 'word-char',
      spacing: Math.round(size * 0.2),
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true })
  const free = Math.max(0, width - info.width)
  const left = align === 'right' ? free : align === 'centre' ? free / 2 : 0
  // What is drawn is cropped to the ink: a line keeps its room above and below it.
  const space = Math.round(size * 0.3)
  return { height: info.height + 2 * space, layers: [{ input: data, left: Math.round(left), top: space }] }
}

type Shown = Extract<Piece, { kind: 'picture' }>

async function layOutPicture(
  { bytes, width: wanted, align, isDrawn }: Shown,
  { width }: Room,
): Promise<Laid> {
  const { data, info } = await sharp(bytes, isDrawn ? { density: 160 } : {})
    .resize({ width: Math.floor(Math.min(wanted ?? width, width)) })
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true })
  const left = align === 'centre' ? Math.round((width - info.width) / 2) : 0
  return { height: info.height, layers: [{ input: data, left, top: 0 }] }
}

async function layOutBox(
  { fill: colour, edge, pieces }: Extract<Piece, { kind: 'box' }>,
  room: Room,
): Promise<Laid> {
  const inner = await layOut(pieces, { ...room, width: room.width - 2 * boxMargin })
  const height = inner.height + boxMargin * 1.5
  const moved = inner.layers.map((layer) => ({
    ...layer,
    left: layer.left + boxMargin,
    top: layer.top + Math.round(boxMargin * 0.75),
  }))
  const paper = await fill(room.width, height, colour, 0, 0)
  const stripe = edge ? [await fill(8, height, edge, 0, 0)] : []
  return { height, layers: [paper, ...stripe, ...moved] }
}

const cellMargin = 14

async function layOutTable(
  { rows, shares, heads, size }: Extract<Piece, { kind: 'table' }>,
  room: Room,
): Promise<Laid> {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const widths = shares.map((share) => Math.floor((room.width * share) / whole))
  const laid: Laid = { height: 0, layers: [] }
  for (const [at, row] of rows.entries()) {
    const cells = await Promise.all(
      row.map((words, column) =>
        layOutWords(
          { kind: 'words', words, size },
          { ...room, width: (widths[column] ?? 0) - 2 * cellMargin },
        ),
      ),
    )
    const height = Math.max(...cells.map((cell) => cell.height)) + 2 * cellMargin
    const layers = at < heads ? [await fill(room.width, height, '#ece7da', 0, 0)] : []
    let left = 0
    for (const [column, cell] of cells.entries()) {
      for (const layer of cell.layers)
        layers.push({ ...layer, left: layer.left + left + cellMargin, top: layer.top + cellMargin })
      left += widths[column] ?? 0
    }
    layers.push(await fill(room.width, 2, '#c9c1ae', 0, height - 2))
    put(laid, { height, layers }, 0)
  }
  return laid
}

async function fill(
  width: number,
  height: number,
  colour: string,
  left: number,
  top: number,
): Promise<Layer> {
  const size = { width: Math.max(1, Math.floor(width)), height: Math.max(1, Math.floor(height)) }
  const input = await sharp({ create: { ...size, channels: 3, background: colour } })
    .png()
    .toBuffer()
  return { input, left: Math.floor(left), top: Math.floor(top) }
}
