import { z } from 'zod'
import { refusalRules } from './rules'
import { enteredChannels } from './types'

const characters = (text: string) => [...text].length

export const longestComment = 5000

const body = z
  .string({ error: '请写下您的意见' })
  .refine((text) => text.trim() !== '', '请写下您的意见')
  .refine((text) => characters(text) <= longestComment, {
    error: ({ input }) =>
      `意见最多 ${longestComment} 个字，现在有 ${characters(String(input))} 个字；请分成几条提交，或者写信、发邮件给我们`,
  })

const key = z.string({ error: '页面已过期，请重新打开表单' }).min(8, '页面已过期，请重新打开表单').max(80)
const short = (most: number) =>
  z
    .string()
    .default('')
    .refine((text) => characters(text) <= most, `最多 ${most} 个字`)
const box = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on')
const clauseId = z
  .string()
  .default('')
  .refine((value) => /^\d{0,15}$/.test(value), '请选择本次征求意见稿中的条文')
  .transform((value) => (value === '' ? undefined : Number(value)))

const person = { displayName: short(40), publishName: box, township: short(60), contact: short(200) }

export const commentForm = z.object({ key, clauseId, body, ...person })

export const enteredCommentForm = z.object({
  key,
  clauseId,
  body,
  ...person,
  channel: z.enum(enteredChannels, '请选择来源'),
  receivedAt: z
    .string({ error: '请填写收到的时间' })
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, '请填写收到的时间')
    .transform((value) => new Date(`${value.slice(0, 16)}:00+08:00`))
    .refine((at) => !Number.isNaN(at.getTime()), '请填写收到的时间'),
})

export const withdrawalForm = z.object({
  confirm: z.literal('on', '请先确认您要撤回这条意见'),
  reason: short(500),
})

export const commentIds = z
  .union([z.string(), z.array(z.string())], '请先勾选意见')
  .transform((value) => [...new Set([value].flat().map(Number))])
  .refine((all) => all.length > 0 && all.every((id) => Number.isSafeInteger(id) && id > 0), '请先勾选意见')

export const moderationForm = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.literal('publish'), id: commentIds }),
  z.looseObject({ intent: z.literal('mask'), id: commentIds }),
  z.looseObject({
    intent: z.literal('refuse'),
    id: commentIds,
    rule: z.enum(
      refusalRules.map((rule) => rule.id),
      '请选择不予公开的理由',
    ),
    note: short(500),
  }),
])
