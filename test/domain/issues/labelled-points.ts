/** Written for the tests: what people could say about a parking regulation, with the issue where a person would put it. */
export const issues = [
  {
    ...{
      id: 1,
      title: '免费时长延长到30分钟',
      summary: '接送孩子、买菜、取药时间不够，15分钟太短。',
      clauseIds: [7],
    },
    examples: [
      '免费时间从15分钟延长到30分钟吧，接孩子放学根本来不及。',
      '买个菜一来一回就要20多分钟，15分钟免费太短了。',
    ],
  },
  {
    ...{ id: 2, title: '缩短夜间收费时段', summary: '晚上八点以后不收费，早上八点开始。', clauseIds: [6] },
    examples: ['晚上八点以后路上车少，就不要收费了。', '建议收费时段改成早八点到晚八点。'],
  },
  {
    ...{ id: 3, title: '降低夜间包月价格', summary: '150元太贵，建议每月60元至80元。', clauseIds: [9] },
    examples: ['包月150块对老小区居民太贵了，60块差不多。', '夜间包月能不能便宜点，80元一个月可以接受。'],
  },
  {
    ...{ id: 4, title: '保留现金和人工收费', summary: '老年人不会扫码缴费。', clauseIds: [13] },
    examples: [
      '我父亲七十多岁，不会用手机扫码，请保留现金。',
      '老人没有智能手机，怎么扫码缴费？应当有人工收费。',
    ],
  },
  {
    ...{ id: 5, title: '减免就医和陪护停车费', summary: '到县医院看病、陪护停车费负担重。', clauseIds: [8] },
    examples: [
      '在县医院陪护住院病人，停一天车要三四十，太重了。',
      '看病的人停车应该减免，乡下来一趟医院不容易。',
    ],
  },
  {
    ...{ id: 6, title: '欠费不与信用记录挂钩', summary: '几块钱停车费报送征信处罚过重。', clauseIds: [17] },
    examples: ['几块钱停车费没交就上征信，太过分了。', '有人根本不知道自己欠费，不能直接影响信用记录。'],
  },
  {
    ...{ id: 7, title: '公布停车费收支', summary: '收了多少钱、用在哪里，每年公布。', clauseIds: [15] },
    examples: ['一年收了多少停车费，用到哪里去了，应当公布。', '请每年把停车费的收入和支出向社会公开。'],
  },
  {
    ...{
      id: 8,
      title: '新能源汽车免费停放',
      summary: '新能源汽车不限时免费，增加充电泊位。',
      clauseIds: [10],
    },
    examples: ['新能源车全天免费停，鼓励大家买电车。', '建议给新能源汽车免费，再多修一些充电桩泊位。'],
  },
]

/** 0: none of them. */
export const points: { body: string; clauseId: number | null; issue: number }[] = [
  { body: '免费15分钟连接孩子放学都不够，至少30分钟。', clauseId: 7, issue: 1 },
  { body: '去药店取个药都要排队，免费时长太短，建议延长。', clauseId: 7, issue: 1 },
  { body: '建议免费半小时，15分钟太短了。', clauseId: null, issue: 1 },
  { body: '接送孩子的家长多，免费时间能不能延长到半个钟头', clauseId: 7, issue: 1 },
  { body: '老人买菜走得慢，15分钟免费不够用。', clauseId: null, issue: 1 },
  { body: '晚上八点以后不要收费，散步吃饭的人多。', clauseId: 6, issue: 2 },
  { body: '收费到22点太晚，建议晚上八点以后免费。', clauseId: 6, issue: 2 },
  { body: '早上八点再开始收费吧，六点半就收太早了。', clauseId: 6, issue: 2 },
  { body: '收费时段改成早八点到晚八点比较合理。', clauseId: null, issue: 2 },
  { body: '夜间包月150元太贵，降到80元。', clauseId: 9, issue: 3 },
  { body: '我们老小区没有车位，包月150块太贵，60块可以。', clauseId: 9, issue: 3 },
  { body: '包月价格能不能便宜点，一年下来一千八。', clauseId: 9, issue: 3 },
  { body: '夜间包月每月60元比较合适', clauseId: null, issue: 3 },
  { body: '我妈没有智能手机，不会扫码，请保留人工收费。', clauseId: 13, issue: 4 },
  { body: '必须能用现金，老年人不会用手机扫码缴费。', clauseId: 13, issue: 4 },
  { body: '七十多岁的老人怎么扫码？保留现金吧。', clauseId: null, issue: 4 },
  { body: '不能只让扫码，现金也是钱，不得拒收现金。', clauseId: 13, issue: 4 },
  { body: '来县医院看病停车应该减免。', clauseId: 8, issue: 5 },
  { body: '住院病人的陪护，停一天车三四十块，负担太重。', clauseId: 8, issue: 5 },
  { body: '乡下人到医院看一次病不容易，停车费请减免。', clauseId: null, issue: 5 },
  { body: '就医当天的停车费希望能免掉一部分，陪护也算。', clauseId: 8, issue: 5 },
  { body: '几块钱的停车费就影响信用记录，太过分。', clauseId: 17, issue: 6 },
  { body: '欠费不能上征信，有人根本不知道自己欠费。', clauseId: 17, issue: 6 },
  { body: '停车欠费和信用记录挂钩，处罚过重。', clauseId: null, issue: 6 },
  { body: '一年收多少停车费要向社会公开。', clauseId: 15, issue: 7 },
  { body: '停车费的收入和支出每年公布一次。', clauseId: 15, issue: 7 },
  { body: '收的钱用到哪里去了？应当公布。', clauseId: null, issue: 7 },
  { body: '新能源汽车全天免费停，政府应该鼓励。', clauseId: 10, issue: 8 },
  { body: '多修充电桩泊位，新能源车免费。', clauseId: 10, issue: 8 },
  { body: '电车鼓励了这么多年，建议新能源汽车免费停放。', clauseId: null, issue: 8 },
  { body: '人行道上画的停车位挡住了盲道，请取消。', clauseId: 7, issue: 0 },
  { body: '摩托车和三轮车停在哪里？办法里没有写。', clauseId: 6, issue: 0 },
  { body: '收费员态度不好，要加强培训。', clauseId: 13, issue: 0 },
  { body: '文昌街两边划线太窄，大车停不进去。', clauseId: null, issue: 0 },
  { body: '建议在学校门口设置即停即走的临时上下客区。', clauseId: 3, issue: 0 },
  { body: '货车夜里占着泊位，能不能另外划地方。', clauseId: 9, issue: 0 },
  { body: '泊位线褪色看不清，被误罚过。', clauseId: null, issue: 0 },
  { body: '第三条的“管理单位”到底是哪个部门？请写清楚。', clauseId: 3, issue: 0 },
  { body: '支持这个办法，早就该管一管乱停车了。', clauseId: null, issue: 0 },
  { body: '小区门口的僵尸车没有人拖走。', clauseId: 17, issue: 0 },
]
