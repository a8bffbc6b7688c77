import { z } from 'zod'

export const longestReport = 50_000

/** The report's page at the desk: its words, or a step of the sign-off. */
export const activityReportForm = z.object({
  intent: z.enum(['save', 'propose', 'submitted', 'returned', 'published', 'withdrawn']),
  body: z
    .string()
    .default('')
    .refine((text) => [...text].length <= longestReport, `最多 ${longestReport} 个字`),
  reason: z.string().max(1000, '最多 1000 个字').default(''),
})
