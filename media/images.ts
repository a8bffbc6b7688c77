import sharp from 'sharp'
import { useBundledFonts } from './fonts'
import { ImageError, mostPixels } from './inspect'

export const variantWidths = [480, 960, 1600] as const
export type VariantName = `${(typeof variantWidths)[number]}.webp` | '960.jpg'

export const variantNames: VariantName[] = [
  ...variantWidths.map((width) => `${width}.webp` as const),
  '960.jpg',
]

export function isVariantName(name: string): name is VariantName {
  return (variantNames as string[]).includes(name)
}

export function variantType(name: VariantName): string {
  return name.endsWith('.webp') ? 'image/webp' : 'image/jpeg'
}

const secondsPerImage = 20
const atOnce = 2
let running = 0
const waiting: (() => void)[] = []

/**
 * One variant of a picture: upright, never enlarged, without any metadata (no place, no camera).
 * An SVG is drawn; of a moving picture the first frame is taken.
 */
export async function makeVariant(original: Uint8Array, name: VariantName): Promise<Uint8Array> {
  // An SVG may hold Chinese words, and the machine no Chinese font.
  useBundledFonts()
  return inTurn(() => drawVariant(original, name))
}

async function drawVariant(original: Uint8Array, name: VariantName): Promise<Uint8Array> {
  try {
    const picture = sharp(original, { limitInputPixels: mostPixels, failOn: 'warning' })
      .timeout({ seconds: secondsPerImage })
      .rotate()
      .resize({ width: Number.parseInt(name, 10), withoutEnlargement: true })
    // Wide-gamut pictures become sRGB, because the profile goes with the metadata.
    const flat = name.endsWith('.jpg')
      ? picture.flatten({ background: '#ffffff' }).jpeg({ quality: 82, mozjpeg: true })
      : picture.webp({ quality: 84 })
    return await flat.toBuffer()
  } catch (error) {
    throw new ImageError(
      `图片无法处理，可能已损坏或不完整（${String(error instanceof Error ? error.message : error).slice(0, 80)}）。`,
    )
  }
}

/** A picture of 50 million pixels takes 200 MB while it is worked on: two at once, the others wait. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  await enter()
  try {
    return await work()
  } finally {
    leave()
  }
}

async function enter(): Promise<void> {
  if (running < atOnce) {
    running += 1
    return
  }
  await new Promise<void>((turn) => waiting.push(turn))
}

function leave(): void {
  const next = waiting.shift()
  if (next) next()
  else running -= 1
}
