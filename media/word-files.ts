import { strFromU8, unzipSync } from 'fflate'

const damaged = '不是完整的 Word 文件，可能已损坏'
export const withMacros = '带有宏，请另存为不带宏的 Word 文件或 PDF'
export const encrypted = '设有密码，请取消密码后再上传'

const compoundFile = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const sectorSize = 512
const mostEntries = 5000
export const mostUnpacked = 200 * 1024 * 1024

/** Why a .doc or .docx is not taken; null when it is. Nothing of it is unpacked but its list of contents. */
export function findWordFault(bytes: Uint8Array): string | null {
  return isCompound(bytes) ? findOldWordFault(bytes) : findDocxFault(bytes)
}

/** The .doc of before 2007: an OLE compound file with a stream `WordDocument`. */
export function isOldWord(bytes: Uint8Array): boolean {
  return isCompound(bytes) && holdsStream(bytes, 'WordDocument')
}

export function isCompound(bytes: Uint8Array): boolean {
  return compoundFile.every((byte, index) => bytes[index] === byte)
}

function findOldWordFault(bytes: Uint8Array): string | null {
  const header = viewOf(bytes)
  const shift = bytes.length >= 3 * sectorSize ? header.getUint16(30, true) : 0
  if (shift !== 9 && shift !== 12) return damaged
  const directory = (header.getUint32(48, true) + 1) * 2 ** shift
  if (directory >= bytes.length) return damaged
  if (holdsStream(bytes, 'EncryptedPackage')) return encrypted
  return holdsStream(bytes, '_VBA_PROJECT') ? withMacros : null
}

export function holdsStream(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'))
}

function findDocxFault(bytes: Uint8Array): string | null {
  const contents = readDirectory(bytes)
  if (!contents) return damaged
  if (contents.isEncrypted) return encrypted
  if (!contents.names.has('[Content_Types].xml') || !contents.names.has('word/document.xml'))
    return '是压缩包，不是 Word 文件'
  if (contents.unpacked > mostUnpacked) return '解压后过大，请另存为 PDF 后再上传'
  if ([...contents.names].some((name) => name.toLowerCase().endsWith('vbaproject.bin'))) return withMacros
  return saysMacros(bytes) ? withMacros : null
}

type Directory = { names: Set<string>; unpacked: number; isEncrypted: boolean }

/** The central directory of a zip that fills the whole file; undefined when it makes no sense. */
export function readDirectory(bytes: Uint8Array): Directory | undefined {
  const view = viewOf(bytes)
  const end = bytes.length - 22 < 0 ? -1 : findEnd(view)
  if (end < 0) return undefined
  const count = view.getUint16(end + 10, true)
  if (count === 0 || count > mostEntries) return undefined
  const directory: Directory = { names: new Set(), unpacked: 0, isEncrypted: false }
  let at = view.getUint32(end + 16, true)
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return undefined
    const nameLength = view.getUint16(at + 28, true)
    directory.isEncrypted ||= (view.getUint16(at + 8, true) & 1) === 1
    directory.unpacked += view.getUint32(at + 24, true)
    directory.names.add(strFromU8(bytes.subarray(at + 46, at + 46 + nameLength)))
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return at <= end ? directory : undefined
}

/** Where the record at the end begins, whose comment reaches to the last byte. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 65_535)
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    if (at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at
  }
  return -1
}

/** The one part that is unpacked: a list of types, into a buffer of the size that it announces. */
export function saysMacros(bytes: Uint8Array): boolean {
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name === '[Content_Types].xml' && originalSize < 1_000_000,
    })
    const types = files['[Content_Types].xml']
    return !types || /macroEnabled|vbaProject/i.test(strFromU8(types))
  } catch {
    return true
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
