import type { SurveySeed } from '../../survey-types'
import { definitionWith, hindrances } from './definition'
import { answersOf } from './people'

/** P16: the policy is evaluated with those whom it is for. */
export const elderCareSurvey: SurveySeed = {
  title: '养老服务补贴用得怎么样？《云岭县养老服务补贴办法》实施评估问卷',
  purpose:
    '补贴办法施行已有一段时间。钱有没有到老人手里，服务请不请得来，哪里还不方便，想听您说。结果由县民政局整理，公开发布，作为修改办法和安排明年资金的依据。',
  audience: '65 周岁以上的老人和家里人；村、社区工作人员可以代老人填写',
  department: 'civil-affairs',
  access: 'browser',
  about: { story: 'elder-care', as: 'policy' },
  weighting:
    '问卷在网站、各乡镇（街道）便民服务中心和村（社区）同时发放，愿意填的都可以填，没有按人口抽样。结果没有加权，反映的是填写问卷的人的情况，不能直接推算到全县所有老人。',
  opensDay: -78,
  closesDay: -48,
  definition: definitionWith(hindrances),
  mended: {
    day: -75,
    note: '“遇到过哪些困难”一题漏了“服务点太远”，有老人来电指出，已经补上。此前填写的不受影响，这一题分开统计。',
    definition: definitionWith([
      ...hindrances.slice(0, -1),
      { id: 'far', label: '服务点太远，去不了' },
      ...hindrances.slice(-1),
    ]),
  },
  people: { online: 1036, paper: 164, randomness: 20260801, answersOf },
  results: {
    day: -34,
    introduction:
      '问卷开放 30 天，网上和纸质都可以填。每一份都由县民政局汇总，纸质问卷抽出一部分由另一人重新录入核对。下面先说明问卷反映了什么、接下来怎么办，再逐题列出结果。',
    themes: {
      wish: [
        { label: '村里要有服务点', marks: ['服务点', '照料站', '助浴车', '旧教室'] },
        { label: '标准偏低', marks: ['一百八', '三百六', '物价'] },
        { label: '评估和到账慢', marks: ['评估等', '表不对', '到账太慢'] },
        { label: '政策没有说清楚', marks: ['广播', '看不懂', '字太小'] },
        { label: '想要现金，额度不好用', marks: ['现金', '手机上看不明白'] },
        { label: '办得好的', marks: ['记个好', '省事', '办得快'] },
      ],
      'hindered-other': [
        { label: '行动不便', marks: ['电梯'] },
        { label: '说话听不懂、户口不在一处', marks: ['普通话', '户口'] },
      ],
      low: [
        { label: '等得久', marks: ['等得太久'] },
        { label: '联系不上、没有告知', marks: ['没人接', '没有人告诉'] },
        { label: '材料重复', marks: ['交了两遍'] },
      ],
    },
    refused: [
      { marks: ['不是东西'], rule: 'insult' },
      { marks: ['微信'], rule: 'advert' },
    ],
    quoted: ['旧教室', '三百六十元', '四十多天', '大字的纸', '儿媳妇'],
    conclusions: [
      {
        finding: '镇村的老人最缺的是身边的服务点：住在四个乡镇的，很多人说村里没有助浴和助餐。',
        questionIds: ['used', 'first', 'hindered'],
        decision: 'adopted',
        reason:
          '明年在北塬乡、石桥镇各建一个日间照料站，在 12 个偏远村设联合服务点，几个村合用一辆助浴车；资金列入县级福利彩票公益金项目，每季度公布进度。',
      },
      {
        finding: '一半以上正在领补贴的人认为补贴请不够需要的服务，完全失能的老人更是如此。',
        questionIds: ['enough', 'care'],
        decision: 'partially-adopted',
        reason:
          '完全失能的标准由每月 360 元提高到 420 元，已列入明年预算草案；其他两档明年不动，因为全县补贴资金今年已增长四成，先把服务点建起来。标准改为每年测算一次。',
      },
      {
        finding: '四分之一的人遇到的困难是不知道有这项补贴，近三成不清楚要带什么材料。',
        questionIds: ['hindered'],
        decision: 'adopted',
        reason:
          '由村（社区）对 80 岁以上老人逐户上门告知一次，印发大字版办事单，今年内完成；民政局按月公布上门的户数。',
      },
      {
        finding: '乡镇的老人里，愿意要现金的明显比县城多。',
        questionIds: ['cash'],
        decision: 'not-adopted',
        reason:
          '补贴的目的是让老人得到照料，全部发现金不能保证这一点。村里没有定点机构的，办法第三条已经允许发现金，这一条继续有效，并会在办事单上写明。',
      },
    ],
  },
}
