import type { MediaFact, MediaPoster } from '~/app/domain/media/types'
import { paths } from '~/app/paths'
import { variantWidths } from '~/media/images'
import { phrase } from './block-phrases'
import type { BlockData } from './data-blocks'
import { escapeHtml, idOf, paragraphs } from './render-html'

type Sized = Pick<MediaPoster, 'sha' | 'width' | 'height' | 'placeholder'>
type Media = ReadonlyMap<string, MediaFact>

const textWide = '(min-width: 48rem) 45rem, 100vw'
const halfWide = '(min-width: 48rem) 22rem, 100vw'

/** A picture in three formats and several widths; its place is kept and blurred until it has come. */
export function renderPicture(picture: Sized, alt: string, { sizes = textWide, lazy = true } = {}): string {
  const { sha, width, height, placeholder } = picture
  const source = (variant: string) => escapeHtml(paths.media(sha, variant))
  // A picture is never enlarged, so a small one has the same width in every variant.
  const widths = variantWidths.filter((_, at) => at === 0 || !width || width > (variantWidths[at - 1] ?? 0))
  const set = (format: string) =>
    widths.map((wide) => `${source(`${wide}.${format}`)} ${Math.min(wide, width ?? wide)}w`).join(', ')
  const sources = ['avif', 'webp'].map(
    (format) => `<source type="image/${format}" srcset="${set(format)}" sizes="${sizes}">`,
  )
  const dimensions = width && height ? ` width="${Number(width)}" height="${Number(height)}"` : ''
  const blurred = isPlaceholder(placeholder)
    ? ` style="background:center/cover no-repeat url(${placeholder})"`
    : ''
  const loading = lazy ? ' loading="lazy"' : ''
  return `<picture>${sources.join('')}<img src="${source('960.jpg')}" srcset="${set('jpg')}" sizes="${sizes}" alt="${escapeHtml(alt)}"${dimensions}${loading} decoding="async"${blurred}></picture>`
}

function isPlaceholder(value: string | null): value is string {
  return value !== null && /^data:image\/(?:webp|jpeg|png);base64,[A-Za-z0-9+/=]+$/.test(value)
}

type ImageAttrs = { sha: string; alt: string; caption: string; anchor?: string | null }

export function renderFigure(attrs: ImageAttrs, media: Media, { inGallery = false } = {}): string {
  const fact = media.get(attrs.sha)
  const caption = attrs.caption ? `<figcaption>${escapeHtml(attrs.caption)}</figcaption>` : ''
  const picture =
    fact?.kind === 'moving-image'
      ? renderMoving(fact, attrs.alt, null)
      : renderPicture(fact ?? unknown(attrs.sha), attrs.alt, { sizes: inGallery ? halfWide : textWide })
  return `<figure class="figure"${idOf(attrs.anchor)}>${picture}${caption}</figure>`
}

function unknown(sha: string): Sized {
  return { sha, width: null, height: null, placeholder: null }
}

type AnimationAttrs = BlockData<'animation'> & { anchor?: string | null }

/** A still picture first; it moves when somebody wants it to, and stops when they want that. */
export function renderAnimation(attrs: AnimationAttrs, media: Media): string {
  const fact = media.get(attrs.sha)
  const still = attrs.still ? (media.get(attrs.still) ?? null) : (fact?.poster ?? null)
  const caption = attrs.caption ? `<figcaption>${escapeHtml(attrs.caption)}</figcaption>` : ''
  const stage =
    fact?.kind === 'lottie'
      ? renderLottie(fact, attrs.alt, still)
      : renderMoving(fact ?? unknown(attrs.sha), attrs.alt, still)
  return `<figure class="figure animation"${idOf(attrs.anchor)}>${stage}${caption}</figure>`
}

/** Without any script: opened, the moving picture takes the still one's place; closed, it is gone. */
function renderMoving(fact: Sized, alt: string, still: Sized | null): string {
  const dimensions =
    fact.width && fact.height ? ` width="${Number(fact.width)}" height="${Number(fact.height)}"` : ''
  const source = (variant: string) => escapeHtml(paths.media(fact.sha, variant))
  const first = still
    ? renderPicture(still, alt)
    : `<img src="${source('still.jpg')}" alt="${escapeHtml(alt)}"${dimensions} loading="lazy" decoding="async">`
  return `<div class="animation-stage"><div class="animation-still">${first}</div><details class="animation-play"><summary><span class="animation-start">${phrase('block.play')}</span><span class="animation-stop">${phrase('block.stop')}</span></summary><img src="${source('960.webp')}" alt="${escapeHtml(alt)}"${dimensions} loading="lazy"></details></div>`
}

/** The element puts a button under the still picture, and fetches the player when it is pressed. */
function renderLottie(fact: MediaFact, alt: string, still: Sized | null): string {
  const first = still ? renderPicture(still, alt) : `<p>${escapeHtml(alt)}</p>`
  const words = `<span hidden data-word="play">${phrase('block.play')}</span><span hidden data-word="stop">${phrase('block.stop')}</span>`
  return `<lottie-figure data-src="${escapeHtml(paths.media(fact.sha, 'file'))}" data-alt="${escapeHtml(alt)}"><div class="animation-still">${first}</div>${words}</lottie-figure>`
}

type LongImageAttrs = BlockData<'longImage'> & { anchor?: string | null }

/** The whole at the width of the page, one press away from its real size, and every word of it to read. */
export function renderLongImage(attrs: LongImageAttrs, media: Media): string {
  const picture = renderPicture(media.get(attrs.sha) ?? unknown(attrs.sha), attrs.alt)
  const whole = escapeHtml(paths.media(attrs.sha, '1600.jpg'))
  return `<figure class="figure long-image"${idOf(attrs.anchor)}><a href="${whole}">${picture}</a><figcaption><a class="enlarge" href="${whole}">${phrase('block.enlarge')}</a></figcaption><details class="long-image-words"><summary>${phrase('block.allWords')}</summary>${paragraphs(attrs.text)}</details></figure>`
}
