import sharp, { type OverlayOptions, type Sharp } from 'sharp'
import { isMovingPng, readMovingPng } from './apng'
import { useBundledFonts } from './fonts'
import {
  formatOf,
  movingVariantNames,
  type VariantName,
  variantNames,
  variantWidths,
  widthOf,
} from './images'
import { ImageError, type ImageType, mostPixels } from './inspect'

// The work of the child process on pictures. Nothing here runs in the server itself.

// An SVG may hold Chinese words, and the machine no Chinese font.
useBundledFonts()
// What is kept of one picture for the next only fills the memory.
sharp.cache(false)

/** All frames of a moving picture together. */
const mostMovingPixels = 100_000_000
const mostFrames = 600
const secondsPerImage = 40

type Size = { width: number; height: number }
type Measured = Size & { frames: number }

/** A picture as sharp takes it: its bytes, or the frames of a moving PNG, which it would not see move. */
type Source = { open: (options?: { animated?: boolean; pages?: number }) => Sharp; frames: number }

export async function measurePicture(bytes: Uint8Array, type: ImageType): Promise<Measured> {
  try {
    const {
      width,
      height,
      pageHeight,
      pages = 1,
      orientation = 1,
    } = await sharp(bytes, {
      limitInputPixels: false,
    }).metadata()
    const tall = pageHeight ?? height
    if (!width || !tall) throw new Error('no size')
    const frames =
      type === 'image/png' && isMovingPng(bytes)
        ? readMovingPng(bytes).frames.length
        : movingFrames(type, pages)
    refuseLarge({ width, height: tall }, frames)
    return { ...(orientation >= 5 ? { width: tall, height: width } : { width, height: tall }), frames }
  } catch (error) {
    if (error instanceof ImageError) throw error
    throw new ImageError('这个文件损坏或不完整，无法读取。')
  }
}

/** The pages of an AVIF are pictures of a burst, not frames. */
function movingFrames(type: ImageType, pages: number): number {
  return type === 'image/gif' || type === 'image/webp' ? pages : 1
}

function refuseLarge({ width, height }: Size, frames: number): void {
  if (width * height > mostPixels) throw new ImageError('图片超过 5000 万像素，请缩小后再上传。')
  if (frames > mostFrames || width * height * frames > (frames > 1 ? mostMovingPixels : mostPixels))
    throw new ImageError('动图太长或太大（最多 600 帧、一共 1 亿像素），请缩短、缩小，或者改成视频再上传。')
}

type Made = Size & {
  kind: 'image' | 'moving-image'
  placeholder: string
  variants: [VariantName, Uint8Array][]
}

/** Everything that is shown of a picture. Reads it to its end: what is cut off or forged fails here and not at a reader. */
export async function makeAll(bytes: Uint8Array, type: ImageType, later = false): Promise<Made> {
  const { frames, ...size } = await measurePicture(bytes, type)
  return orRefuse(async () => {
    const source = await openSource(bytes, frames)
    const still = await decode(source)
    const names = frames > 1 ? movingVariantNames : variantNames
    const variants: Made['variants'] = []
    for (const name of later ? [] : names) variants.push([name, await drawOf(source, still, name)])
    const kind = frames > 1 ? 'moving-image' : 'image'
    return { ...size, kind, placeholder: await blur(still), variants }
  })
}

export async function drawVariant(bytes: Uint8Array, name: VariantName): Promise<Uint8Array> {
  return orRefuse(async () => {
    const { pages = 1, format } = await sharp(bytes, { limitInputPixels: mostPixels }).metadata()
    const frames = isMovingPng(bytes) ? 2 : movingFrames(`image/${format}` as ImageType, pages)
    const source = await openSource(bytes, frames)
    return drawOf(source, await decode(source), name)
  })
}

async function openSource(bytes: Uint8Array, frames: number): Promise<Source> {
  if (isMovingPng(bytes)) return joinFrames(bytes)
  return {
    frames,
    open: (options) => sharp(bytes, { limitInputPixels: mostMovingPixels, failOn: 'warning', ...options }),
  }
}

