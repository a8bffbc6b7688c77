import type { Story } from '../../types'
import { policyText, trialText } from './texts'

export const elderCareTrial: Story = {
  slug: 'elder-care-trial',
  policy: {
    title: '云岭县养老服务补贴办法（试行）',
    documentNumber: { prefix: '岭政办发', serial: 33 },
    indexNumber: 'YL-MZ-0033',
    theme: '民政、养老、救助',
    kind: 'normative',
    issuingDepartment: 'office',
    draftingDepartment: 'civil-affairs',
    text: trialText,
    signedDay: -1230,
    publishedDay: -1226,
    effectiveDay: -1230,
    validity: 'lapsed',
    lapsedDay: -142,
    replacedBy: 'elder-care',
    audience: ['经济困难老年人及其家属'],
    origin: 'registered',
  },
  interpretations: [
    {
      form: 'text',
      title: '《云岭县养老服务补贴办法（试行）》解读',
      department: 'civil-affairs',
      author: '安若素',
      primaryInterpreter: { name: '秦慕贤', title: '县民政局局长' },
      publishedDay: -1226,
      blocks: [
        {
          type: 'paragraph',
          text: '这是我县首次向经济困难老年人发放养老服务补贴，先试行三年，边做边听意见。',
        },
        { type: 'quote-clause', label: '第三条' },
        { type: 'paragraph', text: '补贴按季度打到社会保障卡。失能老人需要先到二级以上医院开具诊断证明。' },
      ],
    },
  ],
}

export const elderCare: Story = {
  slug: 'elder-care',
  policy: {
    title: '云岭县养老服务补贴办法',
    documentNumber: { prefix: '岭政办发', serial: 36 },
    indexNumber: 'YL-MZ-0036',
    theme: '民政、养老、救助',
    kind: 'normative',
    issuingDepartment: 'office',
    draftingDepartment: 'civil-affairs',
    text: policyText,
    signedDay: -142,
    publishedDay: -140,
    effectiveDay: -142,
    validity: 'valid',
    audience: ['经济困难老年人及其家属', '养老服务机构'],
    origin: 'registered',
  },
  interpretations: [
    {
      form: 'text',
      title: '养老服务补贴有了哪些变化',
      department: 'civil-affairs',
      author: '安若素',
      primaryInterpreter: { name: '秦慕贤', title: '县民政局局长' },
      publishedDay: -140,
      blocks: [
        { type: 'heading', level: 2, text: '为什么改' },
        {
          type: 'paragraph',
          text: '试行三年，全县有1870位老人领过补贴。回访时老人说得最多的是三句话：“六十块钱请不来人”“为开一张证明跑医院两趟”“搬到县城儿子家就停了”。新办法逐条作了回应。',
        },
        {
          type: 'image',
          picture: 'elder-care-compare',
          alt: '养老服务补贴新旧对比：年龄由70周岁降到65周岁；自理由60元提高到80元，部分失能由100元提高到180元，完全失能由200元提高到360元；评估由自费改为财政承担；办理由30个工作日缩短到12个工作日。',
          caption: '养老服务补贴，新旧对照',
        },
        { type: 'heading', level: 2, text: '钱怎么用' },
        { type: 'quote-clause', label: '第三条' },
        {
          type: 'paragraph',
          text: '补贴变成每个月的“服务额度”，存在社会保障卡里，请人做饭、助浴、打扫都能用，用不完的能攒六个月。村里还没有定点机构的，仍然可以领现金。',
        },
        { type: 'heading', level: 2, text: '评估不用自己跑' },
        { type: 'quote-clause', label: '第六条' },
        { type: 'heading', level: 2, text: '原来领着的老人' },
        {
          type: 'paragraph',
          text: '什么都不用办，从新办法施行的当月起自动按新标准计算。搬到县内其他乡镇的，补贴跟着人走。',
        },
        { type: 'quote-clause', label: '第八条' },
      ],
    },
    {
      form: 'figure',
      title: '养老服务补贴新旧对照图',
      department: 'civil-affairs',
      author: '安若素',
      primaryInterpreter: { name: '秦慕贤', title: '县民政局局长' },
      publishedDay: -140,
      blocks: [
        {
          type: 'image',
          picture: 'elder-care-compare',
          alt: '养老服务补贴新旧对比：年龄由70周岁降到65周岁；自理由60元提高到80元，部分失能由100元提高到180元，完全失能由200元提高到360元；评估由自费改为财政承担；办理由30个工作日缩短到12个工作日。',
          caption: '养老服务补贴，新旧对照',
        },
        { type: 'quote-clause', label: '第二条' },
        { type: 'quote-clause', label: '第三条' },
      ],
    },
  ],
  concerns: [
    {
      day: -15,
      time: '15:25',
      kind: 'question',
      severity: 'ordinary',
      township: 'beiyuan',
      body: '母亲82岁瘫痪在床，上塬村没有你们说的定点机构，服务额度等于没有。能不能发现金？要不要去县里办？',
      publicTitle: '村里没有定点养老机构，能不能领现金？',
      publicBody: '82岁老人卧床，上塬村没有定点服务机构，养老服务补贴能否领取现金，是否要到县里办理？',
      clause: '第三条',
      department: 'civil-affairs',
      responses: [
        {
          hoursAfter: 19,
          spokesperson: '方静姝',
          blocks: [
            {
              type: 'paragraph',
              text: '可以领现金，也不用到县里。上塬村目前没有定点机构，符合第三条规定的情形，完全失能老人每月360元，按月打到社会保障卡。',
            },
            { type: 'quote-clause', label: '第三条' },
            {
              type: 'paragraph',
              text: '请把老人的身份证交给上塬村村民委员会代办，评估人员7个工作日内上门，不收费用。补贴从提出申请的当月算起。北塬乡日间照料站建成后，您也可以改选服务额度。',
            },
          ],
          cites: { clauses: ['第三条', '第四条', '第七条'], interpretations: ['养老服务补贴有了哪些变化'] },
        },
      ],
    },
  ],
}
