import { ChildRefused, ChildStopped, runInChild } from './child'

export const largestImage = 25 * 1024 * 1024
export const mostPixels = 50_000_000

export type ImageType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/webp'
  | 'image/gif'
  | 'image/avif'
  | 'image/svg+xml'
export type InspectedImage = {
  type: ImageType
  width: number
  height: number
  /** 1 for a picture that does not move. */
  frames: number
}

/** An image that is not taken; the message is shown to the person who uploaded it. */
export class ImageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ImageError'
  }
}

/** What a file is by its content, whatever its name says, and how large it is as people see it. */
export async function inspectImage(bytes: Uint8Array): Promise<InspectedImage> {
  const type = checkImage(bytes)
  return { type, ...(await asImage(runInChild('inspect', { bytes, type }))) }
}

/** What can be said of a picture without decoding it. */
export function checkImage(bytes: Uint8Array): ImageType {
  if (bytes.length === 0) throw new ImageError('这个文件是空的。')
  if (bytes.length > largestImage) throw new ImageError('图片超过 25 MB，请压缩后再上传。')
  const type = typeOf(bytes)
  if (!type)
    throw new ImageError('只接受 PNG、JPEG、WebP、GIF、AVIF 和 SVG 图片；这个文件的内容不是其中任何一种。')
  if (type === 'image/svg+xml') refuseUnsafeSvg(bytes)
  return type
}

function typeOf(bytes: Uint8Array): ImageType | undefined {
  const starts = (...expected: number[]) => expected.every((byte, index) => bytes[index] === byte)
  const letters = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (letters(0, 4) === 'RIFF' && letters(8, 12) === 'WEBP') return 'image/webp'
  if (letters(0, 6) === 'GIF87a' || letters(0, 6) === 'GIF89a') return 'image/gif'
  if (letters(4, 8) === 'ftyp' && /avi[fs]/.test(letters(8, 32))) return 'image/avif'
  return /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*(?:<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?>\s*)?<svg[\s>]/i.test(
    headOf(bytes),
  )
    ? 'image/svg+xml'
    : undefined
}

function headOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 4096))
}

// Scripts never run, because an SVG is only drawn; but entities can blow up and references can reach outside.
function refuseUnsafeSvg(bytes: Uint8Array): void {
  const source = new TextDecoder().decode(bytes)
  if (/<!(?:DOCTYPE|ENTITY)/i.test(source))
    throw new ImageError('SVG 中不能有 DOCTYPE 或实体声明，请重新导出。')
  if (
    /(?:href|src)\s*=\s*["']\s*(?!#|data:image\/)[^"'\s]/i.test(source) ||
    /url\(\s*["']?\s*(?!#|["')])/i.test(source)
  ) {
    throw new ImageError('SVG 中不能引用其他文件或网址，请把内容嵌入后再上传。')
  }
}

/** What the child process says of a picture, in the words of a picture's refusal. */
export async function asImage<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ChildRefused) throw new ImageError(error.message)
    if (error instanceof ChildStopped) throw new ImageError(stopped[error.reason])
    throw error
  }
}

const stopped = {
  time: '这张图片处理得太久，已经停下。请用看图软件另存为 JPEG 或 PNG，再上传。',
  memory: '这张图片处理起来太占内存，已经停下。请缩小后再上传。',
  crash: '这张图片处理时出错，可能已损坏。请用看图软件另存为 JPEG 或 PNG，再上传。',
}
