/** What was not published, with the rule (its number in the published moderation rules) that says why. */
export const refused: { rule: 'off-topic' | 'advert' | 'insult' | 'privacy' | 'repeated'; body: string }[] = [
  { rule: 'off-topic', body: '路过，顶一下。' },
  { rule: 'off-topic', body: '测试测试，看看能不能发出去' },
  { rule: 'off-topic', body: '请问今年的取暖费什么时候开始交？' },
  { rule: 'off-topic', body: '我家门口的路灯坏了一个星期没人修，不知道找谁。' },
  { rule: 'off-topic', body: '哈哈哈哈哈哈哈哈' },
  { rule: 'off-topic', body: '孩子上学的片区什么时候公布？等着呢。' },
  { rule: 'off-topic', body: '111111' },
  { rule: 'off-topic', body: '县里能不能修个大点的体育馆，想打羽毛球。' },
  { rule: 'off-topic', body: '你好，在吗' },
  { rule: 'off-topic', body: '文昌街那家凉皮店味道真不错，推荐大家去。' },
  { rule: 'off-topic', body: '申请公租房要哪些材料，有没有人知道' },
  { rule: 'off-topic', body: '今天天气真好' },
  { rule: 'advert', body: '专业安装充电桩，价格优惠，量大从优，有需要的小区联系我，上门测量不收费。' },
  { rule: 'advert', body: '本店电动车新款到货，以旧换新最高抵八百，进店有礼，地址北门市场往里走。' },
  { rule: 'advert', body: '低息贷款，当天放款，不看征信，加微信了解。' },
  { rule: 'advert', body: '石墨烯电池，充一次跑三百公里，厂家直供，诚招云岭代理。' },
  { rule: 'advert', body: '承接车棚、雨棚、彩钢房，二十年老师傅，免费看场地。' },
  { rule: 'advert', body: '回收各种废旧电瓶，价格全县最高，电话打了就到。' },
  { rule: 'insult', body: '写这个办法的人脑子里装的都是水，没骑过车就别在这放屁。' },
  { rule: 'insult', body: '{区}的物业经理就是个混蛋，收钱第一名，早晚遭报应。' },
  { rule: 'insult', body: '骑电动车的都是没素质的穷鬼，全罚一遍就老实了。' },
  { rule: 'insult', body: '管充电桩那家公司一群骗子强盗，老板不得好死。' },
  { rule: 'insult', body: '外地来租房的没一个好东西，火都是他们引的，赶出去算了。' },
  { rule: 'insult', body: '城管一个个吃饱了撑的，拖我车的那个死胖子你等着。' },
  { rule: 'insult', body: '提议收停车费的是猪吗，滚。' },
  {
    rule: 'privacy',
    body: '{区}{楼}二单元四楼东户那一家，男的在粮站上班，女的离过婚，天天半夜拉线，你们去查他家。',
  },
  {
    rule: 'privacy',
    body: '我们对门的老人得了精神病，他儿子不管，车堵在楼道里，他家的事全院都知道，让我讲给你们听。',
  },
  {
    rule: 'privacy',
    body: '书院里三单元那个开白车的，欠了一屁股债，电动车停楼道是为了躲要账的，他在哪上班我也知道。',
  },
  { rule: 'privacy', body: '楼上租房的那几个姑娘，几点回来、带谁回来我都有记录，她们的电瓶就放床底下。' },
]

/** Refused, and the author asked for a second look. */
export const appealed = [
  {
    rule: 'off-topic' as const,
    body: '我家住五楼没电梯，七十多岁提不动电池，也走不到充电棚，只能不骑了。',
    words: '我说的就是第十二条。老人走不到充电棚，所以才说要近一点，怎么是无关呢？请再看一下。',
    granted: true,
    answer: '您说得对，这条意见讲的是充电设施的距离，与第十二条有关。原来的处理不妥，现予公开，并向您致歉。',
    issue: 'spots',
    clause: '第十二条',
  },
  {
    rule: 'insult' as const,
    body: '收停车费的都是吸血鬼，物业那几个废物除了要钱还会干什么，全家都该去喝西北风。',
    words: '我骂得难听，可我说的是事实，凭什么不公开？',
    granted: false,
    answer:
      '您对停放收费的意见我们理解，也已有不少人提出，正在一并研究。这条文字对具体的人使用了侮辱性的言语，按照审核规则第三项仍不予公开。请换一种说法重新提交，我们会照样办理。',
  },
]

/** Numbers that lead to a person: the original keeps them, the public reads the masked words (L3). */
export const privateWords = [
  {
    body: '有事可以打我电话{电话}，我能带你们去现场看。',
    mask: '有事可以打我电话（手机号已遮盖），我能带你们去现场看。',
  },
  { body: '我的手机是{电话}，欢迎核实。', mask: '我的手机是（手机号已遮盖），欢迎核实。' },
  {
    body: '那辆堵门的面包车是{车牌}，天天停在充电棚前头。',
    mask: '那辆堵门的面包车是（车牌号已遮盖），天天停在充电棚前头。',
  },
  { body: '我身份证{身份证}，实名反映，不怕。', mask: '我身份证（身份证号已遮盖），实名反映，不怕。' },
]

/** The author's second thoughts, by code. */
export const corrections = [
  { add: '补充：刚才忘了说，我们院子没有物业，请街道考虑。', outcome: 'before-publishing' as const },
  { add: '更正：前面写的价格记错了，应当是一块四一度。', outcome: 'before-publishing' as const },
  { add: '再补一句：晚上九点以后最紧张。', outcome: 'taken-up' as const },
  { add: '更正：不是{区}全部，是我们{楼}。', outcome: 'taken-up' as const },
  { add: '算了，当我没说，跟你们说了也白说，一帮饭桶。', outcome: 'refused' as const },
]
