import type { ActivitySeed } from '../../activity-types'
import { createRegistrants, nominated } from '../../registrants'

const topicsOfLowFloors = ['采光和噪声怎么补偿', '一楼变暗', '担心房子贬值', '不反对，但要把话说清楚', '']
const topicsOfHighFloors = [
  '老人下不了楼',
  '补贴什么时候到账',
  '分摊比例有没有参考',
  '后期维护谁管',
  '一次拨付还是分两次',
  '',
]

/** Those on the lower floors, heard where they live. */
export const symposium: ActivitySeed = {
  kind: 'symposium',
  department: 'housing',
  title: '加装电梯低层住户专题座谈会',
  purpose:
    '专门听取一层、二层住户对采光、噪声、费用分摊和补偿的意见。高层住户的呼声大家听得多，低层住户的难处也要摆到桌面上。',
  place: '云台街道东关巷16号东关社区活动室',
  accessibility: '活动室在一楼，门口有坡道。',
  heldDay: -8,
  from: '15:00',
  to: '17:00',
  noticeDay: -11,
  ledger: 'consultation',
  attendances: [
    { group: '一层、二层住户', people: 12, names: '葛长贵、沈素云' },
    { group: '社区居民委员会工作人员', people: 3 },
    { group: '县住房和城乡建设局、设计单位', people: 4 },
  ],
  photos: [
    {
      picture: 'elevator-symposium',
      caption: '东关社区活动室，住户围着长桌看一张单元门口的平面图，桌上摆着电梯井的小模型',
    },
  ],
  statements: [
    {
      speaker: '一层住户',
      clause: '第十三条',
      body: '我家在一楼，井道就贴着我的厨房窗。条文里说“进行采光影响分析”，可分析完了挡多少算多？请写个数，挡过了就得改方案。',
    },
    {
      speaker: '二层住户',
      clause: '第十三条',
      body: '补偿全靠自己谈，邻居抹不开面子，最后不是吵就是吃亏。建议街道给个参考标准，比如按加装费用的几个百分点，谈的时候有个底。',
    },
    {
      speaker: '一层住户',
      clause: '第十二条',
      body: '公示十天太短，我们这栋楼一半人在外地打工。建议延到二十天，社区把材料用手机发给每一户。',
    },
    {
      speaker: '二层住户',
      clause: '第十八条',
      body: '我不坐电梯，电费维护费就别算我的。这一条请写清楚：不用的住户可以约定不分摊，刷卡乘坐。',
    },
    {
      speaker: '一层住户',
      clause: '第十九条',
      body: '我母亲卧床，中午要睡觉。午休不施工这条我赞成，建议把周末上午也加进去，九点以后再开工。',
    },
    {
      speaker: '社区居民委员会工作人员',
      clause: '第十二条',
      body: '调解二十天，社区没有懂结构的人，讲不出道理。请局里派一名设计师坐班，现场给住户讲图纸。',
    },
  ],
  report: {
    day: -4,
    body: [
      '座谈会由县住房和城乡建设局召开，东关、文昌社区从自愿报名的低层住户中抽签确定12人参加，全部到会。设计单位用平面图和模型介绍了三种井道位置。',
      '住户的意见集中在四个方面：采光影响要有可以量的标准；补偿要有参考；公示时间要照顾在外地的人；不用电梯的住户是否分摊。六条意见已编入征求意见的台账，与网上和来信的意见一起研究、一起答复。',
      '会上对补偿的分歧比较大，县住房和城乡建设局决定就实施细则举行听证会。',
    ],
  },
}

