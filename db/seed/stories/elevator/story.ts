import type { Story } from '../../types'
import { courtyardVisit, openHearing, symposium } from './activities'
import { commentsOfTheFirstWeek } from './comments-first-week'
import { commentsOfTheSecondWeek } from './comments-second-week'
import { draft, draftingNote } from './draft'

export const elevator: Story = {
  slug: 'elevator',
  matter: {
    title: '既有住宅加装电梯补贴政策',
    kind: 'public-policy',
    basis: '《重大行政决策程序暂行条例》第三条第一款第一项；《中华人民共和国无障碍环境建设法》',
    leadDepartment: 'housing',
    summary: '对四层以上没有电梯的住宅，按楼层给予12万元至18万元补贴，并明确协商、申请和后期维护办法。',
    affectedGroups: ['四层以上住户', '低层住户', '老年人和残疾人', '物业服务企业'],
    plannedMethods: ['consultation', 'hearing', 'symposium', 'site-visit'],
    plannedTiming: '第四季度公开征求意见，次年第一季度提请县政府常务会议讨论',
    dayOffsets: { proposed: -250, listed: -236 },
  },
  consultation: {
    title: '关于《云岭县既有住宅加装电梯补贴实施细则（征求意见稿）》公开征求意见的公告',
    draftKind: 'normative',
    draft,
    draftingNote,
    background:
      '家住四楼以上的老人下楼难，是近三年县长信箱里留言最多的民生事项之一。县住房和城乡建设局走访了东关、文昌社区的63个单元，起草了补贴实施细则。钱怎么补、低层住户怎么顾及、装好以后谁来管，请您一起把关。',
    opensDay: -12,
    closesDay: 18,
    department: 'housing',
    channels: {
      letter: '云岭县云台街道文昌街18号县住房和城乡建设局住房保障股，信封请注明“加装电梯意见”',
      phone: '0000-0000122（工作日8:30—12:00、14:30—18:00，可记录口头意见）',
      email: 'dianti@yunling.example',
    },
  },
  comments: [...commentsOfTheFirstWeek, ...commentsOfTheSecondWeek],
  concerns: [
    {
      day: -6,
      time: '10:15',
      kind: 'misunderstanding',
      severity: 'ordinary',
      township: 'yuntai',
      body: '小区群里说加装电梯每家每户都要交钱，不交就不让坐还要扣养老金，一楼也得出，是不是真的？老人急得两天没睡好。',
      publicTitle: '加装电梯是不是每家每户都必须出钱？',
      publicBody: '群里传加装电梯每户都要交钱、一楼也得出，不交就扣养老金，是否属实？',
      clause: '第三条',
      department: 'housing',
      responses: [
        {
          hoursAfter: 7,
          spokesperson: '乔若溪',
          blocks: [
            {
              type: 'paragraph',
              text: '不属实。加装电梯实行业主自愿，征求意见稿明确写着，任何单位和个人不得强迫业主出资，更不存在扣发养老金。',
            },
            { type: 'quote-clause', label: '第三条' },
            {
              type: 'paragraph',
              text: '出不出钱、出多少，由本单元业主在费用分摊协议中约定。低层住户是否分摊、是否给予补偿，也由业主协商，社区可以帮助调解。这份文件目前还是征求意见稿，欢迎直接在条文旁边写下您的意见，也可以拨打0000-0000122。',
            },
          ],
          cites: { clauses: ['第三条', '第十三条'], interpretations: [] },
        },
      ],
    },
  ],
  activities: [symposium, openHearing, courtyardVisit],
  announcements: [
    {
      title: '加装电梯综合窗口周末开放的通知',
      department: 'housing',
      body: [
        '为了方便上班的住户，县政务服务大厅加装电梯综合窗口自{{date:-5}}起每周六上午9时至12时开放，可以咨询补贴标准、办理程序和图纸审查，也可以现场提交对实施细则的意见。',
        '来之前请带上不动产权证或者购房合同。行动不便的，可以拨打0000-0000122预约上门。',
      ],
      day: -5,
      place: '云岭县政务服务大厅一楼加装电梯综合窗口',
      heldDay: 6,
      heldTime: '09:00',
    },
  ],
}
