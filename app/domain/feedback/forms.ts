import { z } from 'zod'

const words = z
  .string({ error: '请写明征求意见的基本情况' })
  .refine((text) => [...text].length <= 10_000, '最多 10000 个字')
const introduction = words.refine((text) => text.trim() !== '', '请写明征求意见的基本情况')
const reason = z
  .string()
  .default('')
  .refine((text) => [...text].length <= 2000, '最多 2000 个字')
const rest = { introduction: words.default(''), kept: words.default(''), reason }

/** Saving, writing anew from the ledger, going back to the words before, and the steps of the sign-off. */
export const reportForm = z.discriminatedUnion('intent', [
  z.object({ ...rest, intent: z.literal('save'), introduction }),
  z.object({
    ...rest,
    intent: z.enum(['regenerate', 'restore', 'submitted', 'returned', 'published'], { error: '没有这一步' }),
  }),
])
