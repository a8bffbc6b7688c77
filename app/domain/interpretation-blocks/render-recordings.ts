import type { MediaFact } from '~/app/domain/media/types'
import { paths } from '~/app/paths'
import { readCaptions } from '~/media/captions'
import { phrase } from './block-phrases'
import type { BlockData, Moment } from './data-blocks'
import { changeMark, clauseLink, escapeHtml, idOf, momentHref, type Names, paragraphs } from './render-html'
import { saySize, sayTime } from './say-time'

type RecordingAttrs = BlockData<'video'> & { anchor?: string | null }
type Lang = 'zh' | 'en'

/** A video or an audio with its chapters, the clauses that they explain, and every word that is said in it. */
export function renderRecording(
  kind: 'video' | 'audio',
  attrs: RecordingAttrs,
  media: ReadonlyMap<string, MediaFact>,
  names: Names,
): string {
  const fact = media.get(attrs.sha)
  const anchor = attrs.anchor ?? null
  const facts = [
    phrase(kind === 'video' ? 'block.video' : 'block.audio'),
    ...(fact?.duration ? [sayTime(fact.duration)] : []),
    ...(fact ? [saySize(fact.size)] : []),
  ]
  const save = fact
    ? ` <a href="${escapeHtml(paths.media(attrs.sha, 'file'))}" download="${escapeHtml(fact.name)}">${phrase('block.save')}</a>`
    : ''
  return [
    `<figure class="block-recording"${idOf(anchor)}>`,
    `<figcaption class="block-title">${escapeHtml(attrs.title)}</figcaption>`,
    `<media-moments data-anchor="${escapeHtml(anchor)}">`,
    kind === 'video' ? video(attrs, fact) : audio(attrs, fact),
    `<p class="recording-facts">${facts.join(' · ')}${save}</p>`,
    chapters(kind, anchor, attrs.moments, names),
    said(anchor, attrs.moments, fact),
    '</media-moments></figure>',
  ].join('')
}

function video({ sha, title, anchor }: RecordingAttrs, fact: MediaFact | undefined): string {
  const poster = fact?.poster ? ` poster="${escapeHtml(paths.media(fact.poster.sha, '960.jpg'))}"` : ''
  const size =
    fact?.width && fact.height ? ` width="${Number(fact.width)}" height="${Number(fact.height)}"` : ''
  const tracks = (fact?.captions ?? []).map(({ lang }) => track(sha, lang)).join('')
  // Without a poster the first picture of the video itself stands there.
  return `<video data-recording="${escapeHtml(anchor)}" src="${escapeHtml(paths.media(sha, 'file'))}" preload="${poster ? 'none' : 'metadata'}" controls playsinline aria-label="${escapeHtml(title)}"${poster}${size}>${tracks}</video>`
}

function track(sha: string, lang: Lang): string {
  const label = { zh: '中文', en: 'English' }[lang]
  return `<track kind="captions" srclang="${lang}" label="${label}" src="${escapeHtml(paths.mediaCaptions(sha, lang))}"${lang === 'zh' ? ' default' : ''}>`
}

function audio({ sha, title, anchor }: RecordingAttrs, _fact: MediaFact | undefined): string {
  return `<audio data-recording="${escapeHtml(anchor)}" src="${escapeHtml(paths.media(sha, 'file'))}" preload="none" controls aria-label="${escapeHtml(title)}"></audio>`
}

function chapters(kind: 'video' | 'audio', anchor: string | null, moments: Moment[], names: Names): string {
  if (moments.length === 0 || !anchor) return ''
  const entries = moments
    .toSorted((one, other) => one.second - other.second)
    .map(({ second, title, clauseId }) => {
      const clause =
        clauseId === null
          ? ''
          : ` <span class="chapter-clause">${clauseLink(clauseId, names)}</span>${changeMark(clauseId)}`
      return `<li><a class="chapter" href="${escapeHtml(momentHref(anchor, second))}" data-second="${Number(second)}"><span class="chapter-time">${sayTime(second)}</span> ${escapeHtml(title)}</a>${clause}</li>`
    })
  const hint = phrase(kind === 'video' ? 'block.moments' : 'block.momentsAudio')
  return `<p class="chapters-hint">${hint}</p><ol class="chapters">${entries.join('')}</ol>`
}

/** What is said, from the captions; where there are none, as it was typed. */
function said(anchor: string | null, moments: Moment[], fact: MediaFact | undefined): string {
  const captions = fact?.captions ?? []
  const texts = captions
    .toSorted((one, other) => (one.lang === other.lang ? 0 : one.lang === 'zh' ? -1 : 1))
    .map(({ lang, vtt }) => {
      const lines = passagesOf(vtt, moments, lang).map(
        ({ from, words }) => `<p>${timeLink(anchor, from)} ${escapeHtml(words)}</p>`,
      )
      const title = phrase(lang === 'zh' ? 'block.said' : 'block.saidEn')
      return `<details class="said"><summary>${title}</summary><div class="said-words"${lang === 'en' ? ' lang="en"' : ''}>${lines.join('')}</div></details>`
    })
  if (texts.length > 0 || !fact?.transcript.trim()) return texts.join('')
  return `<details class="said"><summary>${phrase('block.said')}</summary><div class="said-words">${paragraphs(fact.transcript)}</div></details>`
}

export function timeLink(anchor: string | null, second: number): string {
  const time = sayTime(second)
  if (!anchor) return `<span class="chapter-time">${time}</span>`
  return `<a class="chapter-time" href="${escapeHtml(momentHref(anchor, second))}" data-second="${Number(second)}">${time}</a>`
}

type Passage = { from: number; words: string }

const longestPassage = 30

/** The captions as paragraphs: one for each chapter, and within it a new one at the end of a sentence. */
function passagesOf(vtt: string, moments: Moment[], lang: Lang): Passage[] {
  const passages: Passage[] = []
  const starts = moments.map((moment) => moment.second).sort((one, other) => one - other)
  const chapterAt = (second: number) => starts.findLastIndex((start) => start <= second + 0.5)
  for (const { from, words } of readCaptions(Buffer.from(vtt)).cues) {
    const last = passages.at(-1)
    const line = words.replaceAll('\n', lang === 'zh' ? '' : ' ')
    const goesOn =
      last &&
      chapterAt(last.from) === chapterAt(from) &&
      from - last.from < longestPassage * 3 &&
      (from - last.from < longestPassage || !/[。！？.!?]$/.test(last.words))
    if (goesOn) last.words += lang === 'zh' ? join(last.words, line) : ` ${line}`
    else passages.push({ from, words: line })
  }
  return passages
}

/** Where a caption ends without a mark there is a breath, not a comma of ours. */
function join(before: string, line: string): string {
  return /[\p{P}\s]$/u.test(before) ? line : ` ${line}`
}

/** The words of captions and transcripts, for the search. */
export function spokenWords(media: ReadonlyMap<string, MediaFact>): string[] {
  return [...media.values()].flatMap(({ captions, transcript }) => [
    ...captions.flatMap(({ vtt }) => readCaptions(Buffer.from(vtt)).cues.map((cue) => cue.words)),
    ...(transcript.trim() ? [transcript.trim()] : []),
  ])
}
