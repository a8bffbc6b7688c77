import { strToU8, zipSync } from 'fflate'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { AttachmentError, inspectAttachment, largestAttachment } from '~/media/attachments'
import { aDocx, aJpegWithPlace, anOldWord, aPdf, aPng } from './some-files'

const refusalOf = (bytes: Uint8Array) =>
  inspectAttachment(bytes).then(
    ({ type }) => type,
    (error: unknown) => (error instanceof AttachmentError ? `refused: ${error.message}` : error),
  )
const appended = (one: Uint8Array, other: Uint8Array) => new Uint8Array(Buffer.concat([one, other]))

describe('an attachment is known by its content', () => {
  it('PDF, old and new Word, JPEG and PNG are taken', async () => {
    expect(await refusalOf(aPdf())).toBe('application/pdf')
    expect(await refusalOf(anOldWord())).toBe('application/msword')
    expect(await refusalOf(aDocx())).toMatch(/wordprocessingml/)
    expect(await refusalOf(await aJpegWithPlace())).toBe('image/jpeg')
    expect(await refusalOf(await aPng())).toBe('image/png')
  })

  it('documents are copied as they are', async () => {
    for (const bytes of [aPdf(), aDocx(), anOldWord()])
      expect((await inspectAttachment(bytes)).clean).toEqual(bytes)
  })

  it('a photograph loses the place where it was taken, and stands upright', async () => {
    const photograph = await aJpegWithPlace()
    const before = await sharp(photograph).metadata()
    // 0x8825 points to what GPS has written.
    expect(Buffer.from(before.exif ?? []).toString('hex')).toMatch(/2588|8825/)
    expect(before.orientation).toBe(6)
    const { clean } = await inspectAttachment(photograph)
    const after = await sharp(clean).metadata()
    expect([after.exif, after.xmp, after.iptc, after.icc]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect([after.width, after.height]).toEqual([before.height, before.width])
    expect(Buffer.from(clean).includes('Exif')).toBe(false)
    expect(Buffer.from(clean).includes('SECRET-CAMERA')).toBe(false)
  })

  it('what hides behind a picture does not come through', async () => {
    const hidden = appended(await aPng(), zipSync({ 'evil.html': strToU8('<script>') }))
    const { clean } = await inspectAttachment(hidden)
    expect(Buffer.from(clean).includes('evil.html')).toBe(false)
  })
})

describe('an attachment is refused in words', () => {
  it('when it is empty, too large, or of another kind', async () => {
    expect(await refusalOf(new Uint8Array())).toContain('空文件')
    expect(await refusalOf(new Uint8Array(largestAttachment + 1))).toContain('10 MB')
    for (const content of ['<html>', 'MZ\x90', 'GIF89a', '{"a":1}', 'RIFF....WEBP'])
      expect(await refusalOf(strToU8(content))).toContain('不是 PDF、Word、JPEG 或 PNG')
  })

  it('when a picture or a PDF is cut off, or a picture only begins like one', async () => {
    const jpeg = await aJpegWithPlace()
    expect(await refusalOf(jpeg.subarray(0, jpeg.length >> 1))).toContain('不是完整的图片')
    const png = await aPng()
    expect(await refusalOf(png.subarray(0, png.length - 30))).toContain('不是完整的图片')
    expect(await refusalOf(appended(jpeg.subarray(0, 3), strToU8('<script>alert(1)</script>')))).toContain(
      '不是完整的图片',
    )
    const pdf = aPdf()
    expect(await refusalOf(pdf.subarray(0, pdf.length - 8))).toContain('不完整')
  })

  it('when a zip is no Word document, is cut off, has macros, a password, or unpacks without end', async () => {
    expect(await refusalOf(zipSync({ 'a.txt': strToU8('a') }))).toContain('压缩包')
    const docx = aDocx()
    expect(await refusalOf(docx.subarray(0, docx.length - 10))).toContain('不是完整的 Word')
    expect(await refusalOf(aDocx({ 'word/vbaProject.bin': strToU8('macro') }))).toContain('宏')
    const enabled = strToU8('<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>')
    expect(await refusalOf(aDocx({ '[Content_Types].xml': enabled }))).toContain('宏')
    expect(await refusalOf(withPassword(aDocx()))).toContain('密码')
    expect(await refusalOf(aDocx({ 'word/media/a.bin': new Uint8Array(250_000_000) }))).toContain('过大')
  }, 60_000)

  it('when an OLE file is no Word document, or is damaged', async () => {
    expect(await refusalOf(anOldWord('Workbook'))).toContain('不是 PDF、Word')
    expect(await refusalOf(anOldWord().subarray(0, 900))).toContain('不')
  })
})

/** Sets the bit for encryption in each entry of the central directory. */
function withPassword(zip: Uint8Array): Uint8Array {
  const copy = Buffer.from(zip)
  const mark = Buffer.from([0x50, 0x4b, 0x01, 0x02])
  for (let at = copy.indexOf(mark); at >= 0; at = copy.indexOf(mark, at + 4))
    copy.writeUInt16LE(copy.readUInt16LE(at + 8) | 1, at + 8)
  return new Uint8Array(copy)
}
