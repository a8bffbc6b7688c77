import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { makeVariant, takePicture } from '~/media/images'

const frames = (colours: string[], size = { width: 600, height: 300 }) =>
  Promise.all(
    colours.map((background) =>
      sharp({ create: { ...size, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )

/** Red everywhere, then a blue patch in a corner: a moving PNG as a program writes it. */
function movingPng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const ends = [Buffer.alloc(4), Buffer.alloc(4)] as const
    ends[0].writeUInt32BE(data.length)
    ends[1].writeUInt32BE(crc32(body))
    return Buffer.concat([ends[0], body, ends[1]])
  }
  const numbers = (...values: number[]) => {
    const made = Buffer.alloc(values.length * 4)
    values.forEach((value, at) => void made.writeUInt32BE(value, at * 4))
    return made
  }
  const pixels = (width: number, height: number, colour: number[]) =>
    deflateSync(
      Buffer.concat(
        Array.from({ length: height }, () =>
          Buffer.from([0, ...Array.from({ length: width }, () => colour).flat()]),
        ),
      ),
    )
  const control = (sequence: number, width: number, height: number, left: number, top: number) =>
    Buffer.concat([numbers(sequence, width, height, left, top), Buffer.from([0, 1, 0, 5, 0, 0])])
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', Buffer.concat([numbers(40, 20), Buffer.from([8, 2, 0, 0, 0])])),
    chunk('acTL', numbers(2, 0)),
    chunk('fcTL', control(0, 40, 20, 0, 0)),
    chunk('IDAT', pixels(40, 20, [255, 0, 0])),
    chunk('fcTL', control(1, 10, 10, 30, 10)),
    chunk('fdAT', Buffer.concat([numbers(2), pixels(10, 10, [0, 0, 255])])),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

async function colourAt(picture: Uint8Array, page: number, left: number, top: number): Promise<number[]> {
  const part = sharp(picture, { page }).removeAlpha().extract({ left, top, width: 1, height: 1 })
  return [...(await part.raw().toBuffer())].map((value) => Math.round(value / 60) * 60)
}

describe('a moving picture', () => {
  it('becomes WebP that moves at the same pace, and a still', async () => {
    const gif = await sharp(await frames(['#f00', '#0f0', '#00f']), { join: { animated: true } })
      .gif({ delay: [100, 200, 300] })
      .toBuffer()
    const { variants, ...picture } = await takePicture(gif)
    expect(picture).toMatchObject({ type: 'image/gif', kind: 'moving-image', width: 600, height: 300 })
    const made = new Map(variants)
    expect([...made.keys()]).toEqual(['480.webp', '960.webp', 'still.jpg'])
    expect(await sharp(made.get('480.webp')).metadata()).toMatchObject({
      ...{ format: 'webp', width: 480, pages: 3, delay: [100, 200, 300] },
    })
    expect(await sharp(made.get('still.jpg')).metadata()).toMatchObject({ format: 'jpeg', width: 600 })
    // A format that does not move shows the first frame, also where it is asked for later.
    const still = await makeVariant(gif, '960.avif')
    expect((await sharp(still).metadata()).pages ?? 1).toBe(1)
  })

  it('of PNG is put together as a browser would show it', async () => {
    const { variants, ...picture } = await takePicture(movingPng())
    expect(picture).toMatchObject({ kind: 'moving-image', width: 40, height: 20 })
    const moving = new Map(variants).get('960.webp') as Uint8Array
    expect(await sharp(moving).metadata()).toMatchObject({ pages: 2, delay: [200, 200] })
    expect(await colourAt(moving, 0, 36, 15)).toEqual([240, 0, 0])
    expect(await colourAt(moving, 1, 36, 15)).toEqual([0, 0, 240])
    expect(await colourAt(moving, 1, 4, 4)).toEqual([240, 0, 0])
  })

  it('of too many frames is refused with what to do', async () => {
    const many = await frames(
      Array.from({ length: 601 }, (_, at) => (at % 2 ? '#fff' : '#000')),
      { width: 2, height: 2 },
    )
    const webp = await sharp(many, { join: { animated: true } })
      .webp({ lossless: true, minSize: false })
      .toBuffer()
    await expect(takePicture(webp)).rejects.toThrow('改成视频')
  })
})
