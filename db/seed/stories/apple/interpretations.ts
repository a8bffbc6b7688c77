import type { InterpretationSeed } from '../../types'

const primaryInterpreter = { name: '邱广仁', title: '县农业农村局局长' }

export const interpretations: InterpretationSeed[] = [
  {
    form: 'text',
    title: '果子存得住，价钱等得起——苹果冷链仓储补贴解读',
    department: 'agriculture',
    author: '田禾青',
    primaryInterpreter,
    publishedDay: -46,
    blocks: [
      { type: 'heading', level: 2, text: '为什么补冷库' },
      {
        type: 'paragraph',
        text: '柳坪镇果园村的果农算过一笔账：同样的果子，10月地头卖和第二年3月出库卖，每公斤差一块多钱，扣掉贮藏和损耗，还能多挣七八毛。难的是没有库。全县每年19万吨苹果，能存下的不到6万吨。',
      },
      { type: 'heading', level: 2, text: '能补多少' },
      { type: 'quote-clause', label: '二、（二）' },
      {
        type: 'paragraph',
        text: '举例：三户果农联合建一座300吨的机械冷库，造价34万元，每吨补300元，共9万元，没有超过造价的30%（10.2万元），可以全额领取。',
      },
      {
        type: 'table',
        rows: [
          ['设施', '每吨补贴', '300吨可补', '1000吨可补'],
          ['通风贮藏库', '100元', '3万元', '10万元'],
          ['机械冷库', '300元', '9万元', '30万元'],
          ['气调冷库', '500元', '15万元', '50万元'],
        ],
      },
      { type: 'heading', level: 2, text: '意见改变了什么' },
      {
        type: 'list',
        items: [
          '门槛由200吨降到100吨，散户三户以上可以联合申报。',
          '单个主体上限由80万元降到60万元，让更多主体有机会。',
          '建成后的验收申请时间由30日放宽到60日。',
          '新增代贮服务的要求，没有库的果农也能受益。',
        ],
      },
      { type: 'quote-clause', label: '四、（二）' },
      { type: 'heading', level: 2, text: '需要注意' },
      {
        type: 'paragraph',
        text: '一定要在动工以前申报。没有经过乡镇现场核查就开工的，无法认定原状，不能补贴。用地手续可以先到乡镇自然资源窗口免费咨询。',
      },
    ],
  },
  {
    form: 'figure',
    title: '一图看懂冷库补贴申领流程',
    department: 'agriculture',
    author: '田禾青',
    primaryInterpreter,
    publishedDay: -46,
    blocks: [
      {
        type: 'image',
        picture: 'apple-steps',
        alt: '苹果冷链补贴申领五步：第一步建设前到乡镇申报；第二步乡镇7个工作日内现场核查；第三步建成后60日内申请验收；第四步县里15个工作日内验收；第五步公示7日后20个工作日内拨付。',
        caption: '申领五步，先申报后动工',
      },
      { type: 'quote-clause', label: '三、（二）' },
    ],
  },
  {
    form: 'questions',
    title: '冷链补贴果农八问',
    department: 'agriculture',
    author: '叶知秋',
    primaryInterpreter,
    publishedDay: -44,
    blocks: [
      {
        type: 'qa',
        q: '我只有6亩果园，够得上吗？',
        a: '单独建库一般不划算。可以找两户以上邻居签联合建库协议，合起来100吨就能申报。',
      },
      { type: 'quote-clause', label: '三、（一）' },
      { type: 'qa', q: '去年已经建好的库能补吗？', a: '不能。本方案从印发之日起施行，先申报、后建设。' },
      { type: 'qa', q: '旧库改造扩容呢？', a: '新增的有效贮藏量按同样标准补，原有部分不补。' },
      { type: 'qa', q: '二手冷藏车补不补？', a: '不补，只补新购设备，按购置价格20%，单台最多10万元。' },
      {
        type: 'qa',
        q: '造价发票丢了一部分怎么办？',
        a: '没有发票的部分不计入造价。可以请开票单位补开，或者提供经审计的造价报告。',
      },
      {
        type: 'qa',
        q: '库建好以后能不能卖？',
        a: '五年内可以转让，但接手的人要继续存农产品，并向县农业农村局备案。',
      },
      { type: 'quote-clause', label: '四、（一）' },
      {
        type: 'qa',
        q: '没有库，能存到别人库里吗？',
        a: '可以。领了补贴的库在采收期要拿出至少两成库容代贮，价格贴在库门口。',
      },
      { type: 'qa', q: '钱多久到账？', a: '验收合格后公示7日，没有异议的20个工作日内打到申报主体账户。' },
    ],
  },
]
