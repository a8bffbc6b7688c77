import { z } from 'zod'

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

const number = (message: string) =>
  z
    .string({ error: message })
    .regex(/^[1-9]\d{0,14}$/, message)
    .transform(Number)

const pointIds = z
  .union([z.string(), z.array(z.string())], '请先勾选意见')
  .transform((value) => [...new Set([value].flat().map(Number))])
  .refine((all) => all.length > 0 && all.every((id) => Number.isSafeInteger(id) && id > 0), '请先勾选意见')

const issueId = number('请选择要归入的归集')
const words = {
  title: required('归集标题', 80),
  summary: required('意见摘要', 500),
  clauseId: clauses,
  ownerId: z.string().max(80).default(''),
}

export const decisionChoices = ['adopted', 'partially-adopted', 'not-adopted', 'explained'] as const

/** What the board posts, by the button that was pressed, by dragging and by keyboard alike. */
export const boardForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('create'), ...words, pointId: pointIds.optional() }),
  z.object({ intent: z.literal('place'), issueId, pointId: pointIds }),
  z.object({ intent: z.literal('place-campaign'), issueId, campaignId: number('请选择一组来信') }),
])

/** «采用»: one button of a card carries the point and the issue that the machine has proposed. */
export const takenForm = z.object({
  taken: z
    .string()
    .regex(/^[1-9]\d{0,14}:[1-9]\d{0,14}$/)
    .transform((value) => {
      const [point = 0, issue = 0] = value.split(':').map(Number)
      return { pointId: point, issueId: issue }
    }),
})

/** What an issue's own page posts. */
export const issueForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('update'), ...words }),
  z.object({ intent: z.literal('remove'), pointId: number('请选择意见点') }),
  z.object({
    intent: z.literal('also'),
    pointId: number('请选择意见点'),
    otherId: number('请选择另一项归集'),
  }),
  z.object({ intent: z.literal('drop') }),
  z
    .object({
      intent: z.literal('decide'),
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

const part = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => [value].flat())

export const splitForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('split'),
    part,
    restIsEmpty: z
      .literal('on')
      .optional()
      .transform((value) => value === 'on'),
  }),
  z.object({ intent: z.literal('join') }),
])
