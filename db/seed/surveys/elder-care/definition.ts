import type { Option, SurveyDefinition } from '~/db/schema/survey-definition'
import { options } from '../options'

export const hindrances: Option[] = [
  ...options({
    unknown: '不知道有这项补贴',
    papers: '不清楚要带什么材料',
    assessment: '上门评估等得久',
    nobody: '家里没人帮着办',
    card: '社会保障卡不会用',
  }),
  { id: 'none', label: '没有遇到困难', exclusive: true },
]

export function definitionWith(hindranceOptions: Option[]): SurveyDefinition {
  return {
    crossBy: ['place', 'care'],
    pages: [
      {
        id: 'about',
        title: '您和老人的基本情况',
        text: '一共约十四题，五分钟左右。不问姓名，不问电话。',
        skips: [],
        questions: [
          { id: 'place', kind: 'place', title: '老人住在哪个乡镇或街道？', required: true },
          {
            id: 'who',
            kind: 'single',
            title: '填问卷的是谁？',
            required: true,
            options: options({
              self: '老人自己',
              family: '子女或者其他家里人',
              helper: '村、社区工作人员代填',
            }),
          },
          {
            id: 'age',
            kind: 'single',
            title: '老人的年龄',
            required: true,
            options: options({
              a65: '65 至 69 岁',
              a70: '70 至 79 岁',
              a80: '80 至 89 岁',
              a90: '90 岁及以上',
            }),
          },
          {
            id: 'care',
            kind: 'single',
            title: '老人平时吃饭、穿衣、走路、上厕所，需要人帮吗？',
            hint: '按大多数日子的情况选。',
            required: true,
            options: options({ none: '自己都能做', some: '有几样要人帮', all: '都要人帮' }),
          },
          {
            id: 'gets',
            kind: 'single',
            title: '老人现在领养老服务补贴吗？',
            required: true,
            options: options({
              now: '正在领',
              before: '以前领过，现在没有领',
              applied: '已经申请，还没有领到',
              never: '没有申请过',
            }),
          },
        ],
      },
      {
        id: 'getting',
        title: '申请和领取',
        showIf: { join: 'any', tests: [{ question: 'gets', is: 'not-chosen', value: 'never' }] },
        skips: [],
        questions: [
          {
            id: 'days',
            kind: 'number',
            title: '从提出申请到第一次领到补贴，等了多少天？',
            hint: '记不清的，填大概的天数；还没有领到的，填到今天为止。',
            required: false,
            least: 0,
            most: 400,
            whole: true,
            unit: '天',
            bands: [0, 11, 21, 31, 61],
          },
          {
            id: 'way',
            kind: 'drop-down',
            title: '在哪里办的？',
            required: true,
            options: options({
              village: '村委会、社区代办',
              township: '乡镇、街道便民服务中心',
              hall: '县政务服务大厅',
              online: '手机上办的',
            }),
          },
          {
            id: 'rating',
            kind: 'rating',
            title: '对办理的过程满意吗？',
            required: true,
            steps: 5,
            low: '很不满意',
            high: '很满意',
          },
          {
            id: 'low',
            kind: 'short-text',
            title: '哪一步让您不满意？',
            required: false,
            most: 100,
            showIf: { join: 'all', tests: [{ question: 'rating', is: 'at-most', value: 2 }] },
          },
        ],
      },
      {
        id: 'services',
        title: '用得怎么样',
        showIf: { join: 'any', tests: [{ question: 'gets', is: 'chosen', value: 'now' }] },
        skips: [],
        questions: [
          {
            id: 'used',
            kind: 'matrix',
            title: '下面的服务，最近三个月用过吗？',
            required: true,
            rows: options({ meals: '助餐送餐', bath: '助浴', clean: '打扫做饭', walk: '陪诊代办' }),
            columns: options({ often: '经常用', few: '用过几次', not: '没用过', lacking: '村里没有' }),
          },
          {
            id: 'enough',
            kind: 'yes-no',
            title: '补贴够不够请到需要的服务？',
            required: true,
          },
          {
            id: 'cash',
            kind: 'single',
            title: '服务额度和现金，老人更愿意要哪一种？',
            required: true,
            options: options({ service: '服务额度', cash: '现金', half: '各一半', any: '都可以' }),
          },
        ],
      },
      {
        id: 'improve',
        title: '哪里要改',
        skips: [],
        questions: [
          {
            id: 'hindered',
            kind: 'multiple',
            title: '申请或者使用补贴时，遇到过哪些困难？',
            hint: '可以选几项；没有遇到的，选最后一项。',
            required: true,
            options: hindranceOptions,
            other: '其他困难',
          },
          {
            id: 'first',
            kind: 'ranking',
            title: '下面几件事，先改哪三件？',
            hint: '最要紧的选 1，其次选 2，再其次选 3。',
            required: true,
            most: 3,
            options: options({
              points: '村里设服务点',
              amount: '提高补贴标准',
              speed: '评估和发放快一点',
              word: '上门把政策说清楚',
              choice: '允许选现金',
            }),
          },
          {
            id: 'wish',
            kind: 'long-text',
            title: '您最希望改的一件事是什么？',
            hint: '不用写姓名和电话。选出来的话会隐去能认出人的内容，放在结果里。',
            required: false,
            most: 500,
          },
        ],
      },
    ],
  }
}
