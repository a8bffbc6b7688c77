import type { StatementSeed } from '../../activity-types'

const yuntai = (key: string) => ({ key, group: 'consumer', township: 'yuntai' }) as const
const hewan = (key: string) => ({ key, group: 'consumer', township: 'hewan' }) as const
const shiqiao = (key: string) => ({ key, group: 'consumer', township: 'shiqiao' }) as const
const bureau = '云岭县发展和改革局'
const auditTeam = '云岭县发展和改革局成本监审组'

const opening: StatementSeed[] = [
  {
    part: 'opening',
    speaker: '听证主持人',
    speakerKind: 'chair',
    body: '听证会现在开始。应到听证参加人23名，实到22名，1名消费者因病请假。旁听席和媒体席已经就座，会议全程录音。参加人发言每次不超过5分钟，请围绕听证方案，不针对个人。',
  },
  {
    part: 'presentation',
    speaker: bureau,
    speakerKind: 'agency',
    clause: '二、（一）',
    body: '现在介绍调价方案。现行居民供热价格每平方米20.80元，执行11年。我们提出两个方案：方案一，一次调到23.20元；方案二，分两个采暖期，先到22.00元，再到23.40元。两个方案都对1260户低收入家庭按原价收费。',
  },
  {
    part: 'presentation',
    speaker: auditTeam,
    speakerKind: 'agency',
    clause: '一、（二）',
    body: '介绍成本监审情况。企业上报每平方米25.91元，核减2.27元，核定23.64元。核减的三大项是超定额管理费用、非居民供热的工程支出和重复计提的折旧。监审报告在听证会15日前送达各位，封面之后第6页有核减明细表。',
  },
]

const stated: StatementSeed[] = [
  {
    by: yuntai('retired'),
    clause: '二、（二）',
    issue: 'two-steps',
    body: '我和老伴住东关社区，两个人退休金加起来不到五千块。不涨当然最好，可管子年年漏，我也知道不花钱修不好。要涨就分两年涨，我赞成方案二。一下子多两百多，正好赶上买年货、交物业费，手头紧。',
  },
  {
    by: hewan('greenhouse'),
    clause: '二、（二）',
    issue: 'two-steps',
    body: '河湾镇区这两年才接上集中供热，很多人家是咬着牙交的初装费。我问了一个单元十二户，九户选方案二。但有一条，第二年的23.40元比方案一还高两毛，这两毛钱大家想不通，请说清楚。',
  },
  {
    by: shiqiao('shop'),
    clause: '四、（一）',
    issue: 'refund',
    body: '石桥镇供热站的末端小区，去年腊月我家里15度，小孩穿着羽绒服写作业。价钱可以商量，先把温度保住。温度不到，涨一分钱我都不同意。',
  },
  {
    by: yuntai('night-shift'),
    clause: '四、（二）',
    issue: 'refund',
    body: '去年我打了三次电话申请测温，来的人说白天来，可我白天上班，最后不了了之。建议测温要能约晚上和周末，48小时内上门，逾期不来就按用户自己拍的温度计照片退。',
  },
  {
    by: hewan('young'),
    clause: '一、（二）',
    issue: 'cost',
    body: '材料里燃料占58%，可没写这三年买煤买气的单价是多少、跟谁买的。我们老百姓不懂成本，但看得懂发票。请把燃料采购的数量、单价和供应商按年公布。',
  },
  {
    by: yuntai('newly-built'),
    clause: '二、（三）',
    issue: 'metering',
    body: '我们柳岸的新小区装了热量表，交房三年一直当摆设。我家白天没人，关小了也省不下一分钱。既然写了可以选择按热量计费，就请写个日子，别总是“另行制定”。',
  },
  {
    by: shiqiao('empty-house'),
    clause: '四、（三）',
    issue: 'base-fee',
    body: '我在外地打工，房子五年没住人，每年还要交30%的基础热费，一套房六百多。管子从我家过，我认该交一点，但30%太高了，建议降到20%以下。',
  },
  {
    by: yuntai('teacher'),
    clause: '二、（一）',
    issue: 'no-rise',
    body: '我不同意现在涨价。企业亏损一千五百多万，里面有多少是跑冒滴漏？去年水表显示二次管网失水率将近4%，行业要求是1%到2%。先把漏的堵上，再来说涨多少。',
  },
  {
    by: hewan('carer'),
    clause: '三、（一）',
    issue: 'low-income',
    body: '我照顾着一位瘫痪的母亲，家里收入比低保边缘线高一百多块，什么都够不上。她怕冷，屋里得20度。建议把重度残疾人和长期卧床的老人家庭也算进来，哪怕减一半差价。',
  },
  {
    by: { key: 'operator', group: 'affected', organisation: '云岭县热力有限公司' },
    clause: '一、（三）',
    issue: 'two-steps',
    body: '我代表供热公司说几句。核减我们接受。11年里燃料从每吨五百六涨到八百多，三年亏一千五百万是实打实的。从企业讲希望方案一，一步到位；如果大家选方案二，请财政把过渡期的补助同时定下来，不然第一年还是亏。',
  },
  {
    by: { key: 'economist', group: 'expert', organisation: '岭南财经学院价格研究所' },
    clause: '五、（三）',
    issue: 'linkage',
    body: '从定价机制看，11年不动、一动两块多，问题在于没有联动。建议第五部分把“燃料价格变化超过10%”写成有升有降的联动，跌了也要降，并写明多久算一次、谁来算、在哪里公布。',
  },
  {
    by: { key: 'engineer', group: 'expert', organisation: '省供热工程学会' },
    clause: '五、（二）',
    issue: 'pipes',
    body: '二级管网三年改46公里，每年15公里左右，施工期只有五个月，能做到，但要排好先后。失水率和末端室温是两个硬指标，建议先改东关、文昌和石桥供热站末端，并把每年改了哪些小区公布出来。',
  },
  {
    by: { key: 'deputy', group: 'deputy' },
    clause: '五、（一）',
    issue: 'cost',
    body: '我在代表联系点听到最多的话是“账要摆在明处”。每年公布一次成本我赞成，但只公布总数没有用。建议按燃料、人工、折旧、管网失水四项公布，并且请县人大财经委每年听一次汇报。',
  },
  {
    by: { key: 'cppcc', group: 'cppcc-member' },
    clause: '三、（二）',
    issue: 'low-income',
    body: '“不需要本人申请”这一条写得好。低保名单每月都在变，建议民政和供热公司每月对一次，采暖期中间新进名单的，从当月起退差价。',
  },
  {
    by: {
      key: 'consumers-union',
      group: 'organisation',
      organisation: '云岭县消费者权益保护委员会',
    },
    clause: '四、（二）',
    issue: 'refund',
    body: '县消费者权益保护委员会去年受理供热投诉312件，八成是温度和退费。测温不能由供热公司自己测自己，建议由社区和用户共同选第三方，费用按谁的责任谁出。',
  },
]

