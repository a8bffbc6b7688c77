import { z } from 'zod'
import { refusalRules } from '~/app/domain/comments/rules'
import { decisionChoices } from '~/app/domain/issues/forms'

const number = (message: string) =>
  z
    .string({ error: message })
    .regex(/^[1-9]\d{0,14}$/, message)
    .transform(Number)
const words = (most: number) =>
  z
    .string()
    .default('')
    .refine((text) => [...text].length <= most, `最多 ${most} 个字`)
const ids = z
  .union([z.string(), z.array(z.string())], '请先勾选文字')
  .transform((value) => [...new Set([value].flat().map(Number))])
  .refine((all) => all.length > 0 && all.every((id) => Number.isSafeInteger(id) && id > 0), '请先勾选文字')
  .refine((all) => all.length <= 200, '一次最多办理 200 段')
const questionIds = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => [value].flat().filter(Boolean))
  .refine((all) => all.length <= 20, '最多选 20 道题')

const theme = number('请选择主题')

/** What is done with the words of an open question, by the button that was pressed. `mask-7` is what is shown of text 7. */
export const textsForm = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.enum(['keep', 'keep-proposed']), id: ids }),
  z.looseObject({
    intent: z.literal('refuse'),
    id: ids,
    rule: z.enum(
      refusalRules.map((rule) => rule.id),
      '请选择不公开的理由',
    ),
    note: words(500),
  }),
  z.looseObject({ intent: z.enum(['theme', 'untheme']), id: ids, theme }),
  z.looseObject({ intent: z.enum(['quote', 'unquote', 'ledger']), id: ids }),
  z.looseObject({ intent: z.literal('add-theme'), label: words(40), question: z.string().max(80) }),
  z.looseObject({ intent: z.literal('rename-theme'), theme, label: words(40) }),
  z.looseObject({ intent: z.literal('remove-theme'), theme }),
])

export type TextsForm = z.output<typeof textsForm>

const conclusion = { finding: words(1000), questionIds }
const conclusionId = number('请选择结论')

/** The results' page at the desk. */
export const resultForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), introduction: words(20_000) }),
  z.object({ intent: z.literal('propose') }),
  z.object({ intent: z.literal('add-conclusion'), ...conclusion }),
  z.object({ intent: z.literal('change-conclusion'), conclusionId, ...conclusion }),
  z.object({ intent: z.enum(['remove-conclusion', 'raise-conclusion']), conclusionId }),
  z.object({
    intent: z.literal('decide'),
    conclusionId,
    decision: z.enum(decisionChoices, '请选择处理结论'),
    why: words(2000),
  }),
  z.object({
    intent: z.enum(['submitted', 'returned', 'published', 'withdrawn']),
    reason: words(1000),
  }),
])

export type ResultForm = z.output<typeof resultForm>
