import type { InterpretationSeed } from '../../types'

const primaryInterpreter = { name: '段承志', title: '县城市管理局局长' }

export const interpretations: InterpretationSeed[] = [
  {
    form: 'text',
    title: '《云岭县机动车停车收费管理办法》解读',
    department: 'urban-management',
    author: '何星野',
    primaryInterpreter,
    publishedDay: -38,
    blocks: [
      { type: 'heading', level: 2, text: '为什么要重新制定', element: 'background' },
      {
        type: 'paragraph',
        text: '原来的收费规定已经执行8年。这8年里县城多了一万五千辆车，府前路、文昌街一带白天几乎没有空位，四成车位被同一辆车从早占到晚。新办法想解决的不是“多收钱”，而是让来办事、看病、买菜的人停得下、走得快。',
        explains: ['第一条'],
      },
      {
        type: 'chart',
        kind: 'bars',
        title: '府前路一个车位一天停几辆车',
        unit: '辆',
        note: '县城市管理局在2个路段各调查7天，取平均数。',
        columns: ['去年调查', '试点一个月后'],
        rows: [
          { label: '8时至12时', values: [1.6, 3.9] },
          { label: '12时至16时', values: [1.2, 3.1] },
          { label: '16时至20时', values: [1.8, 4.2] },
        ],
      },
      {
        type: 'gallery',
        caption: '府前路的样子（示意图）',
        pictures: [
          {
            picture: 'parking-street-before',
            alt: '改造前的示意图：汽车停上人行道，压住盲道，行人只有一个。',
            caption: '改造前：车停上了人行道',
          },
          {
            picture: 'parking-street-after',
            alt: '改造后的示意图：路边划出七个泊位，停着四辆车，盲道畅通，行人走在人行道上。',
            caption: '改造后：泊位划清，盲道畅通',
          },
        ],
      },
      { type: 'heading', level: 2, text: '和您有什么关系', element: 'scope' },
      {
        type: 'audience',
        element: 'benefits',
        rows: [
          { who: '来县城办事、买菜的人', what: '停半小时以内不收钱；晚上8点到早上8点不收钱。' },
          {
            who: '看病的人和陪护',
            what: '凭当日挂号单或者缴费单，在医院停车场每天免费停2小时；住院陪护一人每天最多5元。',
          },
          { who: '没有停车场的老旧小区居民', what: '可以办夜间包月，每月100元，每户限一辆。' },
          { who: '残疾人', what: '自己开车，或者坐车时出示残疾人证，免费。' },
          { who: '开新能源汽车的人', what: '每天第一次停放免费2小时。' },
        ],
        except: '小区里业主共有的车位、商场和写字楼自己的停车场，不按这个办法收费。',
        explains: ['第二条', '第十二条'],
      },
      { type: 'heading', level: 2, text: '您的意见改变了什么', element: 'differences' },
      {
        type: 'paragraph',
        text: '公开征求意见期间共收到19条意见，其中撤回1条、未予公开1条，17条全部归入12个问题研究，8个采纳、2个部分采纳、1个不采纳、1个解释说明。变化最大的是下面四处。',
      },
      {
        type: 'beforeAfter',
        title: '征求意见稿和正式文件',
        before: '征求意见稿',
        after: '正式文件',
        rows: [
          { what: '收费时段', before: '每日7时30分至22时', after: '每日8时至20时', clause: '第七条' },
          {
            what: '免费时长',
            before: '停放不超过15分钟免费',
            after: '停放不超过30分钟免费',
            clause: '第八条',
          },
          { what: '一类区域封顶', before: '24小时内最高30元', after: '24小时内最高20元', clause: '第八条' },
          {
            what: '夜间包月',
            before: '每月150元，20时至次日8时',
            after: '每月100元，18时至次日9时',
            clause: '第十一条',
          },
        ],
      },
      { type: 'heading', level: 2, text: '看病停车', element: 'content' },
      { type: 'quote-clause', label: '第十条' },
      {
        type: 'paragraph',
        text: '这一条是根据北塬、石桥两地群众的意见新增的。出场前在收费亭或者自助机出示当日挂号单、缴费单、住院腕带中的任意一种即可，不需要提前登记。',
      },
      { type: 'heading', level: 2, text: '夜间包月怎么办' },
      { type: 'quote-clause', label: '第十一条' },
      {
        type: 'steps',
        steps: [
          {
            title: '备好三样东西',
            text: '房产证或者社区开具的居住证明、行驶证、申请表。申请表可以在下面下载，窗口也有。',
          },
          { title: '到窗口，或者请社区代办', text: '县政务服务大厅城市管理窗口，工作日8时30分至17时30分。' },
          {
            title: '当场核对，3个工作日分配路段',
            text: '同一路段申请超过泊位数的，公开抽签，抽签时您可以在场。',
          },
          { title: '按月缴费', text: '不押证件，不收押金。停用当月不足15天的，退还一半。' },
        ],
      },
      { type: 'download', file: 'parking-form.docx', title: '夜间包月申请表' },
      { type: 'heading', level: 2, text: '几个说法' },
      {
        type: 'keyTerm',
        element: 'terms',
        term: '政府非税收入',
        definition:
          '税收以外，政府依法收取、归国家所有的钱，例如道路停车费。它必须缴入国库，收多少、花在哪里都要公布，收的单位不能自己留用。',
        source: '本办法第十七条',
      },
      { type: 'heading', level: 2, text: '请留意', element: 'notes' },
      {
        type: 'list',
        items: [
          '免费时长从车停进车位算起；中途开走再停回来，重新计时，但是当天封顶的钱数不变。',
          '包月的车白天停放，照样按次收费。',
          '收费员不给票据的，您可以不付钱。',
        ],
        explains: ['第十六条'],
      },
      {
        type: 'timeline',
        title: '什么时候开始',
        entries: [
          { when: '印发之日', what: '文件和解读一同公布。' },
          { when: '印发后15日', what: '各路段换好收费公示牌，写明时段、标准和投诉电话。' },
          { when: '印发后20日', what: '开始受理夜间包月申请。' },
          { when: '印发后30日', what: '办法施行，按新标准收费。' },
        ],
        explains: ['第二十一条'],
      },
      { type: 'heading', level: 2, text: '钱到哪里去', element: 'aims' },
      { type: 'quote-clause', label: '第十七条' },
      {
        type: 'chart',
        kind: 'shares',
        title: '去年收的停车费用到了哪里',
        unit: '万元',
        note: '依据县城市管理局公布的收支情况。',
        columns: ['支出'],
        rows: [
          { label: '经营服务费', values: [176] },
          { label: '公共停车场建设', values: [142] },
          { label: '道路和标线养护', values: [73] },
        ],
      },
      {
        type: 'paragraph',
        text: '经营服务费的上限是收入的45%，写在招标文件里；其余全部缴入国库。每年3月底前，账目在县政府网站公布，欢迎监督。',
        element: 'standards',
      },
    ],
  },
  {
    form: 'figure',
    title: '停车收费时段一图读懂',
    department: 'urban-management',
    author: '何星野',
    primaryInterpreter,
    publishedDay: -38,
    blocks: [
      {
        type: 'image',
        picture: 'parking-times',
        alt: '一天24小时的停车收费时段图：8时至20时收费，20时至次日8时免费；夜间包月时段为18时至次日9时，每月100元。一类区域首小时3元，封顶20元；二类区域首小时2元，封顶12元；30分钟内免费。',
        caption: '道路泊位一天怎么收费',
      },
      { type: 'quote-clause', label: '第七条' },
      { type: 'quote-clause', label: '第八条' },
      {
        type: 'longImage',
        picture: 'parking-guide',
        alt: '停车收费长图，分六格：什么时候收费、收多少、看病怎么停、夜里怎么停、谁免费、怎么付和怎么投诉。',
        text: '一、什么时候收费（第七条）：8时至20时收费，其余时间免费。\n二、收多少（第八条）：一类区域首小时3元，一天最多20元；二类区域首小时2元，一天最多12元。停放不超过30分钟，不收费。\n三、看病怎么停（第十条）：拿着当天的挂号单、缴费单或住院凭证，在医院停车场每天免费停2小时。住院患者的一名陪护，每天最多5元。\n四、夜里怎么停（第十一条）：没有停车场的老旧小区居民，可以办夜间包月，18时至次日9时，每月100元，每户限一辆。\n五、谁免费（第十二条）：执行任务的军车、警车、消防车、救护车等；残疾人驾驶或者接送残疾人的机动车；新能源汽车每天首次停放免费2小时。\n六、怎么付、怎么投诉（第十五条、第十九条）：手机、现金都可以，不得拒收现金。对收费有异议，先找经营者，3个工作日内答复；不满意，向县市场监督管理局投诉。',
        explains: ['第十条', '第十一条', '第十二条', '第十五条', '第十九条'],
      },
    ],
  },
  {
    form: 'questions',
    title: '停车收费六问六答',
    department: 'urban-management',
    author: '宋微澜',
    primaryInterpreter,
    publishedDay: -36,
    blocks: [
      {
        type: 'qa',
        q: '停45分钟收多少钱？',
        a: '超过30分钟的，从开始停放时起算首小时。一类区域收3元，二类区域收2元。',
      },
      {
        type: 'qa',
        q: '19时停到第二天早上，怎么收？',
        a: '只计19时至20时这一小时。20时以后不计费，第二天8时以后继续停放的，重新计费。',
      },
      { type: 'quote-clause', label: '第七条' },
      {
        type: 'qa',
        q: '不会用手机，能交现金吗？',
        a: '能。每条路段都有收费员，不得拒收现金；遇到拒收，请拨打0000-0000126。',
      },
      { type: 'quote-clause', label: '第十五条' },
      {
        type: 'qa',
        q: '忘了交费会影响贷款吗？',
        a: '不会。正式文件删去了报送信用信息平台的规定，只催告，仍不缴纳的通过民事途径追缴。',
      },
      { type: 'qa', q: '小区里的车位也按这个收吗？', a: '不按。小区业主共有的车位由业主共同决定。' },
      {
        type: 'qa',
        q: '收费员不给票，怎么办？',
        a: '可以拒绝付费，并记下路段和时间投诉，县市场监督管理局会在3个工作日内联系您。',
      },
    ],
  },
]
