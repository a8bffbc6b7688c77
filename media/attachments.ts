import { ChildRefused, ChildStopped, runInChild } from './child'
import { findWordFault, isOldWord } from './word-files'

export const largestAttachment = 10 * 1024 * 1024

export type AttachmentType =
  | 'application/pdf'
  | 'application/msword'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  | 'image/jpeg'
  | 'image/png'

/** A file that is not taken; the message is shown to the person who chose it. */
export class AttachmentError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'AttachmentError'
  }
}

export type Attached = {
  type: AttachmentType
  /** The copy that may be opened: a picture made anew without its metadata, a document as it came. */
  clean: Uint8Array
}

/** What a file is by its content, whatever its name says; refused unless it is whole and of a kind that is taken. */
export async function inspectAttachment(bytes: Uint8Array): Promise<Attached> {
  if (bytes.length === 0) throw new AttachmentError('是空文件')
  if (bytes.length > largestAttachment) throw new AttachmentError('超过 10 MB')
  const type = typeOf(bytes)
  if (!type) throw new AttachmentError('的内容不是 PDF、Word、JPEG 或 PNG')
  if (type === 'image/jpeg' || type === 'image/png') return { type, clean: await redraw(bytes, type) }
  const fault = type === 'application/pdf' ? findPdfFault(bytes) : findWordFault(bytes)
  if (fault) throw new AttachmentError(fault)
  return { type, clean: bytes }
}

function typeOf(bytes: Uint8Array): AttachmentType | undefined {
  const starts = (...expected: number[]) => expected.every((byte, index) => bytes[index] === byte)
  if (/^%PDF-\d\.\d/.test(asText(bytes.subarray(0, 8)))) return 'application/pdf'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(0x50, 0x4b, 0x03, 0x04))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return isOldWord(bytes) ? 'application/msword' : undefined
}

/** Cut off on the way, it lacks its end; what stands far behind the end is another file. */
function findPdfFault(bytes: Uint8Array): string | null {
  const end = asText(bytes.subarray(-2048))
  return /startxref\s+\d+\s+%%EOF/.test(end) ? null : '不完整，可能没有下载或保存完'
}

/** The pixels and nothing else: no place, no camera, no thumbnail, nothing that was hidden behind them. */
async function redraw(bytes: Uint8Array, type: 'image/jpeg' | 'image/png'): Promise<Uint8Array> {
  try {
    return await runInChild('clean', { bytes, type })
  } catch (error) {
    if (error instanceof ChildRefused || error instanceof ChildStopped)
      throw new AttachmentError('不是完整的图片，可能已损坏，或者超过 5000 万像素')
    throw error
  }
}

function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
