import sharp from 'sharp'

export const largestImage = 25 * 1024 * 1024
export const mostPixels = 50_000_000

export type ImageType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/webp'
  | 'image/gif'
  | 'image/avif'
  | 'image/svg+xml'
export type InspectedImage = { type: ImageType; width: number; height: number }

/** An image that is not taken; the message is shown to the person who uploaded it. */
export class ImageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ImageError'
  }
}

/** What a file is by its content, whatever its name says, and how large it is as people see it. */
export async function inspectImage(bytes: Uint8Array): Promise<InspectedImage> {
  if (bytes.length === 0) throw new ImageError('这个文件是空的。')
  if (bytes.length > largestImage) throw new ImageError('图片超过 25 MB，请压缩后再上传。')
  const type = typeOf(bytes)
  if (!type)
    throw new ImageError('只接受 PNG、JPEG、WebP、GIF、AVIF 和 SVG 图片；这个文件的内容不是其中任何一种。')
  if (type === 'image/svg+xml') refuseUnsafeSvg(bytes)
  const { width, height } = await measure(bytes)
  if (width * height > mostPixels) throw new ImageError('图片超过 5000 万像素，请缩小后再上传。')
  return { type, width, height }
}

function typeOf(bytes: Uint8Array): ImageType | undefined {
  const starts = (...expected: number[]) => expected.every((byte, index) => bytes[index] === byte)
  const letters = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (letters(0, 4) === 'RIFF' && letters(8, 12) === 'WEBP') return 'image/webp'
  if (letters(0, 6) === 'GIF87a' || letters(0, 6) === 'GIF89a') return 'image/gif'
  if (letters(4, 8) === 'ftyp' && /avi[fs]/.test(letters(8, 32))) return 'image/avif'
  return /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?>\s*)?<svg[\s>]/i.test(
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

async function measure(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const { width, height, orientation = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (!width || !height) throw new Error('no size')
    return orientation >= 5 ? { width: height, height: width } : { width, height }
  } catch {
    throw new ImageError('这个文件损坏或不完整，无法读取。')
  }
}
