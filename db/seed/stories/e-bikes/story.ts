import type { Story } from '../../types'
import { crowd } from './crowd'
import { draft, draftingNote } from './draft'
import { issues } from './issues'
import { meeting } from './meeting'
import { affectedGroups } from './people'
import { secondRound } from './second-round'

/** The county's big consultation: two thousand comments, two rounds, two letters that went round. */
export const eBikes: Story = {
  slug: 'e-bikes',
  matter: {
    title: '电动自行车停放充电管理政策',
    kind: 'public-policy',
    basis: '《重大行政决策程序暂行条例》第三条第一款第一项；《中华人民共和国消防法》',
    leadDepartment: 'housing',
    summary:
      '规定电动自行车停在哪里、在哪里充电、充电价格怎样形成、谁来管，减少楼道停车和飞线充电引起的火灾。',
    affectedGroups,
    plannedMethods: ['consultation', 'symposium', 'site-visit', 'written'],
    plannedTiming: '第二季度第一次公开征求意见，第三季度视情况再次征求意见，第四季度提请县政府常务会议讨论',
    dayOffsets: { proposed: -250, listed: -236 },
  },
  consultation: {
    title: '关于《云岭县电动自行车停放充电管理办法（征求意见稿）》公开征求意见的公告',
    draftKind: 'normative',
    draft,
    draftingNote,
    background:
      '全县电动自行车已有6万多辆，几乎家家都骑。车停楼道、从窗户拉线充电，近两年引起了27起火警；可小区里桩少、价高，也是实情。县住房和城乡建设局会同有关部门起草了管理办法。车停哪儿、电在哪儿充、多少钱、谁来管，都和您有关，请写下您的看法。',
    opensDay: -160,
    closesDay: -129,
    department: 'housing',
    channels: {
      letter: '云岭县云台街道文昌街18号县住房和城乡建设局物业管理股，信封请注明“电动自行车意见”',
      phone: '0000-0000122（工作日8:30—12:00、14:30—18:00，可记录口头意见）',
      email: 'diandongche@yunling.example',
    },
  },
  comments: crowd(),
  issues,
  feedback: { day: -108 },
  secondCoder: true,
  nextRound: secondRound,
  submittedForDiscussionDay: -21,
  activities: [meeting],
}