/** sharp reads only the first picture of a moving PNG: its frames are drawn one upon the other, as a browser would. */
async function joinFrames(bytes: Uint8Array): Promise<Source> {
  const { frames, width, height, loop } = readMovingPng(bytes)
  refuseLarge({ width, height }, frames.length)
  const raw = { width, height, channels: 4 as const }
  let canvas: Buffer = Buffer.alloc(width * height * 4)
  const pictures: Buffer[] = []
  for (const frame of frames) {
    const input = await sharp(frame.png, { limitInputPixels: mostPixels, failOn: 'warning' })
      .ensureAlpha()
      .png()
      .toBuffer()
    const place = { left: frame.left, top: frame.top }
    const hole = { input: blank(frame), ...place, blend: 'dest-out' as const }
    const under = frame.replaces ? await put(canvas, raw, hole) : canvas
    const shown = await put(under, raw, { input, ...place, blend: 'over' as const })
    pictures.push(await sharp(shown, { raw }).png({ compressionLevel: 1 }).toBuffer())
    if (frame.after === 'clear') canvas = await put(shown, raw, hole)
    else if (frame.after === 'keep') canvas = shown
  }
  const delay = frames.map((frame) => frame.delay)
  const moving = await sharp(pictures, { join: { animated: true } })
    .webp({ lossless: true, effort: 0, delay, loop })
    .toBuffer()
  return {
    frames: frames.length,
    open: (options) => sharp(moving, { limitInputPixels: mostMovingPixels, ...options }),
  }
}

type Raw = { width: number; height: number; channels: 4 }

function put(canvas: Buffer, raw: Raw, piece: OverlayOptions): Promise<Buffer> {
  return sharp(canvas, { raw }).composite([piece]).raw().toBuffer()
}

function blank({ width, height }: Size): OverlayOptions['input'] {
  return { create: { width, height, channels: 4, background: '#000000' } }
}

type Pixels = { data: Buffer; raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 } }

/** The first frame, upright, in sRGB (the profile goes with the metadata), no larger than the largest variant. */
async function decode(source: Source): Promise<Pixels> {
  const { data, info } = await source
    .open({ pages: 1 })
    .timeout({ seconds: secondsPerImage })
    .rotate()
    .resize({ width: variantWidths[2], withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, raw: { width: info.width, height: info.height, channels: info.channels as 3 | 4 } }
}

async function drawOf(source: Source, { data, raw }: Pixels, name: VariantName): Promise<Uint8Array> {
  const format = formatOf(name)
  const size = { width: widthOf(name), withoutEnlargement: true }
  if (source.frames > 1 && format === 'webp')
    return source
      .open({ animated: true })
      .timeout({ seconds: secondsPerImage })
      .resize(size)
      .webp({ quality: 78, effort: 2 })
      .toBuffer()
  const picture = sharp(data, { raw }).timeout({ seconds: secondsPerImage }).resize(size)
  if (format === 'avif') return picture.avif({ quality: 58, effort: 2 }).toBuffer()
  if (format === 'webp') return picture.webp({ quality: 84 }).toBuffer()
  return picture.flatten({ background: '#ffffff' }).jpeg({ quality: 82, mozjpeg: true }).toBuffer()
}

/** Twelve pixels wide: enough to know the colours of what is coming. */
async function blur({ data, raw }: Pixels): Promise<string> {
  const tiny = await sharp(data, { raw })
    .resize(12, 12, { fit: 'inside' })
    .webp({ quality: 40, alphaQuality: 40 })
    .toBuffer()
  return `data:image/webp;base64,${tiny.toString('base64')}`
}

/** The pixels and nothing else: no place, no camera, no thumbnail, nothing that was hidden behind them. */
export async function redraw(bytes: Uint8Array, type: 'image/jpeg' | 'image/png'): Promise<Uint8Array> {
  return orRefuse(async () => {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
    const { format } = await picture.metadata()
    if (`image/${format}` !== type) throw new Error('another format than its beginning says')
    const upright = picture.timeout({ seconds: secondsPerImage }).rotate()
    return (type === 'image/png' ? upright.png() : upright.jpeg({ quality: 90 })).toBuffer()
  })
}

async function orRefuse<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ImageError) throw error
    const why = String(error instanceof Error ? error.message : error).slice(0, 80)
    throw new ImageError(`图片无法处理，可能已损坏或不完整（${why}）。`)
  }
}
