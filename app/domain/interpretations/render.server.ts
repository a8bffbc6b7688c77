import type { Node } from '@tiptap/pm/model'
import { renderToHTMLString } from '@tiptap/static-renderer'
import { paths } from '~/app/paths'
import { variantWidths } from '~/media/images'
import { documentExtensions } from './document'
import type { DocumentNode } from './types'

type RenderOptions = { policyId: number; sizes: ReadonlyMap<string, { width: number; height: number }> }
type Props = { node: Node; children?: string | string[] }

/** The public HTML of a checked document; made once when it is saved, not at each view. */
export function renderDocument(document: DocumentNode, { policyId, sizes }: RenderOptions): string {
  return renderToHTMLString({
    extensions: documentExtensions,
    content: document,
    options: {
      nodeMapping: {
        image: ({ node }: Props) => renderPicture(node, sizes.get(String(node.attrs.sha))),
        clauseQuote: ({ node }: Props) => renderQuote(node, policyId),
        table: ({ node, children }: Props) =>
          `<div class="table-scroll" role="region" aria-label="表格" tabindex="0"${idOf(node)}><table><tbody>${joined(children)}</tbody></table></div>`,
        tableHeader: ({ node, children }: Props) =>
          `<th scope="col"${spansOf(node)}>${joined(children)}</th>`,
        tableCell: ({ node, children }: Props) => `<td${spansOf(node)}>${joined(children)}</td>`,
      },
    },
  })
}

function renderPicture(node: Node, size: { width: number; height: number } | undefined): string {
  const { sha, alt, caption } = node.attrs
  const source = (variant: string) => paths.media(String(sha), variant)
  // A picture is never enlarged, so a small one has the same width in every variant.
  const widths = variantWidths.filter(
    (_, at) => at === 0 || !size || size.width > (variantWidths[at - 1] ?? 0),
  )
  const set = widths
    .map((width) => `${source(`${width}.webp`)} ${Math.min(width, size?.width ?? width)}w`)
    .join(', ')
  const dimensions = size ? ` width="${size.width}" height="${size.height}"` : ''
  const image = `<img src="${source('960.jpg')}" alt="${escapeHtml(alt)}"${dimensions} loading="lazy" decoding="async">`
  const picture = `<picture><source type="image/webp" srcset="${set}" sizes="(min-width: 60rem) 45rem, 100vw">${image}</picture>`
  return `<figure class="figure"${idOf(node)}>${picture}${caption ? `<figcaption>${escapeHtml(caption)}</figcaption>` : ''}</figure>`
}

function renderQuote(node: Node, policyId: number): string {
  const { clauseId, label, text } = node.attrs
  const body = String(text)
    .split('\n')
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('')
  const href = escapeHtml(paths.policy(policyId, { clause: Number(clauseId) }))
  return `<blockquote class="clause-quote"${idOf(node)}>${body}<footer>—— <a href="${href}">${escapeHtml(label)}</a></footer></blockquote>`
}

function idOf(node: Node): string {
  return node.attrs.anchor ? ` id="${escapeHtml(node.attrs.anchor)}"` : ''
}

function spansOf(node: Node): string {
  const { colspan, rowspan, align } = node.attrs
  const spans = `${colspan > 1 ? ` colspan="${Number(colspan)}"` : ''}${rowspan > 1 ? ` rowspan="${Number(rowspan)}"` : ''}`
  return align ? `${spans} data-align="${escapeHtml(align)}"` : spans
}

function joined(children: string | string[] | undefined): string {
  return Array.isArray(children) ? children.join('') : (children ?? '')
}

function escapeHtml(value: unknown): string {
  return String(value ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
