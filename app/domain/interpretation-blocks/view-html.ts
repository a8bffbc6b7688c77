import { type BlockPhrase, blockPhrases } from './block-phrases'

/** What only the moment of viewing knows of an interpretation. */
export type View = {
  /** The clauses that were changed since. */
  changed: ReadonlyMap<number, ChangedClause>
  /** `?play=`: the anchor of a recording and the second at which it is to begin. */
  play: string | null
  /** The words of the blocks in the reader's language; Chinese where nothing is said. */
  say?: (key: BlockPhrase) => string
}

export type ChangedClause = {
  /** Where the clause is read now; null where it is gone. */
  href: string | null
  /** Its department looked at it, and the explanation is still right. */
  confirmed: boolean
}

/** The kept HTML of an interpretation as it is shown now. A pure function of words: nothing is parsed or rendered. */
export function atView(html: string, { changed, play, say }: View): string {
  const marked = html.replace(/<!--clause:(\d+)-->/g, (_, id: string) => noticeOf(changed.get(Number(id))))
  const said = marked.replace(/<!--t:([\w.]+)-->(.*?)<!--\/t-->/g, (_, key: BlockPhrase, words: string) =>
    say ? escapeText(say(key)) : words,
  )
  return setPlaying(said, play)
}

function noticeOf(clause: ChangedClause | undefined): string {
  if (!clause) return ''
  const { href, confirmed } = clause
  const key = confirmed ? 'block.confirmed' : href === null ? 'block.gone' : 'block.changed'
  const link = href === null ? '' : ` <a href="${escapeText(href)}">${marked('block.changedNow')}</a>`
  const tone = confirmed ? 'clause-changed clause-confirmed' : 'clause-changed'
  return `<p class="${tone}" role="note">${marked(key)}${link}</p>`

  function marked(phrase: BlockPhrase): string {
    return `<!--t:${phrase}-->${blockPhrases[phrase]}<!--/t-->`
  }
}

/** `b-3f9a.83.5`: the recording begins at 83.5 s, and the chapter that was chosen is the current one. */
function setPlaying(html: string, play: string | null): string {
  const asked = /^(b-[a-z0-9]{4,16})\.(\d{1,5}(?:\.\d{1,12})?)$/.exec(play ?? '')
  if (!asked) return html
  const [, anchor = '', second = ''] = asked
  return html
    .replace(
      new RegExp(`(data-recording="${anchor}" src="[^"#]*)" preload="(?:none|metadata)"`),
      `$1#t=${second}" preload="metadata"`,
    )
    .replaceAll(
      `class="chapter" href="?play=${anchor}.${second}#${anchor}"`,
      (whole) => `${whole} aria-current="true"`,
    )
}

function escapeText(words: string): string {
  return words.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
