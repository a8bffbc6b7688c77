import type { ActivitySeed } from '../../activity-types'
import { createRegistrants, nominated } from '../../registrants'
import { draft, explanation } from './draft'
import { issues } from './issues'
import { transcript } from './transcript'

const topics = [
  '赞成分两年调整',
  '末端小区温度不够',
  '请公布燃料价格',
  '房子空着也要交三成',
  '想按热量表交费',
  '低保边缘家庭怎么办',
  '先修管网再涨价',
  '测温预约不上',
  '退休工资低，盼少涨',
  '租房的也想说几句',
  '',
  '',
]

/** The price hearing on heating, from the notice to what became of every opinion. */
export const priceHearing: ActivitySeed = {
  kind: 'hearing',
  profile: 'price',
  department: 'development-reform',
  title: '城区居民集中供热价格调整听证会',
  purpose:
    '城区居民集中供热价格已经执行11年，经成本监审，现行价格低于定价成本。县发展和改革局提出两个调价方案，依照《政府制定价格听证办法》举行听证会，听取消费者、经营者和有关方面对调不调、怎么调、困难家庭怎么办的意见。\n\n消费者参加人由自愿报名、公开抽签产生，覆盖供热的云台街道和河湾镇、石桥镇的镇区分别抽取。',
  place: '云岭县云台街道府前路5号县发展和改革局二楼会议室',
  accessibility:
    '一楼有坡道和电梯，会场设轮椅席；有手语翻译，可以提供大字版材料。需要接送的，请在报名时写明。',
  heldDay: -36,
  from: '09:00',
  to: '12:00',
  noticeDay: -80,
  ledger: { draft, explanation },
  call: {
    opensDay: -80,
    closesDay: -66,
    closesTime: '18:00',
    confirmHours: 72,
    categories: [
      {
        group: 'consumer',
        eligibility: '年满18周岁，是城区集中供热的居民用户（房主或者租住的人都可以）',
        seats: 12,
        method: 'stratified',
        trait: 'township',
      },
      { group: 'affected', eligibility: '供热企业，由企业推荐', seats: 2, method: 'nominated' },
      {
        group: 'expert',
        eligibility: '供热、价格、会计方面的专家，与供热企业没有利害关系',
        seats: 3,
        method: 'nominated',
      },
      { group: 'deputy', eligibility: '由县人大常委会推荐', seats: 2, method: 'nominated' },
      { group: 'cppcc-member', eligibility: '由县政协推荐', seats: 2, method: 'nominated' },
      {
        group: 'organisation',
        eligibility: '消费者组织、社区居民委员会、业主委员会',
        seats: 2,
        method: 'arrival',
      },
      { group: 'observer', eligibility: '年满18周岁，不发言', seats: 10, method: 'arrival' },
      { group: 'press', eligibility: '持有效记者证', seats: 4, method: 'arrival' },
    ],
    registrants: [
      ...createRegistrants(2301, [
        {
          group: 'consumer',
          count: 86,
          townships: [
            ['yuntai', 60],
            ['hewan', 18],
            ['shiqiao', 14],
          ],
          days: [-80, -67],
          topics,
        },
        {
          group: 'organisation',
          count: 5,
          days: [-79, -70],
          organisations: [
            '云岭县消费者权益保护委员会',
            '云台街道东关社区居民委员会',
            '文昌花园业主委员会',
            '柳岸新苑业主委员会',
            '石桥镇桥头社区居民委员会',
          ],
          topics: ['测温应当由第三方做', '老小区室温', '按热量计费'],
        },
        { group: 'observer', count: 18, days: [-79, -67] },
        {
          group: 'press',
          count: 5,
          days: [-78, -68],
          organisations: ['云岭县融媒体中心', '云岭广播', '河湾周报', '岭上新闻', '云岭县融媒体中心'],
        },
      ]),
      ...nominated('affected', -68, [
        ['程守炉', '云岭县热力有限公司'],
        ['贺暖安', '石桥供热站'],
      ]),
      ...nominated('expert', -68, [
        ['费明衡', '岭南财经学院价格研究所'],
        ['管清源', '省供热工程学会'],
        ['计秋白', '正言会计师事务所'],
      ]),
      ...nominated('deputy', -69, [
        ['任德茂', '县人大代表'],
        ['穆晓岚', '县人大代表'],
      ]),
      ...nominated('cppcc-member', -69, [
        ['高望舒', '县政协委员'],
        ['池砚秋', '县政协委员'],
      ]),
    ],
    selection: {
      drawDay: -64,
      excluded: '经核对，您登记的房屋不在集中供热范围内，不属于这一类参加人。您可以报名旁听。',
      lapsed: 1,
      withdrawn: 1,
      listDay: -56,
    },
  },
  agenda: [
    { part: 'opening', title: '宣布事由、纪律和参加人', speaker: '听证主持人', minutes: 10 },
    { part: 'presentation', title: '介绍调价方案、依据和理由', speaker: '县发展和改革局', minutes: 15 },
    { part: 'presentation', title: '介绍定价成本监审情况', speaker: '成本监审组', minutes: 10 },
    { part: 'statements', title: '听证参加人陈述意见，每人不超过5分钟', speaker: '听证参加人', minutes: 85 },
    { part: 'debate', title: '询问、质证和辩论', speaker: '听证参加人、县发展和改革局', minutes: 45 },
    { part: 'closing', title: '最后陈述，宣布结束', speaker: '听证主持人', minutes: 10 },
    { part: 'signing', title: '说明怎样核对和签字', speaker: '书记员', minutes: 5 },
  ],
  statements: transcript,
  hearing: {
    materials: [
      {
        name: '定价成本监审结论.docx',
        lines: [
          '云岭县城区居民集中供热定价成本监审结论',
          '',
          '企业上报：每平方米25.91元',
          '核减合计：2.27元',
          '　一、超过定额的管理费用　0.94元',
          '　二、与居民供热无关的工程支出　0.71元',
          '　三、重复计提的折旧　0.38元',
          '　四、超过2%的管网漏损　0.24元',
          '核定成本：每平方米23.64元',
        ],
      },
      {
        name: '听证会须知.docx',
        lines: [
          '听证会须知',
          '',
          '一、请提前15分钟到场，出示报名编号的二维码或者说出姓名。',
          '二、陈述意见每人不超过5分钟，第二轮询问和辩论请举手。',
          '三、会后两日内，听证记录会送到您的手机上，请核对自己的发言并签字；不同意的，可以要求更正，也可以写明理由不签。',
          '四、带孩子来的，二楼东侧有人照看。',
        ],
      },
    ],
    materialsDay: -54,
    transcript: {
      openedAfter: 2,
      correction: {
        by: 'engineer',
        words:
          '我说的是每年能省下近70万元，相当于每平方米三毛七，记录里写成了“七十万元左右、每平方米三毛多”，请按原话改。',
        body: '我补充一句，失水率降到2%以内，每年能省下近70万元，相当于每平方米三毛七。建议把失水率写进方案，作为以后核成本的上限，降不下来的部分企业自己承担。',
      },
      signedAfter: 5,
      refused: {
        by: 'teacher',
        reason: '我当场要求把供热公司近三年的漏损台账附在记录后面，记录里没有附，所以不签。',
      },
      closedAfter: 9,
    },
  },
  report: {
    day: -25,
    body: [
      '一、听证会的基本情况。听证会由县发展和改革局组织，依照公告的时间和地点举行。听证参加人23名，其中消费者12名，占52%；经营者、专家学者、县人大代表、县政协委员、消费者组织和社区代表11名。实到22名，1名消费者因病请假。86人报名作消费者参加人，其中1人的房屋不在供热范围内，85人参加公开抽签；抽签的名单和密数都已公布，任何人可以重新计算。',
      '二、对调价方案的意见。发言的消费者参加人多数赞成分两个采暖期调整（方案二），同时不同意方案二最终价格比方案一高出0.20元；1名明确反对现在调价。供热企业希望采用方案一。专家建议建立有升有降的价格联动。',
      '三、对配套措施的意见。意见集中在五个方面：室温不达标怎样测、怎样退；停止用热交多少基础热费；成本和燃料采购怎样公布；低收入家庭保障范围；管网改造的先后和失水率上限。',
      '四、听证记录的确认。听证记录第一稿送出后，1名专家要求更正数据，更正后重新送各参加人确认。到会的22名参加人中，21名签字，1名不签，理由已经写入记录。',
      '五、下一步。每一条意见都已编入台账，采纳还是不采纳、为什么，将在采纳情况反馈中逐条公布。调价决定作出前，现行价格不变。',
    ],
  },
  issues,
  feedback: { day: -14 },
}
