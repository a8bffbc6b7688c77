export const largestRecording = 50 * 1024 * 1024

export type RecordingType = 'video/mp4' | 'video/webm' | 'audio/mpeg' | 'audio/mp4'

/** A recording that is not taken; the message is shown to the person who chose it. */
export class RecordingError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RecordingError'
  }
}

/** What a recording is by its content, whatever its name says; refused unless a browser would play it. */
export function inspectRecording(bytes: Uint8Array): RecordingType {
  if (bytes.length === 0) throw new RecordingError('这个文件是空的。')
  if (bytes.length > largestRecording)
    throw new RecordingError('录音录像超过 50 MB，请降低清晰度，或者只上传录音（MP3、M4A）。')
  const type = typeOf(bytes)
  if (!type) throw new RecordingError('只接受 MP4、WebM、MP3 和 M4A；这个文件的内容不是其中任何一种。')
  if ((type === 'video/mp4' || type === 'audio/mp4') && !hasBox(bytes, 'moov'))
    throw new RecordingError('这个文件不完整，可能没有传完或者没有保存完，无法播放。')
  return type
}

function typeOf(bytes: Uint8Array): RecordingType | undefined {
  const letters = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (letters(4, 8) === 'ftyp') return /^M4[AB] $/.test(letters(8, 12)) ? 'audio/mp4' : 'video/mp4'
  if (bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3)
    // The document type stands in the head; plain Matroska is not played by browsers.
    return letters(4, 64).includes('webm') ? 'video/webm' : undefined
  return letters(0, 3) === 'ID3' || isMp3Frame(bytes) ? 'audio/mpeg' : undefined
}

/** MPEG audio, layer III, with a bit rate and a sampling rate that exist. */
function isMp3Frame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  return (
    first === 0xff &&
    (second & 0xe6) === 0xe2 &&
    (second & 0x18) !== 0x08 &&
    third >> 4 !== 0 &&
    third >> 4 !== 15 &&
    (third & 0x0c) !== 0x0c
  )
}

/** ISO 14496-12: boxes follow each other, each with its length and its name. */
function hasBox(bytes: Uint8Array, name: string): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 8 <= bytes.length; ) {
    const short = view.getUint32(at)
    const size = short === 1 && at + 16 <= bytes.length ? Number(view.getBigUint64(at + 8)) : short
    const end = size === 0 ? bytes.length : at + size
    if (size !== 0 && size < 8) return false
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === name) return end <= bytes.length
    at = end
  }
  return false
}
