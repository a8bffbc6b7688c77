import type { ActivitySeed } from '../../activity-types'
import { createRegistrants, nominated } from '../../registrants'

const points = `《云岭县电动自行车停放充电管理办法》列席讨论要点
县人民政府常务会议审议办法草案时，请列席代表围绕以下要点发言。
一、停放和充电
（一）充电价格。充电服务费设定上限，按电量计费。
（二）老旧小区。没有物业的院子由街道办事处组织建设停放点。
二、管理和过渡
（一）夜间巡查。物业服务企业夜间巡查的次数和办法。
（二）过渡期。办法施行后一年内完成改造，逐季公布进度。`

/** P14: people sit in the meeting that decides, and read what became of what they said. */
export const meeting: ActivitySeed = {
  kind: 'meeting-attendance',
  department: 'housing',
  title: '列席县政府常务会议（审议电动自行车停放充电管理办法）',
  purpose:
    '县人民政府常务会议将审议电动自行车停放充电管理办法草案，邀请利害关系人、居民、专家和媒体列席。列席代表在审议前发言，意见由县住房和城乡建设局逐条记录，采纳情况在会后公布。\n\n到场以后请听从工作人员引导；发言每人3分钟，不需要准备稿子。',
  place: '云岭县云台街道府前路1号县政府办公楼5层第一会议室',
  accessibility: '南门有坡道和电梯，会议室设轮椅席；需要手语翻译的，请在报名时写明。',
  heldDay: -13,
  from: '14:30',
  to: '17:00',
  noticeDay: -20,
  ledger: {
    draft: points,
    explanation: '要点取自办法草案第二次征求意见以后的修改稿，全文和两次征求意见的采纳情况在本网站公布。',
  },
  call: {
    opensDay: -20,
    closesDay: -17,
    closesTime: '18:00',
    confirmHours: 24,
    categories: [
      { group: 'resident', eligibility: '年满18周岁的本县居民', seats: 4, method: 'lottery' },
      {
        group: 'affected',
        eligibility: '物业服务企业、充电设施经营者、外卖和快递从业者',
        seats: 3,
        method: 'arrival',
      },
      { group: 'expert', eligibility: '由县住房和城乡建设局邀请', seats: 1, method: 'nominated' },
      { group: 'press', eligibility: '持有效记者证', seats: 2, method: 'arrival' },
    ],
    registrants: [
      ...createRegistrants(5503, [
        {
          group: 'resident',
          count: 21,
          days: [-20, -18],
          topics: ['充电价格', '老旧小区没地方停', '夜里有人飞线', '外地车怎么办', ''],
        },
        {
          group: 'affected',
          count: 5,
          days: [-20, -18],
          organisations: ['县城东物业服务有限公司', '云骑充电服务站', '快递从业者', '外卖骑手', '文昌物业'],
        },
        { group: 'press', count: 2, days: [-19, -18], organisations: ['云岭县融媒体中心', '岭上新闻'] },
      ]),
      ...nominated('expert', -18, [['安若磐', '省消防技术服务中心']]),
    ],
    selection: { drawDay: -16, lapsed: 0, withdrawn: 0, listDay: -14 },
  },
  statements: [
    {
      by: { key: 'resident-1', group: 'resident' },
      clause: '一、（二）',
      issue: 'old-yards',
      isOpinion: true,
      body: '我们院子没有物业，十六户人家就靠一个旧车棚。街道来建当然好，请先问住户建在哪儿，别建在一楼窗户底下。',
    },
    {
      by: { key: 'rider', group: 'affected', organisation: '外卖骑手' },
      clause: '一、（一）',
      issue: 'price',
      isOpinion: true,
      body: '我一天充两次电。服务费有上限是好事，可有的站点按小时收，算下来还是贵。请写明一律按电量，屏幕上分开显示电费和服务费。',
    },
    {
      by: { key: 'resident-2', group: 'resident' },
      clause: '二、（一）',
      issue: 'patrol',
      isOpinion: true,
      body: '夜里十二点查一遍，一点照样有人从窗户拉线下来。建议不定时查，查到的当场断电、第二天上门讲。',
    },
    {
      by: { key: 'fire-expert', group: 'expert' },
      clause: '二、（二）',
      issue: 'progress',
      isOpinion: true,
      body: '从火警数据看，最危险的是一层是商铺、二层住人的门面房。过渡期改造应当先改这一类，按风险排次序，再按季度公布。',
    },
  ],
  report: {
    day: -11,
    body: [
      '列席代表10人，其中居民4人由21名报名的人中公开抽签产生，经营者和从业者3人、专家1人、媒体2人。8名有发言权的代表到会，4人发言。',
      '发言围绕停放点选址、按电量计费、夜间巡查和改造次序。会议原则同意办法草案，要求县住房和城乡建设局把列席代表的意见逐条研究后修改印发。',
    ],
  },
  issues: [
    {
      key: 'old-yards',
      title: '停放点选址先问住户',
      summary: '不要建在一楼窗下。',
      clauses: ['一、（二）'],
      decision: 'adopted',
      reason: '办法增加一句：停放点选址应当征求本院住户意见并公示，与住宅外窗的距离不少于6米。',
    },
    {
      key: 'price',
      title: '一律按电量计费，分开显示',
      summary: '电费和服务费分开显示。',
      clauses: ['一、（一）'],
      decision: 'adopted',
      reason: '办法写明按电量计费，充电设施应当分别显示电费和服务费；按时间计费的站点在过渡期内改造。',
    },
    {
      key: 'patrol',
      title: '夜间不定时巡查',
      summary: '固定时间巡查容易落空。',
      clauses: ['二、（一）'],
      decision: 'partially-adopted',
      reason:
        '改为不定时巡查，每夜不少于一次；当场断电可能误断住户的照明和医疗用电，改为通知后十分钟内自行收线，拒不收线的再断电。',
    },
    {
      key: 'progress',
      title: '门面房先改造，按季度公布',
      summary: '按火灾风险排次序。',
      clauses: ['二、（二）'],
      decision: 'adopted',
      reason: '下店上宅的门面房列入第一季度改造，改造名单和完成情况每季度在本网站公布。',
    },
  ],
  feedback: { day: -3 },
}
