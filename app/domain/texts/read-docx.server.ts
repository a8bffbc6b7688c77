import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import mammoth from 'mammoth'
import { ImportError } from './import-error'
import { htmlToText } from './read-html.server'
import { writeNumbersAsText } from './word-numbering'

const MAX_UNPACKED_BYTES = 100 * 1024 * 1024
const MAX_ENTRIES = 5000

const compoundFile = [0xd0, 0xcf, 0x11, 0xe0]
const zipFile = [0x50, 0x4b, 0x03, 0x04]
const notWord = '这不是 Word 文档（.docx），或者文件已损坏。请在 Word 或 WPS 中打开并另存为 .docx 后再试。'

/** The text of a .docx, with automatic numbers and tables written out, as `parseText` reads it. */
export async function docxToText(bytes: Uint8Array): Promise<string> {
  refuseOtherFormats(bytes)
  const files = unpack(bytes)
  const documentXml = files['word/document.xml']
  if (!documentXml) throw new ImportError('not-word', notWord)
  const read = (name: string) => (files[name] ? strFromU8(files[name]) : '')
  const numbered = writeNumbersAsText(
    strFromU8(documentXml),
    read('word/numbering.xml'),
    read('word/styles.xml'),
  )
  const packed = zipSync({ ...files, 'word/document.xml': strToU8(numbered) }, { level: 0 })
  return htmlToText(await convert(Buffer.from(packed)))
}

export function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte)
}

/** Word encrypts into an OLE compound file, which is also what the .doc of before 2007 is. */
export function refuseOtherFormats(bytes: Uint8Array): void {
  if (startsWith(bytes, compoundFile)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const isOldWord = text.includes(Buffer.from('WordDocument', 'utf16le'))
    if (isOldWord && !text.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
      throw new ImportError('old-word', '这是旧版 .doc 文件。请在 Word 或 WPS 中另存为 .docx 后再导入。')
    }
    throw new ImportError(
      'encrypted',
      '这个文件设有密码（已加密），无法读取。请取消密码保护、另存为 .docx 后再导入。',
    )
  }
  if (!startsWith(bytes, zipFile)) throw new ImportError('not-word', notWord)
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let entries = 0
  let total = 0
  try {
    return unzipSync(bytes, {
      filter: (entry) => {
        entries++
        total += entry.originalSize
        if (total > MAX_UNPACKED_BYTES || entries > MAX_ENTRIES) {
          throw new ImportError(
            'zip-bomb',
            '这个文件解压后过大，已停止读取。请删去其中的大图片或附件后再导入。',
          )
        }
        // Pictures are not part of the text of clauses.
        return /\.(xml|rels)$/.test(entry.name)
      },
    })
  } catch (error) {
    if (error instanceof ImportError) throw error
    throw new ImportError('not-word', notWord)
  }
}

type WordElement = {
  type: string
  alignment?: string | null
  styleId?: string | null
  styleName?: string | null
  children?: WordElement[]
}

async function convert(buffer: Buffer): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer },
      {
        styleMap: [
          "p[style-name='gongyi centred'] => p.centred:fresh",
          "p[style-name='Title'] => h1:fresh",
          "p[style-name='标题'] => h1:fresh",
        ],
        transformDocument: markCentred,
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      },
    )
    return value
  } catch {
    throw new ImportError('not-word', notWord)
  }
}

function markCentred(element: WordElement): WordElement {
  const children = element.children?.map(markCentred)
  const hasOwnStyle = /^(heading|标题|title)/i.test(element.styleName ?? '')
  const centred = element.type === 'paragraph' && element.alignment === 'center' && !hasOwnStyle
  const style = centred ? { styleId: 'gongyi-centred', styleName: 'gongyi centred' } : {}
  return { ...element, ...(children ? { children } : {}), ...style }
}
