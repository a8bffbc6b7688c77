import type { ActivitySeed } from '../../activity-types'
import { createRandom } from '../../random'

const questions = `云岭县城区学区划分调整民意调查提纲
为了掌握家长对学区划分调整的看法，在起草方案之前进行抽样调查。
一、划分原则
（一）怎样划分。按照就近、相对稳定的原则，主要看步行距离和学校容量。
（二）共享学区。两所学校距离接近的小区，由家长自愿填报。
二、过渡办法
（一）多子女家庭。哥哥姐姐在原学校就读的，弟弟妹妹可以选择同一所学校。
（二）已购房家庭。方案公布以前已经买房的家庭，给予几年选择期。
三、上学路上
（一）校车。距离学校较远的小区开行定点校车。`

const districts = ['柳岸', '文昌', '东关'] as const
const weightings = [
  { question: 'distance', shares: [268, 97, 31, 16] },
  { question: 'years', shares: [58, 201, 119, 34] },
  { question: 'bus', shares: [166, 143, 103] },
] as const
const labels = {
  distance: ['步行距离最短', '和原来的学校一致', '学校大小均衡', '说不清'],
  years: ['1年', '3年', '5年', '说不清'],
  bus: ['需要，会坐', '不需要', '看站点远近'],
}

/** The answers one by one, as the interviewers typed them; their sums are the figures of the report. */
function rawTable(): string {
  const random = createRandom(8801)
  const columns = weightings.map(({ question, shares }) =>
    random.shuffle(shares.flatMap((count, at) => Array.from({ length: count }, () => labels[question][at]))),
  )
  const rows = Array.from({ length: 412 }, (_, at) =>
    [`${at + 1}`, random.pick(districts), ...columns.map((column) => column[at])].join(','),
  )
  return [['编号', '社区', '第1题', '第2题', '第3题'].join(','), ...rows].join('\r\n')
}

