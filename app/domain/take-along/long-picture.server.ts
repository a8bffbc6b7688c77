import { renderSVG } from 'uqr'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'
import type { Drawing, Piece } from '~/media/draw-picture'
import { bold, drawPicture, markup } from '~/media/picture-text'
import { colours } from './colours'
import { kept } from './kept.server'
import { type Part, partsOf } from './parts'
import { lines, type Pictures, piecesOf } from './pieces.server'
import { jpegOf, mediaOf, readPublic, type TakenAlong } from './read.server'

const width = 1080
/** What telephones and messengers still show as one picture. */
export const longestPicture = 16_000

/** The whole interpretation as one picture, to be sent on; who gets it finds the page by the code at its end. */
export async function longPicture(ctx: Ctx, id: number, address: string): Promise<Uint8Array> {
  const subject = await readPublic(ctx, id)
  const media = await mediaOf(ctx, subject.document)
  const parts = partsOf(subject.document, media)
  const stands = [...media.values()].map(({ sha, poster }) => [sha, poster?.sha])
  return kept(`interpretation-${id}`, { subject, parts, stands, address }, async () => {
    const pictures = await loadPictures(parts)
    return (await drawPicture(drawingOf(subject, parts, pictures, address))).png
  })
}

function drawingOf(subject: TakenAlong, parts: Part[], pictures: Pictures, address: string): Drawing {
  const { title, policy, department, interpreter, publishedAt } = subject
  const muted = (text: string): Piece => ({
    ...{ kind: 'words', words: markup(text), size: 30, colour: colours.muted },
  })
  return {
    ...{ width, height: { most: longestPicture }, margin: 60, paper: colours.paper, ink: colours.ink },
    pieces: [
      { kind: 'rule', colour: colours.act, height: 10 },
      { kind: 'gap', height: 30 },
      { kind: 'words', words: bold(markup(title)), size: 60 },
      muted(`解读的政策：${policy}`),
      muted(`${department}　解读人：${interpreter}`),
      muted(`发布：${dayOf(publishedAt)}`),
      { kind: 'gap', height: 30 },
      { kind: 'rule', colour: colours.rule, height: 2 },
      { kind: 'gap', height: 20 },
      ...parts.flatMap((part) => piecesOf(part, pictures)),
    ],
    cut: [
      { kind: 'gap', height: 20 },
      {
        ...{ kind: 'box', fill: colours.shade, edge: colours.act },
        pieces: lines('图片只能放到这里，后面还有内容。请扫下面的二维码看全文。', 38),
      },
    ],
    foot: footOf(address),
  }
}

function footOf(address: string): Piece[] {
  return [
    { kind: 'gap', height: 50 },
    { kind: 'rule', colour: colours.act, height: 4 },
    { kind: 'gap', height: 30 },
    { kind: 'picture', bytes: qrOf(address), isDrawn: true, width: 300, align: 'centre' },
    { kind: 'words', words: bold(markup('扫码看原文，可以逐条对照政策')), size: 36, align: 'centre' },
    {
      kind: 'words',
      words: markup(`${env().SITE_NAME}　${address}`),
      size: 28,
      colour: colours.muted,
      align: 'centre',
    },
  ]
}

export function qrOf(address: string): Uint8Array {
  return new TextEncoder().encode(renderSVG(address, { ecc: 'M', border: 2 }))
}

export function dayOf(at: Date): string {
  return at.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })
}

async function loadPictures(parts: Part[]): Promise<Map<string, Uint8Array>> {
  const shas = new Set<string>()
  collect(parts)
  const found = new Map<string, Uint8Array>()
  for (const sha of shas) {
    const bytes = await jpegOf(sha)
    if (bytes) found.set(sha, bytes)
  }
  return found

  function collect(some: Part[]) {
    for (const part of some) {
      if (part.kind === 'picture') shas.add(part.sha)
      else if (part.kind === 'elsewhere' && part.still) shas.add(part.still)
      else if (part.kind === 'list') part.items.forEach(collect)
      else if (part.kind === 'question') collect(part.answer)
      else if (part.kind === 'steps') for (const step of part.steps) collect(step.parts)
      else if (part.kind === 'speech') collect(part.parts)
    }
  }
}
