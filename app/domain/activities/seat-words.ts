import type { SeatGroup } from './types'

/** As a report names them, in Chinese whatever the language of the page: content stays in its language. */
export const groupNames: Record<SeatGroup, string> = {
  affected: '利害关系人',
  consumer: '消费者',
  resident: '居民',
  expert: '专家',
  deputy: '人大代表',
  'cppcc-member': '政协委员',
  organisation: '单位和社会组织',
  press: '新闻媒体',
  observer: '旁听人',
}
