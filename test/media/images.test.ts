import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { makeVariant, takePicture, variantNames } from '~/media/images'
import { inspectImage, largestImage } from '~/media/inspect'

const plain = (width = 40, height = 20) =>
  sharp({ create: { width, height, channels: 3, background: '#b33' } })
const svg = (inner: string, size = 'width="200" height="100"') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${inner}</svg>`)

/** A PNG of a few bytes that says it is as large as a field. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(1024 * 1024))
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

describe('an uploaded picture', () => {
  it('is known by its content, whatever it is called', async () => {
    expect(await inspectImage(await plain().png().toBuffer())).toEqual({
      type: 'image/png',
      width: 40,
      height: 20,
      frames: 1,
    })
    expect((await inspectImage(await plain().jpeg().toBuffer())).type).toBe('image/jpeg')
    expect((await inspectImage(await plain().webp().toBuffer())).type).toBe('image/webp')
    expect((await inspectImage(await plain().gif().toBuffer())).type).toBe('image/gif')
    expect((await inspectImage(await plain().avif().toBuffer())).type).toBe('image/avif')
    expect(await inspectImage(svg('<rect width="9" height="9"/>'))).toEqual({
      type: 'image/svg+xml',
      width: 200,
      height: 100,
      frames: 1,
    })
  })

  it.each([
    ['nothing', Buffer.alloc(0), '空的'],
    ['a page that calls itself a picture', Buffer.from('<!doctype html><script>alert(1)</script>'), '只接受'],
    ['a page that begins as a GIF', Buffer.from('GIF89a<script>alert(1)</script>'), '损坏'],
    ['more than 25 MB', Buffer.alloc(largestImage + 1, 0x89), '25 MB'],
    ['a small file of 60,000 × 60,000 pixels', bomb(60_000, 60_000), '5000 万像素'],
    ['an SVG of 100,000 × 100,000', svg('', 'width="100000" height="100000"'), '5000 万像素'],
    ['an SVG that reads a file', svg('<image href="file:///etc/passwd"/>'), '不能引用'],
    ['an SVG that calls out', svg('<image xlink:href="https://example.com/a.png"/>'), '不能引用'],
    ['an SVG whose style calls out', svg('<style>rect{fill:url(https://example.com/a)}</style>'), '不能引用'],
    [
      'an SVG of entities that multiply',
      Buffer.from(
        `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>`,
      ),
      '实体',
    ],
  ])('is refused when it is %s', async (_, bytes, words) => {
    await expect(inspectImage(bytes)).rejects.toThrow(words)
  })

  it('that is cut off is refused when its variants are made', async () => {
    const noise = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer()
    await expect(makeVariant(noise.subarray(0, noise.length / 2), '480.webp')).rejects.toThrow('不完整')
    const photo = await sharp(noise).jpeg().toBuffer()
    await expect(makeVariant(photo.subarray(0, photo.length / 2), '960.jpg')).rejects.toThrow('不完整')
  })

  it('leaves place, camera and everything else that it was taken with behind', async () => {
    const photo = await plain(1200, 600)
      .withExif({
        IFD0: { Make: 'SecretCamera', Artist: '张三' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 54/1 20/1' },
      })
      .jpeg()
      .toBuffer()
    expect(photo.toString('latin1')).toContain('SecretCamera')
    const { variants } = await takePicture(photo)
    expect(variants.map(([name]) => name)).toEqual(variantNames)
    for (const [name, bytes] of variants) {
      const made = Buffer.from(bytes)
      const { exif, icc, xmp, iptc } = await sharp(made).metadata()
      expect([exif, icc, xmp, iptc], name).toEqual([undefined, undefined, undefined, undefined])
      expect(made.toString('latin1')).not.toContain('SecretCamera')
    }
  })

  it('stands upright, is never enlarged, and an SVG with a script becomes a picture', async () => {
    const lying = await plain(1200, 600).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await inspectImage(lying)).toMatchObject({ width: 600, height: 1200 })
    expect(await sharp(await makeVariant(lying, '480.webp')).metadata()).toMatchObject({
      format: 'webp',
      width: 480,
      height: 960,
    })
    expect(await sharp(await makeVariant(lying, '1600.webp')).metadata()).toMatchObject({ width: 600 })
    const drawn = Buffer.from(
      await makeVariant(
        svg('<script>alert(1)</script><rect width="200" height="100" fill="red"/>'),
        '960.jpg',
      ),
    )
    expect(await sharp(drawn).metadata()).toMatchObject({ format: 'jpeg', width: 200, height: 100 })
    expect(drawn.toString('latin1')).not.toContain('script')
  })

  it('comes in three formats and widths, with a blur of its colours that is at most 1 KB', async () => {
    const { variants, placeholder, ...picture } = await takePicture(await plain(2000, 1000).png().toBuffer())
    expect(picture).toEqual({ type: 'image/png', kind: 'image', width: 2000, height: 1000 })
    for (const [name, bytes] of variants) {
      const { format, width } = await sharp(bytes).metadata()
      const formats = { avif: 'heif', webp: 'webp', jpg: 'jpeg' }
      expect([width, format], name).toEqual([Number.parseInt(name, 10), formats[name.split('.')[1] as 'jpg']])
    }
    expect(placeholder.length).toBeLessThanOrEqual(1024)
    const blur = Buffer.from(placeholder.replace('data:image/webp;base64,', ''), 'base64')
    expect(await sharp(blur).metadata()).toMatchObject({ format: 'webp', width: 12, height: 6 })
  })

  it('keeps what is transparent, except as JPEG, where it is white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 }
    const glass = await sharp({ create: { width: 30, height: 30, channels: 4, background: clear } })
      .png()
      .toBuffer()
    expect((await sharp(await makeVariant(glass, '480.webp')).metadata()).hasAlpha).toBe(true)
    const white = await sharp(await makeVariant(glass, '480.jpg'))
      .raw()
      .toBuffer()
    expect(white[0]).toBeGreaterThan(250)
  })
})