const debated: StatementSeed[] = [
  {
    by: hewan('greenhouse'),
    clause: '二、（二）',
    body: '我想请发改局当面回答：方案二最后为什么要比方案一贵两毛？',
  },
  {
    speaker: bureau,
    speakerKind: 'agency',
    clause: '二、（二）',
    body: '方案二第一年比成本低1.64元，少收的约305万元不能都由财政承担，测算时把其中一部分摊到以后年度，合每平方米两毛。刚才大家的疑问我们记下了，会重新测算能不能取消这两毛。',
  },
  {
    by: yuntai('teacher'),
    clause: '一、（三）',
    body: '请供热公司回答：上个采暖期二级管网失水率到底是多少？亏损里有多少是漏掉的水和热？',
  },
  {
    by: { key: 'operator', group: 'affected', organisation: '云岭县热力有限公司' },
    clause: '一、（三）',
    body: '上个采暖期二级管网失水率3.7%，比行业要求高。漏水造成的损失一年约130万元，监审时超过2%的部分已经核减，没有算进23.64元里。',
  },
  {
    by: { key: 'engineer', group: 'expert', organisation: '省供热工程学会' },
    clause: '五、（二）',
    isOpinion: true,
    issue: 'pipes',
    body: '我补充一句，失水率降到2%以内，每年能省下七十万元左右，相当于每平方米三毛多。建议把失水率写进方案，作为以后核成本的上限，降不下来的部分企业自己承担。',
  },
  {
    by: yuntai('night-shift'),
    clause: '四、（三）',
    isOpinion: true,
    issue: 'base-fee',
    body: '我不同意把基础热费降太多。我家上下两户都不住人，我家比别人冷三度。停热的人交一点，是因为邻居在给他家供暖。可以降，但不能不交。',
  },
  {
    by: shiqiao('empty-house'),
    clause: '四、（三）',
    body: '这位邻座说得有道理，我刚才也没说不交。那就20%，再加一条：中间想恢复用热，随时给开，不再收开阀费。',
  },
  {
    by: { key: 'economist', group: 'expert', organisation: '岭南财经学院价格研究所' },
    clause: '二、（三）',
    isOpinion: true,
    issue: 'metering',
    body: '热量计费宜用两部制，固定部分和按表部分各占一定比例，先在柳岸三个装了表的小区试一个采暖期，用真实数据再定全县的比例。',
  },
]

const closed: StatementSeed[] = [
  {
    part: 'closing',
    speaker: '听证主持人',
    speakerKind: 'chair',
    body: '各位参加人还有没有补充？没有。听证记录将在两日内整理完毕，通过各位的报名编号送到手机上，请核对自己的发言，有出入的可以要求更正，核对后确认签字；不愿意签字的，请写明理由。听证会到此结束。',
  },
]

/** What was said at the price hearing, in the order of Article 17: presented, stated, questioned and debated. */
export const transcript: StatementSeed[] = [
  ...opening,
  ...stated.map((one) => ({ ...one, part: 'statements' as const, isOpinion: true as const })),
  ...debated.map((one) => ({ ...one, part: 'debate' as const })),
  ...closed,
]
