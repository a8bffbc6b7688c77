import { z } from 'zod'

/** A button of the sign-off: which step, and the reason that some steps need. */
export const stepForm = z.object({
  intent: z.string().max(40).default(''),
  reason: z.string().trim().max(2000, '不超过 2000 个字').default(''),
})
