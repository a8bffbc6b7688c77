import sharp from 'sharp'

/** A small picture; another number gives another one. */
export function aPicture(seed: number): Promise<Buffer> {
  const background = { r: seed % 256, g: Math.floor(seed / 256) % 256, b: 160 }
  return sharp({ create: { width: 640, height: 360, channels: 3, background } })
    .png()
    .toBuffer()
}