export const poll: ActivitySeed = {
  kind: 'opinion-poll',
  department: 'education',
  title: '城区学区划分调整民意调查',
  purpose:
    '在起草方案以前，委托第三方随机抽样，了解家长最看重什么、过渡期要几年、校车要不要开。结果写进了方案的起草说明。',
  place: '云台街道柳岸、文昌、东关社区，入户和电话访问',
  heldDay: -40,
  from: '09:00',
  to: '18:00',
  endsDay: -33,
  noticeDay: -44,
  ledger: {
    draft: questions,
    explanation:
      '提纲列出起草方案时要定下来的五件事，访问员照此提问；最后留一道开放题，受访人的原话归入台账。',
  },
  poll: {
    pollster: '岭南社情民意调查中心（独立机构，与教育局和学校没有利害关系）',
    method: '按社区分层随机抽取家庭，入户访问，两次不遇的改为电话访问，每个家庭由一名家长回答',
    population: '云台街道三个社区内，今后三年有孩子入小学或者升初中的家庭，共2140户',
    approached: 520,
    answered: 412,
    fromDay: -40,
    toDay: -33,
    weighting: '没有加权；三个社区的样本数与家庭数成比例',
    questions: [
      {
        words: '划分学区时，您最看重哪一点？',
        base: 412,
        options: labels.distance.map((label, at) => ({ label, count: weightings[0].shares[at] ?? 0 })),
      },
      {
        words: '已经买房的家庭，给几年选择期合适？',
        base: 412,
        options: labels.years.map((label, at) => ({ label, count: weightings[1].shares[at] ?? 0 })),
      },
      {
        words: '如果到第四小学超过1.2公里，您家需要校车吗？',
        base: 412,
        options: labels.bus.map((label, at) => ({ label, count: weightings[2].shares[at] ?? 0 })),
      },
    ],
    rawTable: rawTable(),
  },
  statements: [
    {
      speaker: '柳岸社区家长',
      clause: '二、（二）',
      issue: 'years',
      body: '我们买房时合同上写的是第二小学，至少给三年，孩子已经上幼儿园大班了。',
    },
    {
      speaker: '文昌社区家长',
      clause: '一、（二）',
      issue: 'shared',
      body: '共享学区可以，但摇号要当众摇，名单要公布，别让人说闲话。',
    },
    {
      speaker: '柳岸社区家长',
      clause: '三、（一）',
      issue: 'bus',
      body: '过清源路没有红绿灯，校车最好停在路这边，不要让孩子过马路。',
    },
    {
      speaker: '随迁子女家长',
      clause: '一、（一）',
      issue: 'migrants',
      body: '我们租房住，一年搬一次，居住证还没换就到报名时间了，能不能看租房合同？',
    },
  ],
  report: {
    day: -26,
    body: [
      '调查由岭南社情民意调查中心独立进行，抽取520户，成功访问412户，应答率79.2%。',
      '家长最看重步行距离，占65.0%（268户）；23.5%（97户）希望和原来的学校一致。已经购房家庭的选择期，48.8%（201户）认为3年合适，28.9%（119户）希望5年。40.3%（166户）表示需要并且会乘坐校车。',
      '百分比的分母是回答这一题的户数。原始数据去掉了能够识别家庭的内容，可以下载核算。',
    ],
  },
  issues: [
    {
      key: 'years',
      title: '已购房家庭的选择期不少于三年',
      summary: '购房时的学区承诺应当顾及。',
      clauses: ['二、（二）'],
      decision: 'adopted',
      reason: '征求意见稿规定方案公布前已经购房的家庭三年内可以任选一所，与多数受访家庭的意见一致。',
    },
    {
      key: 'shared',
      title: '共享学区公开摇号',
      summary: '摇号的过程和名单要公开。',
      clauses: ['一、（二）'],
      decision: 'adopted',
      reason: '征求意见稿写明超过学位数的公开摇号，现场邀请家长代表监督，结果在学校和网站公布。',
    },
    {
      key: 'bus',
      title: '校车站点避免孩子过马路',
      summary: '清源路没有信号灯。',
      clauses: ['三、（一）'],
      decision: 'partially-adopted',
      reason:
        '站点设在小区一侧已经采纳；清源路口信号灯由县公安局交警大队另行勘察，年底前答复，因此部分采纳。',
    },
    {
      key: 'migrants',
      title: '居住证换领期间以租房合同入学',
      summary: '随迁家庭搬家频繁，证件来不及更换。',
      clauses: ['一、（一）'],
      decision: 'explained',
      reason: '按照现行规定，居住证换领期间可以凭受理回执报名，不需要等新证办好。各校报名须知将写明这一点。',
    },
  ],
  feedback: { day: -15 },
}

export const parents: ActivitySeed = {
  kind: 'symposium',
  department: 'education',
  title: '城区学区划分调整家长座谈会',
  purpose:
    '介绍三个比选方案，当面听取家长意见。设40席：调整小区家长24席，共享学区家长8席，随迁子女家长4席，教师代表4席。请拨打0000-0000123，或者向所在社区居民委员会报名；人数超过席位的，当众抽签。\n\n时间安排在下班以后，现场有教师照看随行儿童。记录和逐条说明在会后10个工作日内公布。',
  place: '云岭县云台街道建设路31号第二小学阶梯教室',
  accessibility: '东门有坡道，阶梯教室第一排可以停放轮椅。',
  heldDay: 6,
  from: '18:30',
  to: '20:30',
  noticeDay: -6,
  postponed: {
    day: -1,
    byDays: 7,
    reason:
      '原定的那天晚上，第二小学所在的建设路北段要抢修供热管网，路面封闭，阶梯教室停暖。怕家长走不进来、坐着受冻，顺延一周，地点不变。已经报名的继续有效，不用再报；新的日子来不了的，请拨打0000-0000123，可以换一位家长来。',
  },
  ledger: 'consultation',
}
