import { MediaError } from './kinds'

export const largestLottie = 2 * 1024 * 1024
const longestSide = 4000
const longestSeconds = 120
const deepest = 60

export type Lottie = { width: number; height: number /** Seconds. */; duration: number }

/**
 * A Lottie animation that a page may play: it moves shapes and embedded pictures, runs no expression (which is a
 * program) and fetches nothing. Refused with what to do.
 */
export function checkLottie(bytes: Uint8Array): Lottie {
  if (bytes.length > largestLottie)
    throw new MediaError('动画文件超过 2 MB，请减少里面的图片和图层，或者导出为视频再上传。')
  const root = readObject(bytes)
  const { w: width, h: height, fr: rate, ip: from, op: to, layers } = root
  if (!isSide(width) || !isSide(height) || !Array.isArray(layers) || layers.length === 0)
    throw new MediaError(
      '这不是 Lottie 动画，或者宽、高超过 4000。请用动画软件（如 After Effects 的 Bodymovin）导出 JSON 再上传。',
    )
  const duration = (Number(to) - Number(from ?? 0)) / Number(rate)
  if (!(duration > 0) || duration > longestSeconds)
    throw new MediaError('动画的长度读不出来，或者超过两分钟；更长的请导出为视频再上传。')
  refuseOutside(root)
  refuseHidden(root, 0)
  return { width, height, duration: Math.round(duration * 1000) / 1000 }
}

type Json = Record<string, unknown>

function readObject(bytes: Uint8Array): Json {
  try {
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (isObject(read)) return read
  } catch {
    // Said below.
  }
  throw new MediaError('这个 JSON 文件读不出来，不是 Lottie 动画。')
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && value >= 1 && value <= longestSide
}

function refuseOutside({ assets, fonts }: Json): void {
  for (const asset of listOf(assets)) {
    if (!asset.p && !asset.u) continue
    if (asset.u || !/^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/.test(String(asset.p)))
      throw new MediaError(
        '动画引用了外面的图片或声音。请在导出时选“嵌入图片”（Include in json），不要带声音。',
      )
  }
  const list = isObject(fonts) ? listOf(fonts.list) : []
  if (list.some((font) => font.fPath))
    throw new MediaError('动画引用了外面的字体。请在导出时选“文字转为形状”（Glyphs）。')
}

/** A player would also go through an object with a length. */
function listOf(value: unknown): Json[] {
  if (value === undefined) return []
  if (Array.isArray(value) && value.every(isObject)) return value
  throw new MediaError('动画文件里有不该有的内容，不收。请重新导出。')
}

/** An expression stands as words in `x`, wherever a value can move. */
function refuseHidden(value: unknown, depth: number): void {
  if (depth > deepest) throw new MediaError('动画的图层套得太深，请简化后再导出。')
  if (Array.isArray(value)) for (const each of value) refuseHidden(each, depth + 1)
  if (!isObject(value)) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'x' && typeof inner === 'string')
      throw new MediaError(
        '动画里有表达式（一种程序），不能放到网页上。请在动画软件里把表达式转换为关键帧，再导出。',
      )
    if (key === '__proto__' || key === 'constructor' || key === 'prototype')
      throw new MediaError('动画文件里有不该有的内容，不收。请重新导出。')
    refuseHidden(inner, depth + 1)
  }
}
