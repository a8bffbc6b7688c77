import type { DocumentNode } from '~/app/domain/interpretations/types'

const text = (words: string, marks?: DocumentNode['marks']): DocumentNode => ({
  type: 'text',
  text: words,
  marks,
})
const paragraph = (...content: DocumentNode[]): DocumentNode => ({ type: 'paragraph', content })
const marked = (element: string, words: string) => ({ ...paragraph(text(words)), attrs: { element } })
const cell = (type: string, words: string) => ({ type, content: [paragraph(text(words))] })
const row = (type: string, ...words: string[]) => ({
  type: 'tableRow',
  content: words.map((each) => cell(type, each)),
})

/** One of every block, and words that would break out of HTML or of Pango's markup. */
export function everyBlock(sha: string): DocumentNode {
  return {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [text('停车怎么收费')] },
      paragraph(
        text('前三十分钟'),
        text('不收费', [{ type: 'bold' }]),
        text('，见'),
        text('第六条', [{ type: 'link', attrs: { href: '/policies/1#c6' } }]),
        text('；<b>a & "b"</b>。'),
      ),
      marked('benefits', '每天第一次停车三十分钟以内不收钱。以后的再算。'),
      marked('scope', '适用于县城规划区内的公共停车场。'),
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('残疾人车辆免费'))] }] },
      { type: 'clauseQuote', attrs: { clauseId: 6, label: '第六条', text: '政府定价，明码标价。' } },
      { type: 'image', attrs: { sha, alt: '停车场入口的价目牌', caption: '价目牌' } },
      {
        type: 'table',
        content: [row('tableHeader', '时段', '价格'), row('tableCell', '白天', '每小时两元')],
      },
      {
        type: 'qa',
        content: [
          { type: 'qaQuestion', content: [text('夜里收不收费？')] },
          { type: 'qaAnswer', content: [paragraph(text('晚上九点以后不收费。'))] },
        ],
      },
      {
        type: 'steps',
        content: [
          {
            type: 'step',
            content: [
              { type: 'stepTitle', content: [text('带上行驶证')] },
              paragraph(text('到窗口登记车牌。')),
            ],
          },
        ],
      },
      {
        type: 'transcript',
        content: [
          {
            type: 'speech',
            attrs: { speaker: '李明', role: '副局长' },
            content: [paragraph(text('大家好。'))],
          },
        ],
      },
      {
        type: 'chart',
        attrs: {
          ...{ kind: 'bars', title: '泊位数', unit: '个', note: '', columns: ['2026 年'] },
          rows: [
            { label: '老城', values: [820] },
            { label: '新城', values: [410] },
          ],
        },
      },
      {
        type: 'video',
        attrs: {
          sha: 'f'.repeat(64),
          title: '局长讲停车',
          moments: [{ second: 83, title: '减免', clauseId: 6 }],
        },
      },
      { type: 'keyTerm', attrs: { term: '泊位', definition: '停一辆车的位置。', source: '第三条' } },
      {
        type: 'audience',
        attrs: { rows: [{ who: '车主', what: '停车按新价付费' }], except: '摩托车' },
      },
      {
        type: 'beforeAfter',
        attrs: {
          ...{ title: '新旧对比', before: '以前', after: '现在' },
          rows: [{ what: '免费时间', before: '十五分钟', after: '三十分钟', clauseId: null }],
        },
      },
      { type: 'timeline', attrs: { title: '时间安排', entries: [{ when: '12 月 1 日', what: '开始实行' }] } },
      { type: 'download', attrs: { sha: 'e'.repeat(64), title: '登记表' } },
    ],
  }
}
