import { describe, expect, it } from 'vitest'
import { checkDocument, DocumentError } from '~/app/domain/interpretation-blocks/check-document'
import { clauseLinks, setAnchors } from '~/app/domain/interpretation-blocks/clause-links'
import { isAllowedLink, plainText } from '~/app/domain/interpretation-blocks/document'
import { elements } from '~/app/domain/interpretation-blocks/elements'
import { renderDocument } from '~/app/domain/interpretation-blocks/render.server'
import { copiedFrom } from '~/app/domain/interpretation-writing/copied'
import { interpretationFindings } from '~/app/domain/interpretations/rules'
import { mediaFact } from './media-fact'

const sha = 'a'.repeat(64)
const text = (words: string, ...marks: unknown[]) => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks } : {}),
})
const paragraph = (words: string) => ({ type: 'paragraph', content: [text(words)] })
const doc = (...content: unknown[]) => ({ type: 'doc', content })
const link = (href: string) =>
  doc({ type: 'paragraph', content: [text('点我', { type: 'link', attrs: { href } })] })

/** A counter in place of chance, so that anchors are 0000000001, 0000000002 … */
function counting() {
  let next = 0
  return (bytes: number) => {
    const made = new Uint8Array(bytes)
    made[bytes - 1] = ++next
    return made
  }
}

describe('the check of a document', () => {
  it('lets everything pass that the editor can make', () => {
    const whole = doc(
      { type: 'heading', attrs: { level: 2, anchor: 'b-0000000009' }, content: [text('背景')] },
      {
        type: 'paragraph',
        content: [
          text('见'),
          text(
            '公告',
            { type: 'link', attrs: { href: 'https://example.gov.cn/a?b=1', target: null } },
            { type: 'bold' },
          ),
        ],
      },
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('一')] }] },
      {
        type: 'orderedList',
        attrs: { start: 1, type: null },
        content: [{ type: 'listItem', content: [paragraph('二')] }],
      },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [
              {
                type: 'tableHeader',
                attrs: { colspan: 1, rowspan: 1, colwidth: null },
                content: [paragraph('档')],
              },
            ],
          },
        ],
      },
      { type: 'image', attrs: { sha, alt: '流程图', caption: '' } },
      { type: 'clauseQuote', attrs: { clauseId: 3, label: '第二条', text: '补贴' } },
      {
        type: 'qa',
        content: [
          { type: 'qaQuestion', content: [text('多少钱？')] },
          { type: 'qaAnswer', content: [paragraph('二十万元。')] },
        ],
      },
    )
    expect(checkDocument(whole)).toEqual(whole)
  })

  it.each([
    ['a script in a link', link('javascript:alert(1)')],
    ['a script in a link, hidden by a tab', link('java\tscript:alert(1)')],
    ['data in a link', link('data:text/html,<script>1</script>')],
    ['another host without a scheme', link('//evil.example/x')],
    ['another host behind a backslash', link('/\\evil.example')],
    [
      'a link without an address',
      doc({ type: 'paragraph', content: [text('x', { type: 'link', attrs: {} })] }),
    ],
    [
      'a link with a handler',
      doc({
        type: 'paragraph',
        content: [text('x', { type: 'link', attrs: { href: '/a', onclick: 'x()' } })],
      }),
    ],
    [
      'an image with an address of its own',
      doc({ type: 'image', attrs: { src: 'javascript:alert(1)', sha, alt: 'x', caption: '' } }),
    ],
    [
      'an image that is no fingerprint',
      doc({ type: 'image', attrs: { sha: '../../etc/passwd', alt: 'x', caption: '' } }),
    ],
    ['an image without alternative text', doc({ type: 'image', attrs: { sha, alt: '  ', caption: '' } })],
    ['an image without attributes', doc({ type: 'image' })],
    ['an unknown node', doc({ type: 'iframe', attrs: { src: 'https://example.com' } })],
    ['a node named as an object’s own method', doc({ type: 'constructor' })],
    ['an unknown mark', doc({ type: 'paragraph', content: [text('x', { type: 'code' })] })],
    ['a heading of level 1', doc({ type: 'heading', attrs: { level: 1 }, content: [text('x')] })],
    ['an anchor that breaks out', doc({ type: 'paragraph', attrs: { anchor: '"><script>' } })],
    ['an unknown key', doc({ type: 'paragraph', html: '<b>' })],
    ['a list item at the top', doc({ type: 'listItem', content: [paragraph('x')] })],
    [
      'a list inside a heading',
      doc({ type: 'heading', attrs: { level: 2 }, content: [{ type: 'bulletList' }] }),
    ],
    [
      'an answer without a question',
      doc({ type: 'qa', content: [{ type: 'qaAnswer', content: [paragraph('x')] }] }),
    ],
    ['text with a NUL', doc(paragraph('a\0b'))],
    [
      'a table of a thousand columns in one cell',
      doc({
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: 'tableCell', attrs: { colspan: 1000 }, content: [paragraph('x')] }],
          },
        ],
      }),
    ],
    ...[1e300, -1e16, 5e-324].map((value): [string, unknown] => [
      `a chart of ${value}, which nobody can draw`,
      doc({
        type: 'chart',
        attrs: {
          ...{ kind: 'lines', title: '甲', unit: '', note: '', columns: ['乙'] },
          rows: [{ label: '丙', values: [value] }],
        },
      }),
    ]),
    ['no document', paragraph('x')],
    ['nothing', null],
    ['a list', []],
  ] as [string, unknown][])('refuses %s', (_, document) => {
    expect(() => checkDocument(document)).toThrow(DocumentError)
  })

  it('refuses keys that reach for the prototype, and changes nothing of it', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const hostile: unknown = JSON.parse(
        `{"type":"doc","content":[{"type":"paragraph","attrs":{"${key}":{"polluted":true}}}]}`,
      )
      expect(() => checkDocument(hostile), key).toThrow(DocumentError)
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('refuses what is too deep, too long or too many', () => {
    let deep: unknown = paragraph('x')
    for (let level = 0; level < 100_000; level++)
      deep = { type: 'bulletList', content: [{ type: 'listItem', content: [deep] }] }
    expect(() => checkDocument(doc(deep))).toThrow('嵌套太深')
    expect(() => checkDocument(doc(...Array.from({ length: 10_001 }, () => paragraph('x'))))).toThrow('太长')
    expect(() => checkDocument(doc(paragraph('长'.repeat(200_001))))).toThrow('太长')
  })

  it('knows which links a browser may follow', () => {
    for (const href of ['https://a.cn', 'http://a.cn/x', 'mailto:a@b.cn', '/policies/3#c-4', '#b-1'])
      expect(isAllowedLink(href), href).toBe(true)
    for (const href of [
      '',
      ' /a',
      'ftp://a.cn',
      'vbscript:x',
      'https:',
      'mailto:',
      'relative',
      'JaVaScRiPt:x',
    ])
      expect(isAllowedLink(href), href).toBe(false)
  })
})

