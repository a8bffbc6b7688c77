import type { CommentChannel, Decision } from '~/app/domain/comments/types'

// For what is written, not shown: the introduction, the Word and the Excel file are in Chinese whoever reads them.

export const channelNames: Record<CommentChannel, string> = {
  online: '网上',
  letter: '信函',
  phone: '电话',
  email: '电子邮件',
  fax: '传真',
  meeting: '当面',
  hearing: '听证会',
  symposium: '座谈会',
  'site-visit': '实地走访',
  'opinion-poll': '民意调查',
  'meeting-attendance': '列席会议',
  survey: '问卷调查',
}

export const decisionNames: Record<Decision, string> = {
  adopted: '采纳',
  'partially-adopted': '部分采纳',
  'not-adopted': '不采纳',
  explained: '解释说明',
}

export function sayChannels(channels: { channel: CommentChannel; count: number }[]): string {
  return channels.map(({ channel, count }) => `${channelNames[channel]} ${count}`).join('、')
}
