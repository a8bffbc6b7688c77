import { z } from 'zod'
import { commentIds } from './forms'
import { refusalRules } from './rules'

const number = z.coerce.number('页面已过期，请刷新后再试').int().positive('页面已过期，请刷新后再试')
const words = (most: number) =>
  z
    .string()
    .default('')
    .refine((text) => [...text].length <= most, `最多 ${most} 个字`)

/** What a moderator decides: about many comments at once, or about one correction or appeal. */
export const moderationForm = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.enum(['publish', 'publish-proposed']), id: commentIds, reason: words(500) }),
  z.looseObject({ intent: z.literal('mask'), id: commentIds }),
  z.looseObject({
    intent: z.literal('refuse'),
    id: commentIds,
    rule: z.enum(
      refusalRules.map((rule) => rule.id),
      '请选择不予公开的理由',
    ),
    note: words(500),
  }),
  // The fields of one among several cards carry its number: `mask-7`, `reason-3`, `words-3`.
  z.looseObject({ intent: z.enum(['take-up', 'take-up-proposed', 'refuse-correction']), correction: number }),
  z.looseObject({ intent: z.enum(['grant', 'uphold']), appeal: number }),
])

export type ModerationForm = z.output<typeof moderationForm>