/** The hearing for which anyone can register now. */
export const openHearing: ActivitySeed = {
  kind: 'hearing',
  department: 'housing',
  title: '既有住宅加装电梯补贴实施细则听证会',
  purpose:
    '低层住户和高层住户对采光、补偿、费用分摊的看法不同，征求意见以来这方面的意见最多。县住房和城乡建设局决定举行听证会，请各方当面陈述、询问和辩论，再修改实施细则。\n\n您不需要懂法律，把自己家的情况说清楚就好。报名不用注册账号，也可以打电话或者到窗口，由工作人员代您填写。',
  place: '云岭县云台街道文昌街18号县住房和城乡建设局一楼会议厅',
  accessibility:
    '会议厅在一楼，无台阶，有轮椅席和无障碍卫生间；有手语翻译和大字版材料。需要接送的，请在报名时写明。',
  heldDay: 33,
  from: '09:00',
  to: '12:00',
  noticeDay: -6,
  ledger: 'consultation',
  liveUrl: 'https://live.yunling.example/dianti',
  call: {
    opensDay: -6,
    closesDay: 8,
    closesTime: '18:00',
    confirmHours: 72,
    categories: [
      {
        group: 'affected',
        eligibility: '没有电梯的四层以上住宅的一层、二层住户，年满18周岁',
        seats: 6,
        method: 'lottery',
      },
      {
        group: 'resident',
        eligibility: '没有电梯的四层以上住宅的三层以上住户，年满18周岁，按年龄分别抽取',
        seats: 6,
        method: 'stratified',
        trait: 'age',
      },
      { group: 'expert', eligibility: '建筑设计、电梯安全方面的专家', seats: 2, method: 'nominated' },
      { group: 'deputy', eligibility: '由县人大常委会推荐', seats: 1, method: 'nominated' },
      { group: 'cppcc-member', eligibility: '由县政协推荐', seats: 1, method: 'nominated' },
      {
        group: 'organisation',
        eligibility: '物业服务企业、电梯企业、老年人和残疾人组织',
        seats: 2,
        method: 'arrival',
      },
      { group: 'observer', eligibility: '年满18周岁，不发言', seats: 10, method: 'arrival' },
      { group: 'press', eligibility: '持有效记者证', seats: 3, method: 'arrival' },
    ],
    registrants: [
      ...createRegistrants(4402, [
        { group: 'affected', count: 9, days: [-6, -1], topics: topicsOfLowFloors },
        { group: 'resident', count: 14, days: [-6, -1], topics: topicsOfHighFloors, withAge: true },
        {
          group: 'organisation',
          count: 3,
          days: [-5, -1],
          organisations: ['县城东物业服务有限公司', '云岭县老年人协会', '云岭县残疾人联合会'],
          topics: ['后期维护怎么接', '老人和残疾人最需要什么', '无障碍的细节'],
        },
        { group: 'observer', count: 4, days: [-5, -1] },
        { group: 'press', count: 1, days: [-4, -2], organisations: ['云岭县融媒体中心'] },
      ]),
      ...nominated('expert', -2, [['梁上行', '省建筑设计院']]),
      ...nominated('deputy', -2, [['穆晓岚', '县人大代表']]),
    ],
  },
  agenda: [
    { part: 'opening', title: '宣布事由、纪律和参加人', speaker: '听证主持人', minutes: 10 },
    {
      part: 'presentation',
      title: '介绍实施细则、依据和争议的地方',
      speaker: '县住房和城乡建设局',
      minutes: 20,
    },
    { part: 'statements', title: '听证参加人陈述意见，每人不超过5分钟', speaker: '听证参加人', minutes: 80 },
    { part: 'debate', title: '询问、质证和辩论', speaker: '听证参加人、县住房和城乡建设局', minutes: 50 },
    { part: 'closing', title: '最后陈述，宣布结束', speaker: '听证主持人', minutes: 10 },
    { part: 'signing', title: '说明怎样核对和签字', speaker: '书记员', minutes: 10 },
  ],
}

/** Handed in by the drafter; the issuer has still to sign its notice. */
export const courtyardVisit: ActivitySeed = {
  kind: 'site-visit',
  department: 'housing',
  title: '加装电梯实地走访：到院子里看一看',
  purpose:
    '到东关、文昌两个社区的六个院子，看已经装好的电梯、正在施工的井道和协商没有谈拢的单元，在楼道里、在家门口听住户说。重点看三件事：一楼的光线挡了多少，轮椅能不能从院门一直推到电梯口，夜里和中午响不响。\n\n在家的住户都可以下楼来说几句，也可以请走访人员上门，不用报名。',
  place: '东关社区（东关巷2号院、16号院、柳荫小区）和文昌社区（文昌花园、书院路9号院、县医院家属院）',
  accessibility: '走访人员可以上门；听力不便的，可以写在纸上，也可以约手语翻译，请拨打0000-0000122。',
  heldDay: 12,
  from: '09:00',
  to: '17:30',
  noticeDay: 1,
  ledger: 'consultation',
}
