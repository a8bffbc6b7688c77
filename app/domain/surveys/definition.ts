import { z } from 'zod'
import type { SurveyDefinition } from '~/db/schema/survey-definition'

// The door of every definition: the builder, an imported file, the bank, the demo.

const id = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, '代号以字母开头，由字母、数字和下划线组成')
const words = (most: number) =>
  z
    .string()
    .transform((text) => text.trim())
    .refine((text) => text !== '', '请填写文字')
    .refine((text) => [...text].length <= most, `最多 ${most} 个字`)
const optionalWords = (most: number) =>
  z
    .string()
    .transform((text) => text.trim() || undefined)
    .refine((text) => [...(text ?? '')].length <= most, `最多 ${most} 个字`)
    .optional()
const day = z.iso.date('日期写作 2026-11-24')
const amount = z.number().min(-1e12).max(1e12)

const test = z.strictObject({
  question: id,
  row: id.optional(),
  is: z.enum(['chosen', 'not-chosen', 'answered', 'unanswered', 'at-least', 'at-most']),
  value: z.union([z.string().max(80), amount]).optional(),
})
const condition = z.strictObject({ join: z.enum(['all', 'any']), tests: z.array(test).min(1).max(20) })

const option = z.strictObject({ id, label: words(120), exclusive: z.literal(true).optional() })
const options = (least: number, most: number) => z.array(option).min(least).max(most)
const choices = {
  options: options(1, 60),
  shuffle: z.literal(true).optional(),
  other: optionalWords(60),
}
const asked = {
  id,
  title: words(300),
  hint: optionalWords(500),
  required: z.boolean(),
  showIf: condition.optional(),
}
const count = z.number().int().min(1).max(60).optional()

export const questionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), ...asked, ...choices }),
  z.strictObject({ kind: z.literal('drop-down'), ...asked, ...choices, options: options(1, 300) }),
  z.strictObject({ kind: z.literal('multiple'), ...asked, ...choices, least: count, most: count }),
  z.strictObject({ kind: z.literal('yes-no'), ...asked }),
  z.strictObject({ kind: z.literal('place'), ...asked }),
  z.strictObject({
    ...{ kind: z.literal('rating'), ...asked },
    ...{ steps: z.number().int().min(3).max(10), low: words(20), high: words(20) },
  }),
  z.strictObject({ kind: z.literal('matrix'), ...asked, rows: options(1, 20), columns: options(2, 10) }),
  z.strictObject({
    ...{ kind: z.literal('ranking'), ...asked, options: options(2, 12) },
    ...{ shuffle: z.literal(true).optional(), most: count },
  }),
  z.strictObject({
    ...{ kind: z.literal('number'), ...asked, least: amount.optional(), most: amount.optional() },
    ...{ whole: z.boolean(), unit: z.string().trim().max(10), bands: z.array(amount).max(11) },
  }),
  z.strictObject({ kind: z.literal('date'), ...asked, from: day.optional(), to: day.optional() }),
  z.strictObject({ kind: z.literal('short-text'), ...asked, most: z.number().int().min(1).max(200) }),
  z.strictObject({ kind: z.literal('long-text'), ...asked, most: z.number().int().min(1).max(3000) }),
])

const page = z.strictObject({
  id,
  title: z.string().trim().max(100),
  text: optionalWords(2000),
  showIf: condition.optional(),
  questions: z.array(questionSchema).max(60),
  skips: z.array(z.strictObject({ when: condition, to: id })).max(10),
})

/** Where a skip leads when nothing more is asked; no page may have this id. */
export const theEnd = 'end'

export const definitionSchema: z.ZodType<SurveyDefinition> = z
  .strictObject({ pages: z.array(page).min(1).max(40), crossBy: z.array(id).max(3) })
  .refine(({ pages }) => pages.flatMap(({ questions }) => questions).length <= 120, '一份问卷最多 120 题')
  .refine(({ pages }) => pages.every((one) => one.id !== theEnd), `页的代号不能是 ${theEnd}`)
  .refine(({ pages }) => areDistinct(pages.map((one) => one.id)), '每页的代号不能相同')
  .refine(
    ({ pages }) => areDistinct(pages.flatMap(({ questions }) => questions.map((one) => one.id))),
    '每道题的代号不能相同',
  )
  .refine(
    ({ pages }) =>
      pages
        .flatMap(({ questions }) => questions)
        .every((one) => listsOf(one).every((list) => areDistinct(list))),
    '同一道题的选项代号不能相同',
  )

function listsOf(question: z.output<typeof questionSchema>): string[][] {
  const ids = (list: { id: string }[]) => list.map((one) => one.id)
  if (question.kind === 'matrix') return [ids(question.rows), ids(question.columns)]
  return 'options' in question ? [['other', ...ids(question.options)]] : []
}

function areDistinct(ids: string[]): boolean {
  return new Set(ids).size === ids.length
}
