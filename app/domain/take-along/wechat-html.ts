import { isAllowedLink } from '~/app/domain/interpretation-blocks/document'
import { escapeHtml } from '~/app/domain/interpretation-blocks/render-html'
import { colours } from './colours'
import type { Part, Words } from './parts'

// What the editor of WeChat articles keeps: plain elements, styles at each of them, pictures with whole addresses.

export type WechatFrame = {
  origin: string
  /** The address of the page that it comes from. */
  address: string
  pictureAddress: (sha: string) => string
}

const style = {
  words: `margin:0 0 16px;font-size:17px;line-height:1.75;color:${colours.ink};text-align:justify`,
  heading: `margin:28px 0 14px;padding-left:10px;border-left:4px solid ${colours.act};font-size:20px;line-height:1.5;font-weight:bold;color:${colours.ink}`,
  small: `margin:0 0 8px;font-size:14px;line-height:1.6;color:${colours.muted}`,
  box: `margin:0 0 18px;padding:14px 16px;border-left:4px solid ${colours.link};background-color:${colours.shade}`,
  picture: 'display:block;width:100%;max-width:100%;height:auto;margin:0 auto 8px',
  table: 'width:100%;border-collapse:collapse;margin:0 0 18px',
  cell: `border:1px solid ${colours.rule};padding:8px 10px;font-size:15px;line-height:1.6;color:${colours.ink};text-align:left;vertical-align:top`,
}

type Article = { policy: string; from: string; parts: Part[] }

/** An article to be pasted: no script, no style sheet, no class. */
export function wechatHtml({ policy, from, parts }: Article, frame: WechatFrame): string {
  const head = [
    paragraph(`解读的政策：${escapeHtml(policy)}`, style.small),
    paragraph(escapeHtml(from), style.small),
  ]
  const foot = paragraph(
    `原文（可以逐条对照政策）：<a href="${escapeHtml(frame.address)}" style="color:${colours.link}">${escapeHtml(frame.address)}</a>`,
    `${style.small};margin-top:24px`,
  )
  const body = parts.map((part) => render(part, frame)).join('\n')
  return `<section style="font-family:sans-serif">\n${head.join('\n')}\n${body}\n${foot}\n</section>`
}

function render(part: Part, frame: WechatFrame): string {
  const all = (parts: Part[]) => parts.map((each) => render(each, frame)).join('\n')
  switch (part.kind) {
    case 'heading':
      return `<p style="${style.heading}">${runs(part.words, frame)}</p>`
    case 'words':
      return paragraph(runs(part.words, frame))
    case 'list': {
      const tag = part.isOrdered ? 'ol' : 'ul'
      const items = part.items.map((item) => `<li style="margin:0 0 6px">${all(item)}</li>`)
      return `<${tag} style="margin:0 0 16px;padding-left:24px;font-size:17px">${items.join('')}</${tag}>`
    }
    case 'quote':
      return box(`${lines(part.text)}${paragraph(`—— ${escapeHtml(part.label)}`, style.small)}`)
    case 'picture':
      return picture(part.sha, part.alt, frame) + (part.caption ? caption(part.caption) : '')
    case 'question':
      return `<p style="${style.words};font-weight:bold;color:${colours.act}">问：${escapeHtml(part.question)}</p>\n${all(part.answer)}`
    case 'steps':
      return part.steps
        .map(
          ({ title, parts }, at) =>
            `<p style="${style.words};font-weight:bold"><span style="color:${colours.act}">第 ${at + 1} 步</span>　${escapeHtml(title)}</p>\n${all(parts)}`,
        )
        .join('\n')
    case 'speech':
      return `<p style="${style.words};font-weight:bold;margin-bottom:4px">${escapeHtml(part.speaker)}${part.role ? `（${escapeHtml(part.role)}）` : ''}：</p>\n${all(part.parts)}`
    case 'table':
      return table(part, frame)
    case 'chart':
      return chart(part)
    case 'term':
      return box(
        `<p style="${style.words};font-weight:bold;margin-bottom:6px">${escapeHtml(part.term)}</p>${lines(part.definition)}${part.source ? paragraph(`出处：${escapeHtml(part.source)}`, style.small) : ''}`,
      )
    case 'elsewhere': {
      const still = part.still ? picture(part.still, part.title, frame) : ''
      const said = part.lines.map((line) => paragraph(escapeHtml(line), style.small)).join('')
      return `${still}${box(`<p style="${style.words};font-weight:bold;margin-bottom:6px">${escapeHtml(part.title)}</p>${said}`)}`
    }
  }
}

