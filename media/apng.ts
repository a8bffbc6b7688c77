import { crc32 } from 'node:zlib'

type Frame = {
  /** The frame as a picture of its own. */
  png: Uint8Array
  left: number
  top: number
  width: number
  height: number
  /** Milliseconds. */
  delay: number
  /** Its transparent parts wipe out what was there, instead of letting it through. */
  replaces: boolean
  /** What becomes of its place before the next frame. */
  after: 'keep' | 'clear' | 'restore'
}

type MovingPng = { width: number; height: number; loop: number; frames: Frame[] }
type Chunk = { type: string; data: Uint8Array }

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** A PNG says that it moves before its first pixel; other programs see a single picture. */
export function isMovingPng(bytes: Uint8Array): boolean {
  if (!signature.every((byte, at) => bytes[at] === byte)) return false
  for (const { type } of chunksOf(bytes)) {
    if (type === 'acTL') return true
    if (type === 'IDAT') return false
  }
  return false
}

/** The frames of a moving PNG, each a PNG of its own with the colours of the whole. */
export function readMovingPng(bytes: Uint8Array): MovingPng {
  const shared: Chunk[] = []
  const frames: Omit<Frame, 'png'>[] = []
  const pixels: Uint8Array[][] = []
  let header = new Uint8Array(13)
  let loop = 0
  for (const { type, data } of chunksOf(bytes)) {
    if (type === 'IHDR') header = Uint8Array.from(data.subarray(0, 13))
    else if (type === 'acTL') loop = viewOf(data).getUint32(4)
    else if (type === 'fcTL') {
      frames.push(readControl(data))
      pixels.push([])
    } else if (type === 'IDAT') pixels.at(-1)?.push(data)
    else if (type === 'fdAT') pixels.at(-1)?.push(data.subarray(4))
    else if (['PLTE', 'tRNS', 'gAMA', 'sRGB'].includes(type) && pixels.length <= 1)
      shared.push({ type, data })
  }
  const whole = viewOf(header)
  const [width, height] = [whole.getUint32(0), whole.getUint32(4)]
  for (const { left, top, width: wide, height: tall } of frames)
    if (wide === 0 || tall === 0 || left + wide > width || top + tall > height)
      throw new Error('a frame lies outside of its picture')
  if (frames.length === 0) throw new Error('a moving picture without frames')
  return {
    ...{ width, height, loop },
    frames: frames.map((frame, at) => ({ ...frame, png: pngOf(frame, header, shared, pixels[at] ?? []) })),
  }
}

function readControl(data: Uint8Array): Omit<Frame, 'png'> {
  const view = viewOf(data)
  const [over, under] = [view.getUint16(20), view.getUint16(22) || 100]
  return {
    width: view.getUint32(4),
    height: view.getUint32(8),
    left: view.getUint32(12),
    top: view.getUint32(16),
    delay: Math.max(20, Math.round((over / under) * 1000)),
    after: (['keep', 'clear', 'restore'] as const)[view.getUint8(24)] ?? 'keep',
    replaces: view.getUint8(25) === 0,
  }
}

function pngOf(
  { width, height }: Omit<Frame, 'png'>,
  header: Uint8Array,
  shared: Chunk[],
  pixels: Uint8Array[],
): Uint8Array {
  const own = Uint8Array.from(header)
  viewOf(own).setUint32(0, width)
  viewOf(own).setUint32(4, height)
  return Buffer.concat([
    Buffer.from(signature),
    writeChunk('IHDR', own),
    ...shared.map(({ type, data }) => writeChunk(type, data)),
    ...pixels.map((data) => writeChunk('IDAT', data)),
    writeChunk('IEND', new Uint8Array()),
  ])
}

function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  const view = viewOf(bytes)
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) return
    const type = Buffer.from(bytes.buffer, bytes.byteOffset + at + 4, 4).toString('latin1')
    yield { type, data: bytes.subarray(at + 8, at + 8 + length) }
    at += 12 + length
  }
}

function writeChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  chunk.set(data, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
