import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { ImportError } from './import-error'
import { parseText } from './parse-text'
import { docxToText, startsWith } from './read-docx.server'
import { htmlToText } from './read-html.server'
import type { ParsedText } from './types'

export const MAX_IMPORT_BYTES = 20 * 1024 * 1024

const MAX_CHARACTERS = 1_000_000
const MAX_LINES = 10_000

export const ACCEPTED_EXTENSIONS = ['.docx', '.txt', '.md', '.html', '.htm'] as const

/** Reads a file from disk; its size is checked before a byte is read. */
export async function readImportFile(path: string): Promise<ParsedText> {
  const info = await stat(path).catch(() => null)
  if (!info?.isFile()) throw new ImportError('not-found', `找不到文件：${path}。`)
  refuseSize(info.size)
  return importBytes({ name: basename(path), bytes: await readFile(path) })
}

/** An uploaded file → its parsed text. Throws an `ImportError` whose message is for the user. */
export async function importBytes({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<ParsedText> {
  refuseSize(bytes.byteLength)
  const extension = extname(name).toLowerCase()
  const text = await readAsText(extension, bytes)
  return parseWithin(text, basename(name, extname(name)))
}

/** What was pasted at the desk: HTML from a page or from Word, or plain text. */
export function importPasted(pasted: string): ParsedText {
  refuseSize(Buffer.byteLength(pasted))
  const isHtml = /<(p|div|table|span|br|h[1-6]|html|body|meta)\b[^>]*>/i.test(pasted)
  return parseWithin(isHtml ? htmlToText(pasted) : pasted)
}

function refuseSize(size: number): void {
  if (size > MAX_IMPORT_BYTES) {
    const megabytes = Math.ceil(size / 1024 / 1024)
    throw new ImportError(
      'too-large',
      `文件有 ${megabytes} MB，超过了 20 MB 的上限。请删去其中的图片或拆分后再导入。`,
    )
  }
  if (size === 0) throw new ImportError('empty', '这是一个空文件，没有可导入的内容。')
}

async function readAsText(extension: string, bytes: Uint8Array): Promise<string> {
  switch (extension) {
    case '.docx':
      return docxToText(bytes)
    case '.txt':
      return decodeText(bytes)
    case '.md':
      return stripMarkdown(decodeText(bytes))
    case '.html':
    case '.htm':
      return htmlToText(decodeText(bytes))
    case '.doc':
    case '.wps':
      throw new ImportError(
        'old-word',
        `不能直接读取 ${extension} 文件。请在 Word 或 WPS 中另存为 .docx 后再导入。`,
      )
    default:
      throw new ImportError(
        'unknown-type',
        `不支持${extension ? ` ${extension} ` : '没有扩展名的'}文件。可以导入 ${ACCEPTED_EXTENSIONS.slice(0, 3).join('、')} 和网页（.html）。`,
      )
  }
}

/** UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030, which is what older Windows programs write. */
function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes)
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes)
  // A NUL byte is in no text of these encodings.
  if (!bytes.includes(0)) {
    for (const encoding of ['utf-8', 'gb18030']) {
      try {
        return new TextDecoder(encoding, { fatal: true }).decode(bytes)
      } catch {}
    }
  }
  throw new ImportError('not-text', '这不是文本文件，或者编码无法识别。请另存为 UTF-8 编码的 .txt 后再导入。')
}

function stripMarkdown(text: string): string {
  return text
    .replace(/^---\n[\s\S]{0,5000}?\n---\n/, '')
    .replace(/!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)/g, '')
    .replace(/\[([^[\]\n]{1,500})\]\([^)\n]{0,2000}\)/g, '$1')
    .replace(/(\*\*|__)(.{1,500}?)\1/g, '$2')
    .replace(/^[ \t]*(?:>|[-*+])[ \t]+/gm, '')
    .replace(/\\([.()[\]#*_-])/g, '$1')
}

function parseWithin(text: string, name = ''): ParsedText {
  if (text.length > MAX_CHARACTERS || text.split('\n').length > MAX_LINES) {
    throw new ImportError('too-large', '正文过长（超过一百万字或一万行）。请拆分后再导入。')
  }
  const parsed = parseText(text, name)
  if (parsed.clauses.length > 0) return parsed
  throw new ImportError('empty', '没有读到正文内容。请检查文件是否只有图片（例如扫描件）。')
}