describe('the HTML of a document', () => {
  it('escapes every word, and never enlarges a picture', () => {
    const html = renderDocument(
      checkDocument(
        doc(
          paragraph('<script>alert(1)</script> & "引号"'),
          {
            type: 'clauseQuote',
            attrs: { clauseId: 7, label: '<b>第二条</b>', text: '<img src=x onerror=alert(1)>' },
          },
          { type: 'image', attrs: { sha, alt: '"><script>', caption: '<i>' } },
        ),
      ),
      { policyId: 5, names: new Map(), media: new Map([[sha, mediaFact({ sha, width: 700, height: 400 })]]) },
    )
    expect(html).not.toMatch(/<script|<img src=x|<b>|<i>/)
    expect(html).toContain(`/media/${sha}/480.webp 480w, /media/${sha}/960.webp 700w"`)
    expect(html).toContain('width="700" height="400"')
  })
})

describe('the links to clauses', () => {
  const quote = (clauseId: number) => ({
    type: 'clauseQuote',
    attrs: { clauseId, label: `第${clauseId}条`, text: '原文' },
  })

  it('lead to every place where a clause is quoted, with the explanation that follows it', () => {
    const document = setAnchors(
      doc(
        paragraph('导语'),
        quote(2),
        paragraph('钱由县里出。'),
        quote(3),
        quote(2),
        paragraph('再说一遍。'),
        {
          type: 'qa',
          content: [
            { type: 'qaQuestion', content: [text('问？')] },
            { type: 'qaAnswer', content: [quote(9), paragraph('答。')] },
          ],
        },
      ) as never,
      counting(),
    )
    const links = clauseLinks(document)
    expect(links.map(({ clauseId }) => clauseId)).toEqual([2, 3, 2, 9])
    expect(links[0]).toMatchObject({ anchor: document.content?.[1]?.attrs?.anchor, excerpt: '钱由县里出。' })
    expect(links[3]).toMatchObject({ anchor: document.content?.[6]?.attrs?.anchor })
  })

  it('lead to blocks that explain a clause without quoting it, and to the seconds of a recording', () => {
    const links = clauseLinks({
      type: 'doc',
      content: [
        { type: 'paragraph', attrs: { anchor: 'b-0001', clauses: [4, 5] }, content: [text('两条。')] },
        {
          type: 'video',
          attrs: {
            ...{ anchor: 'b-0002', clauses: [], sha, title: '看' },
            moments: [
              { second: 3.5, title: '收多少', clauseId: 5 },
              { second: 9, title: '片尾', clauseId: null },
            ],
          },
        },
        {
          type: 'transcript',
          attrs: { anchor: 'b-0003', clauses: [] },
          content: [
            {
              type: 'speech',
              attrs: { speaker: '段承志', role: '', second: 61 },
              content: [quote(6), paragraph('每小时两元。')],
            },
          ],
        },
        {
          type: 'beforeAfter',
          attrs: {
            ...{ anchor: 'b-0004', clauses: [], title: '变化', before: '旧', after: '新' },
            rows: [{ what: '免费', before: '15', after: '30', clauseId: 7 }],
          },
        },
      ],
    } as never)
    expect(links.map(({ clauseId, anchor, kind, second }) => [clauseId, anchor, kind, second])).toEqual([
      [4, 'b-0001', 'link', null],
      [5, 'b-0001', 'link', null],
      [5, 'b-0002', 'moment', 3.5],
      [6, 'b-0003', 'quotation', null],
      [6, 'b-0002', 'moment', 61],
      [7, 'b-0004', 'link', null],
    ])
    expect(links[2]?.excerpt).toBe('收多少')
    expect(links[4]?.excerpt).toBe('段承志： 每小时两元。')
  })

  it('keep their anchors from one save to the next, and a copied block gets its own', () => {
    const first = setAnchors(doc(paragraph('一'), paragraph('二')) as never, counting())
    const [one, two] = first.content ?? []
    const again = setAnchors({ type: 'doc', content: [two, paragraph('新'), one, one] } as never, counting())
    const anchors = again.content?.map((block) => block.attrs?.anchor)
    expect(anchors?.[0]).toBe(two?.attrs?.anchor)
    expect(anchors?.[2]).toBe(one?.attrs?.anchor)
    expect(new Set(anchors).size).toBe(4)
  })
})

