import type { SurveyDefinition } from '~/db/schema/survey-definition'

const chosen = (question: string, value: string) => ({
  join: 'all' as const,
  tests: [{ question, is: 'chosen' as const, value }],
})
const list = (labels: Record<string, string>) => Object.entries(labels).map(([id, label]) => ({ id, label }))

/** As an office would write it: branches, a condition within a page, an answer taken up later, every kind of question. */
export const marketSurvey: SurveyDefinition = {
  pages: [
    {
      id: 'you',
      title: '您和菜市场',
      text: '县里打算翻新城关菜市场。请先说说您自己的情况。',
      questions: [
        {
          ...{ id: 'often', kind: 'single', required: true, title: '您多久去一次城关菜市场？' },
          options: list({ daily: '几乎天天去', weekly: '每周一两次', never: '从来不去，都在别处买' }),
          other: '其他情况',
        },
        {
          ...{ id: 'whynot', kind: 'multiple', required: true, title: '您为什么不去？', most: 2 },
          options: [
            ...list({ far: '太远，走不动', dear: '比超市贵', dirty: '地上湿滑，不干净' }),
            { id: 'nothing', label: '没有特别的原因', exclusive: true },
          ],
          other: '其他原因',
          showIf: chosen('often', 'never'),
        },
        { id: 'home', kind: 'place', required: false, title: '您住在哪个乡镇、街道？' },
        {
          ...{ id: 'age', kind: 'number', required: false, title: '您今年多少岁？' },
          ...{ least: 1, most: 120, whole: true, unit: '岁', bands: [18, 40, 60] },
        },
      ],
      skips: [{ when: chosen('often', 'never'), to: 'wishes' }],
    },
    {
      id: 'market',
      title: '现在的菜市场怎么样',
      questions: [
        {
          ...{ id: 'content', kind: 'rating', required: true, title: '总的来说，您满意吗？', steps: 5 },
          ...{ low: '很不满意', high: '很满意' },
        },
        {
          ...{ id: 'parts', kind: 'matrix', required: false, title: '下面这几样，您觉得怎么样？' },
          rows: list({ floor: '地面防滑', light: '照明', toilet: '公共厕所', stalls: '摊位摆放' }),
          columns: list({ good: '好', fair: '一般', bad: '不好', unknown: '说不清' }),
        },
        { id: 'scales', kind: 'yes-no', required: false, title: '您用过公平秤吗？' },
        {
          ...{ id: 'way', kind: 'drop-down', required: false, title: '您平时怎么去？', other: '其他' },
          options: list({ walk: '走路', bus: '坐公交', bike: '骑电动车', car: '开车' }),
        },
      ],
      skips: [],
    },
    {
      id: 'wishes',
      title: '您希望怎么改',
      questions: [
        {
          ...{ id: 'first', kind: 'ranking', required: true, title: '最该先改哪几样？', most: 2 },
          ...{ shuffle: true, hint: '您刚才说：{often}。' },
          options: list({ roof: '换屋顶，不漏雨', lift: '加电梯和坡道', cool: '装冷柜', park: '多些停车位' }),
        },
        {
          ...{ id: 'when', kind: 'date', required: false, title: '您觉得最晚哪天该完工？' },
          ...{ from: '2026-01-01', to: '2030-12-31' },
        },
        { id: 'name', kind: 'short-text', required: false, title: '给新菜市场起个名字', most: 12 },
        { id: 'advice', kind: 'long-text', required: false, title: '您还有什么话想说？', most: 500 },
      ],
      skips: [],
    },
  ],
  crossBy: ['often'],
}
