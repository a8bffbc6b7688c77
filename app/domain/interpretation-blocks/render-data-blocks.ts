import type { MediaFact } from '~/app/domain/media/types'
import { paths } from '~/app/paths'
import { compareWords } from '../texts/compare'
import { phrase } from './block-phrases'
import type { BlockData } from './data-blocks'
import { changeMark, clauseLink, escapeHtml, idOf, type Names, paragraphs } from './render-html'
import { saySize } from './say-time'

type Anchored<Data> = Data & { anchor?: string | null }

/** Old and new beside each other where there is room; in both, what differs is marked by more than colour. */
export function renderBeforeAfter(attrs: Anchored<BlockData<'beforeAfter'>>, names: Names): string {
  const rows = attrs.rows.map(({ what, before, after, clauseId }) => {
    const words = compareWords(before, after)
    const clause = clauseId === null ? '' : ` ${clauseLink(clauseId, names)}`
    const sides = [
      side('was', attrs.before, before, words, 'removed'),
      side('now', attrs.after, after, words, 'added'),
    ]
    return `<div class="before-after-row"><p class="before-after-what">${escapeHtml(what)}${clause}</p><div class="before-after-sides">${sides.join('')}</div>${clauseId === null ? '' : changeMark(clauseId)}</div>`
  })
  return `<div class="before-after"${idOf(attrs.anchor)}><p class="block-title">${escapeHtml(attrs.title)}</p>${rows.join('')}</div>`
}

function side(
  name: 'was' | 'now',
  label: string,
  text: string,
  words: ReturnType<typeof compareWords>,
  marked: 'removed' | 'added',
): string {
  const shown = words
    .filter(({ type }) => type === 'same' || type === marked)
    .map(({ type, text: piece }) =>
      type === 'same' ? escapeHtml(piece) : `<mark class="${name}">${escapeHtml(piece)}</mark>`,
    )
    .join('')
  // What has nothing on the other side is new, or gone, as a whole: there is nothing in it to be marked.
  const whole = words.some(({ type }) => type === 'same') ? shown : escapeHtml(text)
  const body = text.trim() === '' ? phrase('block.none') : whole.replaceAll('\n', '<br>')
  return `<div class="before-after-side before-after-${name}"><p class="before-after-name">${escapeHtml(label)}</p><p>${body}</p></div>`
}

export function renderAudience(attrs: Anchored<BlockData<'audience'>>): string {
  const rows = attrs.rows.map(
    ({ who, what }) => `<div><dt>${escapeHtml(who)}</dt><dd>${escapeHtml(what)}</dd></div>`,
  )
  const except = attrs.except
    ? `<p class="audience-except">${phrase('block.except')}${escapeHtml(attrs.except)}</p>`
    : ''
  return `<div class="audience"${idOf(attrs.anchor)}><p class="block-title">${phrase('block.audience')}</p><dl>${rows.join('')}</dl>${except}</div>`
}

export function renderKeyTerm(attrs: Anchored<BlockData<'keyTerm'>>): string {
  const [first = '', ...rest] = attrs.definition.split(/\n+/)
  const source = attrs.source
    ? `<p class="key-term-source">${phrase('block.source')}${escapeHtml(attrs.source)}</p>`
    : ''
  return `<div class="key-term" role="note"${idOf(attrs.anchor)}><p><dfn>${escapeHtml(attrs.term)}</dfn> ${escapeHtml(first)}</p>${paragraphs(rest.join('\n'))}${source}</div>`
}

export function renderTimeline(attrs: Anchored<BlockData<'timeline'>>): string {
  const entries = attrs.entries.map(
    ({ when, what }) =>
      `<li><p class="dates-when">${escapeHtml(when)}</p><p class="dates-what">${escapeHtml(what)}</p></li>`,
  )
  return `<div class="dates"${idOf(attrs.anchor)}><p class="block-title">${escapeHtml(attrs.title)}</p><ol>${entries.join('')}</ol></div>`
}

/** What one gets is said before it is fetched: which program opens it, and how large it is. */
export function renderDownload(
  attrs: Anchored<BlockData<'download'>>,
  media: ReadonlyMap<string, MediaFact>,
): string {
  const fact = media.get(attrs.sha)
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(fact?.name ?? '')?.[1]?.toUpperCase()
  const facts = [ending, fact ? saySize(fact.size) : null].filter(Boolean).join('，')
  const name = fact ? ` download="${escapeHtml(fact.name)}"` : ' download'
  return `<p class="download"${idOf(attrs.anchor)}><a href="${escapeHtml(paths.media(attrs.sha, 'file'))}"${name}>${phrase('block.download')} ${escapeHtml(attrs.title)}</a>${facts ? ` <span class="download-facts">（${facts}）</span>` : ''}</p>`
}
