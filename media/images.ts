import { runInChild } from './child'
import { asImage, checkImage, type ImageType } from './inspect'

export const variantWidths = [480, 960, 1600] as const
const formats = ['avif', 'webp', 'jpg'] as const
const types = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' } as const

export type VariantName = `${(typeof variantWidths)[number]}.${(typeof formats)[number]}` | 'still.jpg'

/** Of a picture that stands still. */
export const variantNames: VariantName[] = variantWidths.flatMap((width) =>
  formats.map((format) => `${width}.${format}` as const),
)

/** Of a moving picture: it moves in the first two, and stands still in the last. */
export const movingVariantNames: VariantName[] = ['480.webp', '960.webp', 'still.jpg']

export function isVariantName(name: string): name is VariantName {
  return name === 'still.jpg' || (variantNames as string[]).includes(name)
}

export function variantType(name: VariantName): string {
  return types[formatOf(name)]
}

export function formatOf(name: VariantName): (typeof formats)[number] {
  return name.slice(name.indexOf('.') + 1) as (typeof formats)[number]
}

/** As wide as the middle one, where the name gives no width. */
export function widthOf(name: VariantName): number {
  return Number.parseInt(name, 10) || 960
}

/**
 * One variant of a picture: upright, never enlarged, without any metadata (no place, no camera). An SVG is drawn;
 * what moves goes on moving as WebP, and gives its first frame to the other formats.
 */
export function makeVariant(original: Uint8Array, name: VariantName): Promise<Uint8Array> {
  return asImage(runInChild('variant', { bytes: original, name }))
}

export type TakenPicture = {
  type: ImageType
  kind: 'image' | 'moving-image'
  width: number
  height: number
  /** A blurred picture of a few pixels, as a data address of at most 1 KB. */
  placeholder: string
  variants: [name: VariantName, bytes: Uint8Array][]
}

/** A picture that was sent, read to its end: what it is, and everything that is ever shown of it. `ImageError` when it is not taken. */
export async function takePicture(
  bytes: Uint8Array,
  { variantsLater: later = false } = {},
): Promise<TakenPicture> {
  const type = checkImage(bytes)
  return { type, ...(await asImage(runInChild('variants', { bytes, type, later }))) }
}
