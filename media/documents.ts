import { decode, MediaError } from './kinds'
import {
  encrypted,
  findWordFault,
  holdsStream,
  isCompound,
  isOldWord,
  mostUnpacked,
  readDirectory,
  saysMacros,
  withMacros,
} from './word-files'

export const largestDocument = 50 * 1024 * 1024

/** Before the name of the first entry, which in an open document is its type. */
const zipHead = 30

const office = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'
const wordType = `${office}.wordprocessingml.document`

/** The media type of a document by its content; the name only tells a table from a text. Refused with the reason. */
export function inspectDocument(bytes: Uint8Array, name: string): string {
  if (bytes.length > largestDocument) throw new MediaError('文件超过 50 MB，请缩小里面的图片，或者分成几个。')
  const beginning = latin(bytes.subarray(0, 8))
  if (/^%PDF-\d/.test(beginning)) return inspectPdf(bytes)
  if (beginning.startsWith('PK\x03\x04')) return inspectZip(bytes)
  if (isCompound(bytes)) return inspectCompound(bytes)
  if (decode(bytes) === undefined) throw new MediaError('这个文本文件里有读不出的字，请另存为 UTF-8 编码。')
  return /\.csv$/i.test(name) ? 'text/csv' : 'text/plain'
}

function inspectPdf(bytes: Uint8Array): string {
  if (!/startxref\s+\d+\s+%%EOF/.test(latin(bytes.subarray(-2048))))
    throw new MediaError('这个 PDF 不完整，可能没有下载或保存完。')
  if (/\/JavaScript\b|\/Launch\b/.test(latin(bytes)))
    throw new MediaError('这个 PDF 里有会自己运行的程序，请重新打印成 PDF 再上传。')
  return 'application/pdf'
}

function inspectZip(bytes: Uint8Array): string {
  const contents = readDirectory(bytes)
  if (!contents) throw new MediaError('这个文件不完整，可能没有下载或保存完。')
  if (contents.isEncrypted) throw new MediaError(`文件${encrypted}。`)
  if (contents.unpacked > mostUnpacked) throw new MediaError('文件解压后过大，请另存为 PDF 后再上传。')
  const { names } = contents
  if (names.has('word/document.xml')) return withoutMacros(bytes, names, wordType)
  if (names.has('xl/workbook.xml')) return withoutMacros(bytes, names, `${office}.spreadsheetml.sheet`)
  if (names.has('ppt/presentation.xml'))
    throw new MediaError('演示文稿不收，因为很多手机打不开。请另存为 PDF 再上传。')
  const opened = /^mimetypeapplication\/vnd\.oasis\.opendocument\.(text|spreadsheet)/.exec(
    latin(bytes.subarray(zipHead, zipHead + 80)),
  )
  if (opened) {
    if ([...names].some((name) => /^(?:Basic|Scripts)\//.test(name)))
      throw new MediaError(`文件${withMacros}。`)
    return `${openDocument}.${opened[1]}`
  }
  throw new MediaError('压缩包不收：看的人不知道里面是什么。请把里面的文件逐个上传。')
}

function withoutMacros(bytes: Uint8Array, names: Set<string>, type: string): string {
  const holds = [...names].some((name) => name.toLowerCase().endsWith('vbaproject.bin')) || saysMacros(bytes)
  if (holds) throw new MediaError('文件带有宏，请另存为不带宏的文件或 PDF。')
  return type
}

function inspectCompound(bytes: Uint8Array): string {
  if (isOldWord(bytes)) {
    const fault = findWordFault(bytes)
    if (fault) throw new MediaError(`文件${fault}。`)
    return 'application/msword'
  }
  if (holdsStream(bytes, 'EncryptedPackage')) throw new MediaError(`文件${encrypted}。`)
  if (holdsStream(bytes, 'Workbook')) {
    if (holdsStream(bytes, '_VBA_PROJECT')) throw new MediaError('文件带有宏，请另存为不带宏的文件或 PDF。')
    return 'application/vnd.ms-excel'
  }
  throw new MediaError('这种旧式文件不收。请另存为 PDF、Word 或 Excel 再上传。')
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
