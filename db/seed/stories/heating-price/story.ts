import type { Story } from '../../types'
import { priceHearing } from './hearing'

export const heatingPrice: Story = {
  slug: 'heating-price',
  matter: {
    title: '城区集中供热价格调整',
    kind: 'public-policy',
    basis:
      '《重大行政决策程序暂行条例》第三条第一款第一项；《政府制定价格听证办法》；《中华人民共和国价格法》第二十三条',
    leadDepartment: 'development-reform',
    summary: '根据成本监审结论，研究调整城区居民集中供热价格，同时安排低收入家庭补贴。',
    affectedGroups: ['城区集中供热用户', '低收入家庭', '供热企业'],
    plannedMethods: ['hearing', 'symposium', 'written'],
    plannedTiming: '举行听证会以后，下一采暖期开始前作出决定',
    dayOffsets: { proposed: -250, listed: -236 },
  },
  activities: [priceHearing],
  concerns: [
    {
      day: -1,
      time: '19:40',
      hoursAgo: 20,
      kind: 'question',
      severity: 'ordinary',
      township: 'yuntai',
      body: '听证会才开完，就有人说涨价已经定了，走个过场。请问今年冬天交的暖气费会不会补差价？',
      publicTitle: '今冬已交的暖气费会不会补差价？',
      publicBody: '供热价格听证会开完了，有人说涨价已定。今年冬天已经交的暖气费会不会补差价？',
      department: 'development-reform',
      responses: [
        {
          hoursAfter: 15,
          spokesperson: '钟敬平',
          blocks: [
            {
              type: 'paragraph',
              text: '价格还没有作出决定。本采暖期仍按每平方米20.80元收取，无论以后怎样决定，都不会让已经缴费的用户补差价。',
            },
            {
              type: 'paragraph',
              text: '听证记录经22名到会的参加人核对，听证报告已经公布；采纳了什么、没有采纳什么、为什么，都在采纳情况反馈里逐条说明，欢迎您对照着看。有疑问请拨打0000-0000121。',
            },
          ],
          cites: { clauses: [], interpretations: [] },
        },
      ],
    },
  ],
}
