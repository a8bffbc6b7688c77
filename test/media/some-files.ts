import { strToU8, zipSync } from 'fflate'
import sharp from 'sharp'

/** A small PDF of one empty page. */
export function aPdf(title = '材料'): Uint8Array {
  return strToU8(`%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R /Title (${title})>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj
trailer <</Root 1 0 R /Size 4>>
startxref
9
%%EOF
`)
}

export function aDocx(more: Record<string, Uint8Array> = {}): Uint8Array {
  const types =
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
  return zipSync({
    '[Content_Types].xml': strToU8(types),
    'word/document.xml': strToU8('<w:document><w:body/></w:document>'),
    ...more,
  })
}

/** The frame of an OLE compound file with one named stream, as Word 97 writes it. */
export function anOldWord(stream = 'WordDocument'): Uint8Array {
  const file = Buffer.alloc(512 * 6)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file)
  file.writeUInt16LE(9, 30)
  file.writeUInt32LE(1, 48)
  Buffer.from(stream, 'utf16le').copy(file, 1024)
  return new Uint8Array(file)
}

/** A photograph as a telephone takes it: lying on its side, with the place and the camera in it. */
export async function aJpegWithPlace(): Promise<Uint8Array> {
  const pixels = sharp({ create: { width: 240, height: 120, channels: 3, background: '#7799bb' } })
  const exif = {
    IFD0: { Make: 'SECRET-CAMERA', Orientation: '6' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '26/1 30/1 0/1',
      GPSLongitudeRef: 'E',
      GPSLongitude: '99/1 10/1 0/1',
    },
  }
  return new Uint8Array(await pixels.withExif(exif).withMetadata({ orientation: 6, exif }).jpeg().toBuffer())
}

export async function aPng(): Promise<Uint8Array> {
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: '#aa3322' } })
  return new Uint8Array(await picture.png().toBuffer())
}
