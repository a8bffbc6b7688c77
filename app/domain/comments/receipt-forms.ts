import { z } from 'zod'
import { longestComment } from './forms'
import { longestAppeal } from './receipt-rules'

const characters = (text: string) => [...text].length

/** Words are kept as they were typed; only their length is looked at. */
const words = (most: number, missing: string) =>
  z
    .string({ error: missing })
    .refine((text) => text.trim() !== '', missing)
    .refine((text) => characters(text) <= most, {
      error: ({ input }) => `最多 ${most} 个字，现在有 ${characters(String(input))} 个字`,
    })

const confirmed = (missing: string) => z.literal('on', missing)

/** An address and nothing else: no list, no name, no line break. */
export const emailAddress = z
  .string({ error: '请填写邮箱' })
  .trim()
  .max(200, '邮箱太长，请检查')
  .pipe(z.email('邮箱的写法不对，例如 name@example.com'))

/** What the holder of a receipt may ask for; the fields have names of their own, because the forms share a page. */
export const receiptForm = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.literal('correct'), words: words(longestComment, '请写下更正后的意见') }),
  z.looseObject({ intent: z.literal('appeal'), grounds: words(longestAppeal, '请写明申诉的理由') }),
  z.looseObject({ intent: z.literal('tell'), email: emailAddress }),
  z.looseObject({ intent: z.literal('stop-telling') }),
  z.looseObject({
    intent: z.literal('withdraw'),
    confirm: confirmed('请先确认您要撤回这条意见'),
    reason: z
      .string()
      .default('')
      .refine((text) => characters(text) <= 500, '最多 500 个字'),
  }),
  z.looseObject({ intent: z.literal('disown'), notMine: confirmed('请先确认这条意见不是您写的') }),
])

export type ReceiptIntent = z.infer<typeof receiptForm>['intent']
