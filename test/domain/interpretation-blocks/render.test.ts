import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { checkDocument } from '~/app/domain/interpretation-blocks/check-document'
import { renderDocument } from '~/app/domain/interpretation-blocks/render.server'
import { spokenWords } from '~/app/domain/interpretation-blocks/render-recordings'
import { atView } from '~/app/domain/interpretation-blocks/view-html'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { mediaFact } from './media-fact'

const shaOf = (letter: string) => letter.repeat(64)
const [picture, film, sound, lottie, moving, form] = ['a', 'b', 'c', 'd', 'e', 'f'].map(shaOf) as [
  string,
  string,
  string,
  string,
  string,
  string,
]
const poster = shaOf('9')
const vtt =
  'WEBVTT\n\n00:00.000 --> 00:04.000\n什么时候收费？\n\n00:04.000 --> 00:08.000\n早上八点到晚上八点。\n\n00:08.000 --> 00:12.000\n收多少\n\n00:12.000 --> 00:15.000\n一小时两元。\n'
const image = { width: 1200, height: 800, placeholder: 'data:image/webp;base64,UklGRg==' }
const media = new Map(
  [
    mediaFact({ sha: picture, ...image }),
    mediaFact({
      ...{ sha: film, kind: 'video', name: '一分钟.webm', size: 267_546, duration: 54.2 },
      ...{ width: 1280, height: 720, poster: { id: 9, sha: poster, ...image } },
      captions: [
        { lang: 'en', vtt: 'WEBVTT\n\n00:00.000 --> 00:04.000\nWhen is it paid?\n' },
        { lang: 'zh', vtt },
      ],
    }),
    mediaFact({ sha: sound, kind: 'audio', name: '听.mp3', duration: 33, transcript: '全文在这里。' }),
    mediaFact({ sha: lottie, kind: 'lottie', name: '钟.json' }),
    mediaFact({ sha: moving, kind: 'moving-image', name: '动.gif', width: 640, height: 480 }),
    mediaFact({ sha: form, kind: 'file', name: '申请表.docx', size: 9293 }),
  ].map((fact) => [fact.sha, fact]),
)
const names = new Map([
  [7, '第七条'],
  [8, '第八条'],
])
const facts = { policyId: 5, names, media }

const at = (anchor: string, attrs: object = {}) => ({
  anchor,
  element: null,
  clauses: [] as number[],
  ...attrs,
})
const words = (text: string) => [{ type: 'text', text }]
const paragraph = (text: string) => ({ type: 'paragraph', content: words(text) })

const moments = [
  { second: 8, title: '收多少', clauseId: 8 },
  { second: 0, title: '什么时候收费', clauseId: 7 },
]

/** One of every block, with words that a browser would run if they were not escaped. */
function everyBlock(evil = '') {
  const say = (text: string) => `${text}${evil}`
  const video = { sha: film, title: say('一分钟看懂'), moments }
  return [
    { type: 'heading', attrs: at('b-0001', { level: 2 }), content: words(say('背景')) },
    { type: 'paragraph', attrs: at('b-0002', { clauses: [7, 8] }), content: words(say('为什么改。')) },
    { type: 'clauseQuote', attrs: at('b-0003', { clauseId: 7, label: '第七条', text: say('收费时间') }) },
    { type: 'image', attrs: at('b-0004', { sha: picture, alt: say('图'), caption: say('图注') }) },
    {
      type: 'gallery',
      attrs: at('b-0005', { caption: say('改造前后') }),
      content: [1, 2].map(() => ({ type: 'image', attrs: { sha: picture, alt: say('街'), caption: '' } })),
    },
    {
      type: 'steps',
      attrs: at('b-0006'),
      content: [
        {
          type: 'step',
          content: [{ type: 'stepTitle', content: words(say('备齐材料')) }, paragraph('身份证。')],
        },
      ],
    },
    {
      type: 'qa',
      attrs: at('b-0007'),
      content: [
        { type: 'qaQuestion', content: words(say('夜里收费吗？')) },
        { type: 'qaAnswer', content: [paragraph(say('不收。'))] },
      ],
    },
    { type: 'video', attrs: at('b-0008', video) },
    { type: 'audio', attrs: at('b-0009', { sha: sound, title: say('听局长说'), moments: [] }) },
    {
      type: 'transcript',
      attrs: at('b-0010'),
      content: [
        {
          type: 'speech',
          attrs: { speaker: say('段承志'), role: say('局长'), second: 12.5 },
          content: [paragraph(say('一小时两元。'))],
        },
      ],
    },
    {
      type: 'animation',
      attrs: at('b-0011', { sha: lottie, still: picture, alt: say('钟面'), caption: '' }),
    },
    {
      type: 'animation',
      attrs: at('b-0012', { sha: moving, still: null, alt: say('走'), caption: say('走') }),
    },
    {
      type: 'longImage',
      attrs: at('b-0013', { sha: picture, alt: say('一图读懂'), text: say('第一\n第二') }),
    },
    {
      type: 'chart',
      attrs: at('b-0014', {
        ...{
          kind: 'bars',
          title: say('车位'),
          unit: say('个').slice(0, 20),
          note: say('年底数'),
          columns: [say('数量')],
        },
        rows: [
          { label: say('老城'), values: [820] },
          { label: '新城', values: [null] },
        ],
      }),
    },
    {
      type: 'beforeAfter',
      attrs: at('b-0015', {
        ...{ title: say('变了什么'), before: say('旧办法'), after: say('新办法') },
        rows: [
          { what: say('免费时长'), before: '停车15分钟以内免费', after: '停车30分钟以内免费', clauseId: 8 },
          { what: '夜间', before: '', after: say('不收费'), clauseId: null },
        ],
      }),
    },
    {
      type: 'audience',
      attrs: at('b-0016', { rows: [{ who: say('居民'), what: say('包月') }], except: say('货车') }),
    },
    {
      type: 'keyTerm',
      attrs: at('b-0017', { term: say('泊位'), definition: say('车位。'), source: say('第三条') }),
    },
    {
      type: 'timeline',
      attrs: at('b-0018', { title: say('日程'), entries: [{ when: say('3月'), what: say('听证') }] }),
    },
    { type: 'download', attrs: at('b-0019', { sha: form, title: say('申请表') }) },
  ]
}

