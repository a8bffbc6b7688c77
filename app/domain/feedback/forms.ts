import { z } from 'zod'

export const reportForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('save'),
    introduction: z
      .string({ error: '请写明征求意见的基本情况' })
      .refine((text) => text.trim() !== '', '请写明征求意见的基本情况')
      .refine((text) => [...text].length <= 10_000, '最多 10000 个字'),
  }),
  z.object({ intent: z.literal('publish') }),
])
