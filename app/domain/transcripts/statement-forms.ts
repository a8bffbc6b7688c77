import { z } from 'zod'
import { agendaParts } from '~/db/schema/activities'

export const longestStatement = 5000
export const longestLabel = 60
export const longestReason = 500

const characters = (text: string) => [...text].length
const emptyToNull = (value: unknown) => (value === '' || value === undefined ? null : value)
const id = z.coerce.number({ error: '请从列表中选择' }).int('请从列表中选择').positive('请从列表中选择')
const words = (most: number, missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .refine((text) => characters(text) <= most, {
      error: ({ input }) => `最多 ${most} 个字，现在有 ${characters(String(input))} 个字`,
    })

/** Who spoke: a participant, or one of those who have no seat; `guest` is named by the label. */
const speaker = z.union(
  [
    z.enum(['chair', 'agency', 'guest']),
    z
      .string()
      .regex(/^seat-[1-9]\d{0,14}$/)
      .transform((value) => Number(value.slice(5))),
  ],
  { error: '请选择发言人' },
)

const statementFields = {
  statementId: z.preprocess(emptyToNull, id.nullable()),
  speaker,
  label: z.string().trim().max(longestLabel, `不超过 ${longestLabel} 个字`).default(''),
  part: z.preprocess(emptyToNull, z.enum(agendaParts, { error: '请选择环节' }).nullable()),
  clauseId: z.preprocess(emptyToNull, id.nullable()),
  kind: z.enum(['opinion', 'procedure'], { error: '请选择是意见还是程序性发言' }),
  body: words(longestStatement, '请写下发言的内容'),
}

export const statementForm = z
  .object(statementFields)
  .refine(({ speaker, label }) => speaker !== 'guest' || label !== '', {
    path: ['label'],
    message: '请写明发言人的身份，例如“沿街商户代表”',
  })

export type StatementForm = z.output<typeof statementForm>

const statementId = { statementId: id }
const registrationId = { registrationId: id }
const reason = words(longestReason, '请写明理由')

/** What the desk may do to the transcript, apart from writing a statement. */
export const transcriptForm = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.literal('up'), ...statementId }),
  z.looseObject({ intent: z.literal('down'), ...statementId }),
  z.looseObject({ intent: z.literal('remove'), ...statementId }),
  z.looseObject({
    intent: z.literal('open'),
    note: z
      .string()
      .trim()
      .refine((text) => characters(text) <= longestReason, `最多 ${longestReason} 个字`)
      .default(''),
  }),
  z.looseObject({ intent: z.literal('close') }),
  z.looseObject({ intent: z.literal('signed'), ...registrationId }),
  z.looseObject({ intent: z.literal('refused'), ...registrationId, refusal: reason }),
  z.looseObject({
    intent: z.literal('answer'),
    ...registrationId,
    answer: words(longestReason, '请写明怎样处理'),
  }),
])

/** What a participant may do with the code, on a telephone. */
export const signForm = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.literal('sign'), version: id, name: words(60, '请写下您的姓名') }),
  z.looseObject({
    intent: z.literal('refuse'),
    version: id,
    reason: words(longestReason, '请写明拒绝签字的理由'),
  }),
  z.looseObject({
    intent: z.literal('correct'),
    words: words(2000, '请写明哪一处不对，应当怎样写'),
  }),
])