const render = (...content: unknown[]) =>
  renderDocument(checkDocument({ type: 'doc', content }) as DocumentNode, facts)
const view = (html: string, play: string | null = null) => atView(html, { changed: new Map(), play })

type Element = { tagName?: string; attrs?: { name: string; value: string }[]; childNodes?: Element[] }

function elementsOf(node: Element): Element[] {
  return [...(node.tagName ? [node] : []), ...(node.childNodes ?? []).flatMap(elementsOf)]
}

const attribute = (element: Element | undefined, name: string) =>
  element?.attrs?.find((one) => one.name === name)?.value

describe('the HTML of every block', () => {
  it('stands under its anchor, once', () => {
    const all = elementsOf(parseFragment(render(...everyBlock())) as Element)
    const ids = all.flatMap((element) => attribute(element, 'id') ?? [])
    expect(ids).toEqual(everyBlock().map(({ attrs }) => attrs.anchor))
  })

  it.each([
    ['a script', `"'><script>alert(1)</script>`],
    ['a handler', `" onload="x()"><img src=x onerror=x()>`.slice(0, 30)],
    ['a mark of ours', '<!--clause:7-->'],
    ['a phrase of ours', '<!--t:block.play-->x<!--/t-->'],
  ])('makes nothing but words of %s', (_, evil) => {
    const html = view(render(...everyBlock(evil)))
    const all = elementsOf(parseFragment(html) as Element)
    expect(all.filter(({ tagName }) => tagName === 'script')).toEqual([])
    expect(all.flatMap(({ attrs }) => attrs ?? []).filter(({ name }) => name.startsWith('on'))).toEqual([])
    const plain = elementsOf(parseFragment(view(render(...everyBlock()))) as Element)
    expect(all.map(({ tagName }) => tagName).filter((name) => name !== 'text' && name !== 'br')).toEqual(
      plain.map(({ tagName }) => tagName).filter((name) => name !== 'text' && name !== 'br'),
    )
  })

  it('gives a picture in three formats, at no more than its own width, and keeps its place', () => {
    const html = render(everyBlock()[3])
    expect(html).toContain(`<source type="image/avif" srcset="/media/${picture}/480.avif 480w, `)
    expect(html).toContain(`/media/${picture}/1600.webp 1200w`)
    expect(html).toContain(`src="/media/${picture}/960.jpg"`)
    expect(html).toContain('width="1200" height="800"')
    expect(html).toContain('url(data:image/webp;base64,UklGRg==)')
  })

  it('takes no placeholder that is more than a small picture', () => {
    const odd = new Map([[picture, mediaFact({ sha: picture, placeholder: 'x);background:url(//evil' })]])
    const document = checkDocument({ type: 'doc', content: [everyBlock()[3]] })
    expect(renderDocument(document, { ...facts, media: odd })).not.toContain('style=')
  })

  it('leads from a paragraph, a quotation and a chapter back to the clause', () => {
    const clause = (id: number, name: string) => `<a class="to-clause" href="/policies/5#c-${id}">${name}</a>`
    const [, second, third] = everyBlock()
    expect(view(render(second))).toContain(`说明的条款：${clause(7, '第七条')}、${clause(8, '第八条')}`)
    expect(render(third)).toContain(`<footer>—— ${clause(7, '第七条')}</footer>`)
    expect(render(everyBlock()[7])).toContain(clause(8, '第八条'))
  })

  it('plays without a script: poster, captions, length and size, chapters in order, every word', () => {
    const html = view(render(everyBlock()[7]))
    expect(html).toContain(`poster="/media/${poster}/960.jpg"`)
    expect(html).toContain(`src="/media/${film}/captions.zh.vtt" default>`)
    expect(html).toContain('视频 · 00:54 · 261 KB')
    expect(
      html.match(/\?play=b-0008\.\d+#b-0008" data-second="\d+"><span class="chapter-time">/g),
    ).toHaveLength(2)
    expect(html.indexOf('什么时候收费')).toBeLessThan(html.indexOf('收多少'))
    const said = html.slice(html.indexOf('class="said"'))
    expect(said).toContain('</a> 什么时候收费？早上八点到晚上八点。</p>')
    expect(said).toContain('</a> 收多少 一小时两元。</p>')
    expect(said).toContain('When is it paid?')
  })

  it('gives who cannot hear a recording without captions its transcript', () => {
    expect(view(render(everyBlock()[8]))).toContain('<p>全文在这里。</p>')
  })

  it('leads from a speaker to the second of the recording', () => {
    const [video, speech] = [everyBlock()[7], everyBlock()[9]]
    expect(render(video, speech)).toContain('href="?play=b-0008.12.5#b-0008" data-second="12.5">00:12</a>')
    expect(render(speech)).toContain('<span class="chapter-time">00:12</span>')
  })

  it('lets nothing move by itself', () => {
    const html = render(everyBlock()[10], everyBlock()[11])
    expect(html).toContain(`<lottie-figure data-src="/media/${lottie}/file"`)
    expect(html).toContain(`src="/media/${moving}/still.jpg"`)
    expect(html.indexOf('960.webp" alt="走"')).toBeGreaterThan(
      html.indexOf('<details class="animation-play">'),
    )
    expect(html).not.toContain('autoplay')
  })

  it('marks in old and new what differs, and says where one of them has nothing', () => {
    const html = view(render(everyBlock()[14]))
    expect(html).toContain('<mark class="was">15</mark>分钟以内免费')
    expect(html).toContain('<mark class="now">30</mark>分钟以内免费')
    expect(html).toContain('<p>没有这一项</p>')
  })

  it('says what a download is before it is fetched', () => {
    expect(view(render(everyBlock()[18]))).toContain('（DOCX，9 KB）')
  })
})

describe('the page at the moment of viewing', () => {
  const html = render(everyBlock()[1], everyBlock()[2], everyBlock()[7])

  it('says beside each place that its clause was changed, and leads to what it says now', () => {
    const changed = new Map([[7, { href: '/policies/9#c-7', confirmed: false }]])
    const shown = atView(html, { changed, play: null })
    expect(
      shown.match(/这一条后来已经修改，这里解释的是修改前的条文。 <a href="\/policies\/9#c-7">/g),
    ).toHaveLength(3)
    expect(atView(html, { changed: new Map(), play: null })).not.toContain('后来')
  })

  it('says that a clause is gone, or that the explanation was looked at and is still right', () => {
    const gone = atView(html, { changed: new Map([[7, { href: null, confirmed: false }]]), play: null })
    expect(gone).toContain('这一条后来已经删去')
    const right = atView(html, {
      changed: new Map([[7, { href: '/policies/9#c-7', confirmed: true }]]),
      play: null,
    })
    expect(right).toContain('经起草部门复核，这里的解释仍然适用')
    expect(right).not.toContain('修改前的条文')
  })

  it('sets the recording to the second that was asked for, and takes nothing else for one', () => {
    const shown = view(html, 'b-0008.8')
    expect(shown).toContain(`src="/media/${film}/file#t=8" preload="metadata"`)
    expect(shown).toContain('aria-current="true" data-second="8"')
    for (const odd of ['b-0008', 'b-0008.x', 'b-0008.1"onload="x', '.*.3', 'b-0009.3', ''])
      expect(view(html, odd)).toBe(view(html))
  })

  it('says the words of the blocks in the language of the reader, and leaves no marks behind', () => {
    const shown = atView(html, { changed: new Map(), play: null, say: (key) => `<${key}>` })
    expect(shown).toContain('&#60;block.said&#62;')
    expect(shown).not.toMatch(/全部文字|<!--/)
    expect(view(html)).not.toContain('<!--')
  })
})

describe('the words that are searched', () => {
  it('are those of captions and transcripts too', () => {
    expect(spokenWords(media)).toEqual(
      expect.arrayContaining(['早上八点到晚上八点。', 'When is it paid?', '全文在这里。']),
    )
  })
})
