import type { Node } from '@tiptap/pm/model'
import { renderToHTMLString } from '@tiptap/static-renderer'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import type { MediaFact } from '~/app/domain/media/types'
import { phrase } from './block-phrases'
import { documentExtensions } from './document'
import { renderChart } from './render-chart.server'
import {
  renderAudience,
  renderBeforeAfter,
  renderDownload,
  renderKeyTerm,
  renderTimeline,
} from './render-data-blocks'
import { changeMark, clauseLink, escapeHtml, idOf, type Names, paragraphs } from './render-html'
import { renderAnimation, renderFigure, renderLongImage } from './render-pictures'
import { renderRecording, timeLink } from './render-recordings'

/** What a document does not hold itself: how its clauses are cited, and what is known of its files. */
export type RenderFacts = {
  policyId: number
  names: ReadonlyMap<number, string>
  media: ReadonlyMap<string, MediaFact>
}

type Props = { node: Node; children?: string | string[]; parent?: Node }
/** What is checked when the document is; the schema of ProseMirror calls it anything. */
type Attrs = Node['attrs']

/** The public HTML of a checked document; made once when it is saved, not at each view. */
export function renderDocument(document: DocumentNode, { policyId, names, media }: RenderFacts): string {
  const cited: Names = { policyId, names }
  const recording = recordingOf(document)
  let tables = 0
  return renderToHTMLString({
    extensions: documentExtensions,
    content: document,
    options: {
      nodeMapping: {
        doc: ({ node, children }: Props) =>
          list(children)
            .map((html, at) => html + explains(node.child(at).attrs, cited))
            .join('\n'),
        image: ({ node, parent }: Props) =>
          renderFigure(node.attrs as Parameters<typeof renderFigure>[0], media, {
            inGallery: parent?.type.name === 'gallery',
          }),
        clauseQuote: ({ node }: Props) => renderQuote(node.attrs, cited),
        table: ({ node, children }: Props) =>
          `<section class="table-scroll" aria-label="表格 ${++tables}" tabindex="0"${idOf(node.attrs.anchor)}><table><tbody>${joined(children)}</tbody></table></section>`,
        tableHeader: ({ node, children }: Props) =>
          `<th scope="col"${spansOf(node)}>${joined(children)}</th>`,
        tableCell: ({ node, children }: Props) => `<td${spansOf(node)}>${joined(children)}</td>`,
        gallery: ({ node, children }: Props) => renderGallery(node.attrs, joined(children)),
        steps: ({ node, children }: Props) =>
          `<ol class="how-to"${idOf(node.attrs.anchor)}>${joined(children)}</ol>`,
        qa: ({ node, children }: Props) =>
          `<div class="qa"${idOf(node.attrs.anchor)}>${joined(children)}</div>`,
        transcript: ({ node, children }: Props) =>
          `<div class="speeches"${idOf(node.attrs.anchor)}>${joined(children)}</div>`,
        speech: ({ node, children }: Props) => renderSpeech(node.attrs, joined(children), recording),
        chart: ({ node }: Props) => renderChart(dataOf(node)),
        video: ({ node }: Props) => renderRecording('video', dataOf(node), media, cited),
        audio: ({ node }: Props) => renderRecording('audio', dataOf(node), media, cited),
        animation: ({ node }: Props) => renderAnimation(dataOf(node), media),
        longImage: ({ node }: Props) => renderLongImage(dataOf(node), media),
        beforeAfter: ({ node }: Props) => renderBeforeAfter(dataOf(node), cited),
        audience: ({ node }: Props) => renderAudience(dataOf(node)),
        keyTerm: ({ node }: Props) => renderKeyTerm(dataOf(node)),
        timeline: ({ node }: Props) => renderTimeline(dataOf(node)),
        download: ({ node }: Props) => renderDownload(dataOf(node), media),
      },
    },
  })
}

/** The attributes of a block of data, as its own schema has read them when the document was checked. */
function dataOf<Data>(node: Node): Data {
  return node.attrs as Data
}

/** The clauses that a block was said to explain: the way back to them, and their notice when they have changed. */
function explains({ clauses }: Attrs, names: Names): string {
  const links = ((clauses ?? []) as number[]).flatMap((clauseId) => {
    const link = clauseLink(clauseId, names)
    return link ? [{ link, mark: changeMark(clauseId) }] : []
  })
  if (links.length === 0) return ''
  const marks = links.map(({ mark }) => mark).join('')
  return `<p class="explains">${phrase('block.explains')}${links.map(({ link }) => link).join('、')}</p>${marks}`
}

function renderQuote({ clauseId, label, text, anchor }: Attrs, names: Names): string {
  const link = clauseLink(Number(clauseId), names) || escapeHtml(label)
  return `<blockquote class="clause-quote"${idOf(anchor)}>${paragraphs(String(text))}<footer>—— ${link}</footer>${changeMark(Number(clauseId))}</blockquote>`
}

function renderGallery({ caption, anchor }: Attrs, figures: string): string {
  const words = caption ? `<p class="gallery-caption">${escapeHtml(caption)}</p>` : ''
  return `<div class="gallery"${idOf(anchor)}><div class="gallery-pictures">${figures}</div>${words}</div>`
}

/** Who speaks, in what office, and when in the recording where there is one. */
function renderSpeech({ speaker, role, second }: Attrs, words: string, recording: string | null): string {
  const office = role ? ` <span class="speech-role">${escapeHtml(role)}</span>` : ''
  const time = typeof second === 'number' ? ` ${timeLink(recording, second)}` : ''
  return `<div class="speech"><p class="speech-who"><b>${escapeHtml(speaker)}</b>${office}${time}</p><div class="speech-words">${words}</div></div>`
}

/** The recording to which the seconds of a press conference's speakers belong. */
function recordingOf(document: DocumentNode): string | null {
  const block = document.content?.find(({ type }) => type === 'video' || type === 'audio')
  return typeof block?.attrs?.anchor === 'string' ? block.attrs.anchor : null
}

function spansOf(node: Node): string {
  const { colspan, rowspan, align } = node.attrs
  const spans = `${colspan > 1 ? ` colspan="${Number(colspan)}"` : ''}${rowspan > 1 ? ` rowspan="${Number(rowspan)}"` : ''}`
  return align ? `${spans} data-align="${escapeHtml(align)}"` : spans
}

function list(children: string | string[] | undefined): string[] {
  return Array.isArray(children) ? children : children ? [children] : []
}

function joined(children: string | string[] | undefined): string {
  return list(children).join('')
}
