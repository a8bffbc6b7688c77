import { z } from 'zod'
import { commentIds } from '~/app/domain/comments/forms'

const required = (what: string, most: number) =>
  z
    .string({ error: `请填写${what}` })
    .refine((text) => text.trim() !== '', `请填写${what}`)
    .refine((text) => [...text].length <= most, `${what}最多 ${most} 个字`)

const clauses = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => [...new Set([value].flat().filter(Boolean).map(Number))])
  .refine((all) => all.every((id) => Number.isSafeInteger(id) && id > 0), '请选择本次征求意见稿中的条文')

export const decisionChoices = ['adopted', 'partially-adopted', 'not-adopted', 'explained'] as const

/** What the issues board posts, by the button that was pressed. */
export const boardForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('create'),
    title: required('归集标题', 80),
    summary: required('意见摘要', 500),
    clauseId: clauses,
    commentId: commentIds.optional(),
  }),
  z.object({
    intent: z.literal('add'),
    issueId: z
      .string({ error: '请选择要并入的归集' })
      .regex(/^\d{1,15}$/, '请选择要并入的归集')
      .transform(Number),
    commentId: commentIds,
  }),
  z.object({
    intent: z.literal('remove'),
    issueId: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
    commentId: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  }),
  z
    .object({
      intent: z.literal('decide'),
      issueId: z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
      decision: z.enum(decisionChoices, '请选择处理结论'),
      reason: z
        .string()
        .default('')
        .refine((text) => [...text].length <= 2000, '理由最多 2000 个字'),
    })
    .refine(({ decision, reason }) => decision === 'adopted' || reason.trim() !== '', {
      path: ['reason'],
      error: '除采纳以外，都要写明理由，提意见的人会看到（P12）',
    }),
])
