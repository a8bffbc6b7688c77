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
      { type: 'heading', level: 2, text: '为什么要重新制定' },
      {
        type: 'paragraph',
        text: '原来的收费规定已经执行8年。这8年里县城多了一万五千辆车，府前路、文昌街一带白天几乎没有空位，四成车位被同一辆车从早占到晚。新办法想解决的不是“多收钱”，而是让来办事、看病、买菜的人停得下、走得快。',
      },
      { type: 'heading', level: 2, text: '您的意见改变了什么' },
      {
        type: 'paragraph',
        text: '公开征求意见期间共收到19条意见，其中撤回1条、未予公开1条，17条全部归入12个问题研究，8个采纳、2个部分采纳、1个不采纳、1个解释说明。变化最大的是下面四处。',
      },
      {
        type: 'table',
        rows: [
          ['事项', '征求意见稿', '正式文件'],
          ['收费时段', '7时30分至22时', '8时至20时'],
          ['免费时长', '15分钟', '30分钟'],
          ['一类区域24小时封顶', '30元', '20元'],
          ['夜间包月', '150元，20时至次日8时', '100元，18时至次日9时'],
        ],
      },
      { type: 'heading', level: 2, text: '看病停车' },
      { type: 'quote-clause', label: '第十条' },
      {
        type: 'paragraph',
        text: '这一条是根据北塬、石桥两地群众的意见新增的。出场前在收费亭或者自助机出示当日挂号单、缴费单、住院腕带中的任意一种即可，不需要提前登记。',
      },
      { type: 'heading', level: 2, text: '夜间包月怎么办' },
      { type: 'quote-clause', label: '第十一条' },
      {
        type: 'list',
        ordered: true,
        items: [
          '带房产证或者社区开具的居住证明、行驶证，到县政务服务大厅城市管理窗口申请，也可以由社区代办。',
          '窗口当场核对，3个工作日内分配路段。同一路段申请超过泊位数的，公开抽签。',
          '按月缴费，不押证件，不收押金，停用当月不足15天的退还一半。',
        ],
      },
      { type: 'heading', level: 2, text: '钱到哪里去' },
      { type: 'quote-clause', label: '第十七条' },
      {
        type: 'paragraph',
        text: '经营服务费的上限是收入的45%，写在招标文件里；其余全部缴入国库。每年3月底前，账目在县政府网站公布，欢迎监督。',
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
