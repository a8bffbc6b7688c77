import { z } from 'zod'
import { longestQuote } from './quote'
import { type AuthorKind, authorKinds, enteredChannels } from './types'

const characters = (text: string) => [...text].length

export const longestComment = 5000
export const mostAttachments = 5

const body = z
  .string({ error: '请写下您的意见' })
  .refine((text) => text.trim() !== '', '请写下您的意见')
  .refine((text) => characters(text) <= longestComment, {
    error: ({ input }) =>
      `意见最多 ${longestComment} 个字，现在有 ${characters(String(input))} 个字；请分成几条提交，或者写信、发邮件给我们`,
  })

const staleForm = '这张表单不完整或者已经过期，请核对下面的文字后再提交一次'
const key = z.string({ error: staleForm }).regex(/^[\w-]{8,80}$/, staleForm)
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

const quote = z
  .string()
  .default('')
  .refine((text) => characters(text) <= 2 * longestQuote, `引用的原文最多 ${longestQuote} 个字`)
const wishEmail = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine(
    (text) => text === '' || (text.length <= 200 && z.email().safeParse(text).success),
    '邮箱地址不完整，例如 zhao@yunling.example',
  )

const about = { clauseId, quote, body }
const person = {
  authorKind: z.enum(authorKinds, '请选择以什么身份提意见').default('anonymous'),
  displayName: short(40),
  publishName: box,
  township: short(60),
  affectedGroup: short(60),
  contact: short(200),
  wishEmail,
}

/** The files of the field `attachments` are read by themselves. */
export const commentForm = z.object({ key, ...about, ...person }).check(({ value, issues }) => {
  const message = findAuthorFault(value)
  if (message) issues.push({ code: 'custom', message, path: ['displayName'], input: value.displayName })
})

/** Who speaks as a person or for an organisation says who that is. */
export function findAuthorFault(author: { authorKind: AuthorKind; displayName: string }): string | null {
  if (author.authorKind === 'anonymous' || author.displayName.trim() !== '') return null
  return author.authorKind === 'person'
    ? '以个人名义提意见的，请写下姓名；不愿写的请选“匿名”'
    : '以单位名义提意见的，请写下单位名称'
}

/**
 * The fields with signs that nobody can read: a NUL, or what was no text at all. They are shown again without the
 * former; the latter stand there as �, to be mended.
 */
export function findUnreadable(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string' || !/[\0\uFFFD\p{Surrogate}]/u.test(value)) continue
    fields[name.replaceAll('\0', '')] = '这里有无法识别的字符（显示为 � 或者看不见），请检查文字后再提交'
  }
  return fields
}

export const enteredCommentForm = z.object({
  key,
  ...about,
  ...person,
  channel: z.enum(enteredChannels, '请选择来源'),
  receivedAt: z
    .string({ error: '请填写收到的时间' })
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, '请填写收到的时间')
    .transform((value) => new Date(`${value.slice(0, 16)}:00+08:00`))
    .refine((at) => !Number.isNaN(at.getTime()), '请填写收到的时间'),
})

export const commentIds = z
  .union([z.string(), z.array(z.string())], '请先勾选意见')
  .transform((value) => [...new Set([value].flat().map(Number))])
  .refine((all) => all.length > 0 && all.every((id) => Number.isSafeInteger(id) && id > 0), '请先勾选意见')
