import { z } from 'zod'

/** `none`: none of the issues fits. */
export const codingForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('draw') }),
  z.object({
    intent: z.literal('code'),
    sampleId: z
      .string()
      .regex(/^[1-9]\d{0,14}$/)
      .transform(Number),
    pointId: z
      .string()
      .regex(/^[1-9]\d{0,14}$/)
      .transform(Number),
    choice: z
      .string({ error: '请选择一项归集，或者“都不合适”' })
      .regex(/^(none|[1-9]\d{0,14})$/, '请选择一项归集，或者“都不合适”')
      .transform((value) => (value === 'none' ? null : Number(value))),
  }),
])