function paragraph(html: string, css = style.words): string {
  return `<p style="${css}">${html}</p>`
}

function box(html: string): string {
  return `<section style="${style.box}">${html}</section>`
}

function lines(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => paragraph(escapeHtml(line)))
    .join('')
}

function picture(sha: string, alt: string, { pictureAddress }: WechatFrame): string {
  return `<img src="${escapeHtml(pictureAddress(sha))}" alt="${escapeHtml(alt)}" style="${style.picture}">`
}

function caption(words: string): string {
  return paragraph(escapeHtml(words), `${style.small};text-align:center`)
}

function table({ title, heads, rows, note }: Extract<Part, { kind: 'table' }>, frame: WechatFrame): string {
  const body = rows.map((row, at) => {
    const [tag, more] =
      at < heads ? ['th', `;background-color:${colours.shade};font-weight:bold`] : ['td', '']
    return `<tr>${row.map((cell) => `<${tag} style="${style.cell}${more}">${runs(cell, frame)}</${tag}>`).join('')}</tr>`
  })
  return `${title ? strong(title) : ''}<table style="${style.table}"><tbody>${body.join('')}</tbody></table>${note ? paragraph(escapeHtml(note), style.small) : ''}`
}

function strong(words: string): string {
  return `<p style="${style.words};font-weight:bold;margin-bottom:8px">${escapeHtml(words)}</p>`
}

/** An article holds no drawing of ours: bars are cells with a colour, and every number is written out. */
function chart({ chart: { title, unit, note, columns, rows } }: Extract<Part, { kind: 'chart' }>): string {
  const most = Math.max(...rows.flatMap(({ values }) => values.map((value) => Math.abs(value ?? 0))), 0)
  const bar = (value: number | null) =>
    value === null || most === 0
      ? ''
      : `<section style="height:10px;margin-top:4px;background-color:${colours.link};width:${Math.max(1, Math.round((Math.abs(value) / most) * 100))}%"></section>`
  const head = ['', ...columns].map(
    (name) => `<th style="${style.cell};background-color:${colours.shade}">${escapeHtml(name)}</th>`,
  )
  const body = rows.map(({ label, values }) => {
    const cells = values.map((value) => `<td style="${style.cell}">${value ?? '—'}${bar(value)}</td>`)
    return `<tr><th style="${style.cell}">${escapeHtml(label)}</th>${cells.join('')}</tr>`
  })
  const foot = note ? paragraph(escapeHtml(note), style.small) : ''
  return `${strong(unit ? `${title}（单位：${unit}）` : title)}<table style="${style.table}"><tbody><tr>${head.join('')}</tr>${body.join('')}</tbody></table>${foot}`
}

function runs(words: Words, frame: WechatFrame): string {
  return words
    .map(({ text, isBold, href }) => {
      const html = escapeHtml(text).replaceAll('\n', '<br>')
      const strongly = isBold ? `<strong>${html}</strong>` : html
      const target = href && isAllowedLink(href) ? wholeAddress(href, frame) : null
      return target
        ? `<a href="${escapeHtml(target)}" style="color:${colours.link}">${strongly}</a>`
        : strongly
    })
    .join('')
}

function wholeAddress(href: string, { origin, address }: WechatFrame): string {
  if (href.startsWith('#')) return address + href
  return href.startsWith('/') ? origin + href : href
}