describe('the rules of an interpretation', () => {
  const facts = {
    ...{
      form: 'text' as const,
      interpreterName: '贺明川',
      interpreterTitle: '局长',
      images: 1,
      quotations: [],
      otherForms: [],
    },
    copied: { share: 0, places: [] },
    elements: [...elements],
    media: [],
    openRemarks: 0,
    clauses: new Map([[1, '每台电梯补贴二十万元，由县财政承担，专款专用。']]),
  }

  it('block without a named head, and with the name of an office in that place (I1)', () => {
    expect(interpretationFindings(facts)).toEqual([])
    expect(interpretationFindings({ ...facts, interpreterName: '' })).toMatchObject([
      { id: 'I1', level: 'block' },
    ])
    expect(interpretationFindings({ ...facts, interpreterName: '县住房和城乡建设局' })).toMatchObject([
      { id: 'I1', level: 'block' },
    ])
  })

  it('warn where the text is mostly the policy’s own sentences (I3)', () => {
    const copied = copiedFrom(
      doc(paragraph('每台电梯补贴二十万元，由县财政承担，专款专用。')) as never,
      facts.clauses,
    )
    expect(copied).toMatchObject({ share: 1, places: [{ clauseId: 1 }] })
    expect(interpretationFindings({ ...facts, copied })).toMatchObject([
      { id: 'I3', level: 'warn', message: expect.stringContaining('100%') },
    ])
  })

  it('warn where there are words only (I4), and block a quotation that the policy does not have', () => {
    expect(interpretationFindings({ ...facts, images: 0 })).toMatchObject([{ id: 'I4', level: 'warn' }])
    expect(interpretationFindings({ ...facts, images: 0, otherForms: ['questions'] })).toEqual([])
    const forged = [{ clauseId: 1, label: '第一条', text: '每台电梯补贴一百万元' }]
    expect(interpretationFindings({ ...facts, quotations: forged })).toMatchObject([
      { id: 'I4', level: 'block' },
    ])
  })

  it('take the words of a document without its quotations', () => {
    const document = doc(paragraph('自己的话'), {
      type: 'clauseQuote',
      attrs: { clauseId: 1, label: '第一条', text: '原文' },
    }) as never
    expect(plainText(document)).toBe('自己的话\n第一条：原文')
    expect(plainText(document, { quotations: false })).toBe('自己的话')
  })
})
