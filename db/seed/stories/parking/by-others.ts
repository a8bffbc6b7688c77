import type { InterpretationSeed } from '../../types'

const primaryInterpreter = { name: '段承志', title: '县城市管理局局长' }
const own = { department: 'urban-management', primaryInterpreter }

/** By the head of the department, by an expert, by the press. */
export const byOthers: InterpretationSeed[] = [
  {
    ...own,
    form: 'head',
    title: '段承志：把车位还给来办事的人',
    author: '段承志',
    publishedDay: -38,
    blocks: [
      { type: 'heading', level: 2, text: '我们想办成什么事', element: 'aims' },
      {
        type: 'paragraph',
        text: '去年我在府前路站了三个早上，看见同一辆车从7点停到下午6点，后面排着送孩子、取药、买菜的人。车位不是不够，是转不动。这个办法就想办成一件事：谁来办事，谁能停下。',
      },
      { type: 'heading', level: 2, text: '三个我被问得最多的问题', element: 'notes' },
      {
        type: 'qa',
        q: '会不会变成罚款的由头？',
        a: '不会。欠费只催告，不罚款，不报送信用信息。经营者多收一块钱，市场监督管理局来查，严重的解除合同。',
      },
      { type: 'quote-clause', label: '第二十条' },
      {
        type: 'qa',
        q: '老人不会扫码怎么办？',
        a: '每个路段都有收费员，现金照收。哪个路段没有人、不收现金，打0000-0000126，当天去看。',
      },
      { type: 'quote-clause', label: '第十五条' },
      {
        type: 'qa',
        q: '以后会涨价吗？',
        a: '有效期5年。要调整，先调查成本，再开听证会，结果公布了才能动。',
      },
      { type: 'quote-clause', label: '第二十一条' },
    ],
  },
  {
    ...own,
    form: 'expert',
    title: '陆知远：30分钟免费是怎么算出来的',
    author: '陆知远（云岭学院交通规划教研室）',
    publishedDay: -34,
    blocks: [
      {
        type: 'paragraph',
        text: '受县城市管理局委托，我们在县城两个路段跟踪了4200次停车。下面只说一件事：免费时长定多少合适。',
        element: 'standards',
      },
      {
        type: 'chart',
        kind: 'lines',
        title: '免费时长不同，车位空出来的机会',
        unit: '%',
        note: '随机到达一辆车时，200米内至少有一个空位的比例，模拟结果。',
        columns: ['一类区域', '二类区域'],
        rows: [
          { label: '不免费', values: [71, 88] },
          { label: '15分钟', values: [69, 87] },
          { label: '30分钟', values: [66, 86] },
          { label: '45分钟', values: [54, 81] },
          { label: '60分钟', values: [41, 73] },
        ],
      },
      {
        type: 'paragraph',
        text: '从15分钟放宽到30分钟，空位的机会只少3个百分点，却让四成短停的人不用付钱；再放宽到60分钟，一类区域就重新停满了。所以我们建议30分钟。',
      },
      { type: 'quote-clause', label: '第八条' },
      {
        type: 'keyTerm',
        term: '周转率',
        definition: '一个车位一天里先后停过几辆车。周转率越高，来办事的人越容易停下。',
        source: '',
      },
    ],
  },
  {
    ...own,
    form: 'press',
    title: '云岭融媒：跟着收费员走一天',
    author: '云岭融媒记者 苏见山',
    publishedDay: -33,
    blocks: [
      {
        type: 'paragraph',
        text: '早上7点50分，收费员老周换好马甲，先把府前路的公示牌擦了一遍。牌子上写着时段、标准、免费的情形和投诉电话。“有人问，我就指给他看，不用争。”',
        explains: ['第十四条'],
      },
      {
        type: 'paragraph',
        text: '一上午，老周遇到6位不会扫码的老人，都收了现金，撕了票。有一位忘带残疾人证，他记下车牌，请对方下次补看，先放行。',
        explains: ['第十五条', '第十六条'],
      },
      {
        type: 'paragraph',
        text: '晚上8点整，他把计时器关了。“8点以后停进来的，一分钱不收。”',
        explains: ['第七条'],
      },
    ],
  },
]
