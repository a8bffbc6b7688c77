import type { Finding } from '~/app/domain/findings'
import { findPrivateData } from './private-data'
import type { CommentState } from './types'

/** The reasons for which a comment is not published; the numbers are those of the published moderation rules (L4). */
export const refusalRules = [
  { id: 'off-topic', number: '一', reason: '没有与征求意见内容有关的实质内容' },
  { id: 'advert', number: '二', reason: '属于商业广告，与征求意见内容无关' },
  { id: 'insult', number: '三', reason: '含有侮辱、诽谤他人的言语' },
  { id: 'unlawful', number: '四', reason: '含有法律、行政法规禁止发布的内容' },
  { id: 'privacy', number: '五', reason: '主要内容涉及他人隐私，遮盖后无法表达意见' },
  { id: 'repeated', number: '六', reason: '与同一人已经提交的意见内容相同' },
] as const

export type RefusalRuleId = (typeof refusalRules)[number]['id']

/** The published reason: the rule with its number, then what the moderator adds. Null when no rule is named. */
export function sayRefusal(ruleId: RefusalRuleId | undefined, note = ''): string | null {
  const words = note.trim()
  const named = refusalRules.find((rule) => words.includes(`意见审核规则第${rule.number}项`))
  if (named) return words
  const rule = refusalRules.find(({ id }) => id === ruleId)
  return rule ? `${rule.reason}（意见审核规则第${rule.number}项）。${words}` : null
}

/** L3: a comment goes public only when nothing that leads to a person is left in what the public would read. */
export function findingsForPublishing(comment: { id: number; body: string }): Finding[] {
  const kinds = new Set(findPrivateData(comment.body).map((found) => found.name))
  if (kinds.size === 0) return []
  const message = `第${comment.id}号意见里还有${[...kinds].join('、')}，请先遮盖再公开（个人信息保护法第五十一条）。`
  return [{ id: 'L3', level: 'block', message, field: `mask-${comment.id}` }]
}

const moderationFrom: Record<'published' | 'refused' | 'withdrawn', readonly CommentState[]> = {
  published: ['pending', 'refused'],
  refused: ['pending', 'published'],
  withdrawn: ['pending', 'published', 'refused'],
}

/** Withdrawal is the last word; a refusal may be taken back, and what is public may still be taken down. */
export function mayBecome(from: CommentState, to: 'published' | 'refused' | 'withdrawn'): boolean {
  return moderationFrom[to].includes(from)
}
