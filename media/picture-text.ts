import { runInChild } from './child'
import type { Drawing, Drawn, Markup } from './draw-picture'
import { asImage } from './inspect'

/** Words as Pango takes them; nothing in them is a tag. Characters that XML does not know are left out. */
export function markup(words: string): Markup {
  return words
    .replace(/[^\t\n\x20-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;') as Markup
}

export function bold(words: Markup): Markup {
  return `<b>${words}</b>` as Markup
}

export function joined(...words: Markup[]): Markup {
  return words.join('') as Markup
}

/** A picture of words and pictures as PNG, drawn in the child process. */
export function drawPicture(drawing: Drawing): Promise<Drawn> {
  return asImage(runInChild('draw', drawing))
}
