import type { ActivitySeed } from '../../activity-types'

const outline = `云岭县苹果产区冷链走访提纲
为了摸清果农和合作社存果、卖果的难处，县农业农村局走访主产村，按照本提纲听取意见。
一、存在哪里
（一）自家存果。果农自己怎样存、存多久、损耗多少。
（二）租库存果。到冷库存果的价格、远近和方便程度。
二、想不想建
（一）谁来建。合作社、村集体、几户合建，哪种合适。
（二）缺什么。资金、用电、用地、技术，最缺哪一样。
三、希望政府做什么
（一）补贴。补给谁、怎么补、什么时候补。`

export const siteVisit: ActivitySeed = {
  kind: 'site-visit',
  department: 'agriculture',
  title: '苹果产区冷链仓储走访',
  purpose:
    '起草冷链仓储补贴方案以前，到柳坪、石桥、北塬的果园、地头窖和冷库，看看果子是怎么存的，听听果农自己想要什么。',
  place: '柳坪镇果园村、石桥镇、北塬乡上塬村，共22个村',
  accessibility: '走访到户，不用出门；说方言的有乡镇干部帮着记。',
  heldDay: -120,
  from: '08:30',
  to: '18:00',
  endsDay: -117,
  noticeDay: -124,
  ledger: {
    draft: outline,
    explanation: '提纲只列问题，不设答案。走访中听到的每一条意见都记下来，说明后来怎样写进了方案。',
  },
  attendances: [
    { group: '果农', people: 67, names: '任有田' },
    { group: '合作社和冷库经营者', people: 14, names: '柳坪镇丰硕苹果专业合作社' },
    { group: '村干部', people: 22 },
    { group: '县农业农村局、县财政局', people: 6 },
  ],
  photos: [
    {
      picture: 'apple-orchard',
      caption: '果园村的坡地果园，三位果农站在装满苹果的木箱旁，正给走访人员指远处的地头窖',
    },
    {
      picture: 'apple-cellar',
      caption: '上塬村一孔土窑改成的地头窖，木架上摆着苹果，墙上的温度计指在九度',
    },
    {
      picture: 'apple-cold-store',
      caption: '柳坪镇一座产地冷库，门口停着三轮车，墙上写着每吨每月的代贮价格',
    },
  ],
  statements: [
    {
      speaker: '果园村果农',
      clause: '一、（一）',
      issue: 'loss',
      body: '地头窖存到腊月，十斤里要烂一斤多。不是不想存冷库，是冷库门口排队三天，果子在车上就蔫了。',
    },
    {
      speaker: '柳坪镇合作社',
      clause: '二、（二）',
      issue: 'power',
      body: '建库的钱大家能凑，难的是电。变压器要自己掏钱增容，一报就是二十多万，比设备还贵。',
    },
    {
      speaker: '上塬村果农',
      clause: '二、（一）',
      issue: 'together',
      body: '一家建不起，三五家合着建行。请把合建也算进补贴，别只认公司和大户。',
    },
    {
      speaker: '石桥镇冷库经营者',
      clause: '一、（二）',
      issue: 'price',
      body: '存果的价一年一个样，果农骂，我们也委屈，电费占一半。要是用电按农业电价算，一吨能便宜二十块。',
    },
    {
      speaker: '果园村果农',
      clause: '三、（一）',
      issue: 'together',
      body: '补贴别等一年。库建好了先补一半，装满一季果子再补一半，谁也骗不了谁。',
    },
  ],
  report: {
    day: -112,
    body: [
      '四天走访22个村，与果农、合作社、冷库经营者和村干部共103人交谈，看了9座冷库和14孔地头窖。',
      '果农最急的是采收期排队入库，损耗一成以上；合作社最缺的是用电增容的钱；小户希望几家合建也能得到补贴。记录归纳为五条意见，编入台账。',
    ],
  },
  issues: [
    {
      key: 'loss',
      title: '采收期冷库不够用，损耗大',
      summary: '排队入库、地头窖损耗一成多。',
      clauses: ['一、（一）'],
      decision: 'adopted',
      reason: '补贴方案把新增产地冷藏能力3万吨列为三年目标，优先支持果园村等排队时间最长的村。',
    },
    {
      key: 'power',
      title: '补助冷库用电增容',
      summary: '变压器增容费用高。',
      clauses: ['二、（二）'],
      decision: 'partially-adopted',
      reason: '冷库用电增容计入可以补贴的建设投资，但不单独设立补助，避免与电网改造资金重复。',
    },
    {
      key: 'together',
      title: '几户合建可以补，分段补',
      summary: '小户合建、建成和使用后分两次补。',
      clauses: ['二、（一）', '三、（一）'],
      decision: 'partially-adopted',
      reason:
        '几户合建的意见写入征求意见稿，继续听取大家对门槛的看法；补贴在验收以后一次拨付，没有分段，因为分两次核查会增加果农跑腿的次数。',
    },
    {
      key: 'price',
      title: '冷库执行农业用电价格',
      summary: '电费占存果成本一半。',
      clauses: ['一、（二）'],
      decision: 'explained',
      reason:
        '农产品初加工和保鲜冷藏用电已经可以申请执行农业生产电价，走访中发现7座冷库没有申请，县农业农村局已经协助办理。',
    },
  ],
  feedback: { day: -100 },
}
