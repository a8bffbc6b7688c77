import type { Story } from '../../types'
import { byOthers } from './by-others'
import { comments } from './comments'
import { concerns } from './concerns'
import { draft, draftingNote } from './draft'
import { interpretations } from './interpretations'
import { issues } from './issues'
import { policyText } from './policy'
import { recorded } from './recorded'

export const parking: Story = {
  slug: 'parking',
  matter: {
    title: '机动车停车收费政策调整',
    kind: 'public-policy',
    basis: '《重大行政决策程序暂行条例》第三条第一款第一项；《中华人民共和国价格法》',
    leadDepartment: 'urban-management',
    summary: '重新划定收费区域、时段和标准，增加夜间包月、就医减免，规范收费行为和收入管理。',
    affectedGroups: ['驾车居民', '老旧小区居民', '沿街商户', '就医群众和陪护家属'],
    plannedMethods: ['consultation', 'written', 'site-visit'],
    plannedTiming: '第二季度调研，第三季度公开征求意见并提请讨论',
    dayOffsets: { proposed: -250, listed: -236 },
  },
  consultation: {
    title: '关于《云岭县机动车停车收费管理办法（征求意见稿）》公开征求意见的公告',
    draftKind: 'normative',
    draft,
    draftingNote,
    background:
      '县城停车难，难在核心路段车位周转慢。县城市管理局会同县发展和改革局起草了新的停车收费管理办法，想请您看看：时段合不合理，标准高不高，哪些人应当照顾。',
    opensDay: -105,
    closesDay: -74,
    department: 'urban-management',
    channels: {
      letter: '云岭县云台街道建设路12号县城市管理局停车管理股，信封请注明“停车收费意见”',
      phone: '0000-0000126（工作日8:30—12:00、14:30—18:00）',
      email: 'tingche@yunling.example',
    },
  },
  comments,
  issues,
  feedback: {
    day: -60,
    intro:
      '公开征求意见期间，通过网上、来信、来电共收到意见19条，其中提出人撤回1条，因没有实质内容未予公开1条，其余17条归纳为12个问题逐一研究。感谢每一位认真写下意见的人，特别感谢文昌街17户商户的联名来信。',
  },
  policy: {
    title: '云岭县机动车停车收费管理办法',
    documentNumber: { prefix: '岭政办发', serial: 52 },
    indexNumber: 'YL-CG-0052',
    theme: '城乡建设',
    kind: 'normative',
    issuingDepartment: 'office',
    draftingDepartment: 'urban-management',
    text: policyText,
    signedDay: -40,
    publishedDay: -38,
    effectiveDay: -10,
    validity: 'valid',
    audience: ['驾车居民', '老旧小区居民', '停车经营者'],
    attachment: 'parking-form.docx',
    origin: 'consultation',
    planPoints:
      '向来县城办事、看病、买菜的人说清：什么时候收费、收多少、谁免费；向老旧小区居民说清：夜间包月怎么办；向所有人说清：钱到哪里去。不会用手机的老人单独考虑。',
  },
  unclear: [
    {
      clause: '第八条',
      people: 23,
      day: -36,
      sentences: [
        '停40分钟，是收一个小时的钱，还是只收10分钟的钱？',
        '“以后每30分钟”不足30分钟怎么算？',
        '24小时是从几点到几点？',
      ],
      answer: { interpretation: '陆知远：30分钟免费是怎么算出来的', day: -33 },
    },
    {
      clause: '第十一条',
      people: 14,
      day: -20,
      sentences: [
        '租房的能不能办？',
        '什么样的算老旧小区？我家小区有十来个车位，算不算没有停车场？',
        '两口子两辆车怎么办',
      ],
    },
    {
      clause: '第十七条',
      people: 6,
      day: -12,
      sentences: ['非税收入是什么意思'],
      answer: { interpretation: '听局长说：停车费为什么改，钱到哪里去', day: -8 },
    },
    { clause: '第十八条', people: 4, day: -7, sentences: ['没收到短信算不算催告？'] },
  ],
  interpretations: [...interpretations, ...byOthers, ...recorded],
  concerns,
}
