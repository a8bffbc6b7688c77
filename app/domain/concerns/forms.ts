import { z } from 'zod'
import { isMoment } from '~/app/domain/calendar'
import { concernKinds, severities } from '~/db/schema/concerns'

/** Stored as it was typed (invariant 4): looked at without the white space around it, kept with it. */
const words = (most: number, empty: string) =>
  z
    .string({ error: empty })
    .max(most, `请不要超过${most}字`)
    .refine((text) => text.trim() !== '', empty)

const short = (most: number) => z.string().max(most, `请不要超过${most}字`).default('')

const optionalId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, '编号有误')
  .transform(Number)
  .optional()
  .or(z.literal('').transform(() => undefined))

const ids = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()))
  .transform((all) => all.filter((one) => /^\d{1,15}$/.test(one)).map(Number))

const key = z
  .string({ error: '表单不完整，请刷新页面后重试' })
  .min(8, '表单不完整，请刷新页面后重试')
  .max(200)

export const concernForm = z.object({
  key,
  kind: z.enum(concernKinds, '请选择一类').default('question'),
  body: words(3000, '请写下您关心的事'),
  place: short(100),
  displayName: short(50),
  publishWords: z
    .string()
    .optional()
    .transform((value) => value === 'on'),
  contact: short(200),
  clauseId: optionalId,
  policyId: optionalId,
  consultationId: optionalId,
  interpretationId: optionalId,
})

export const errorReportForm = z.object({
  key,
  page: short(500),
  body: words(3000, '请写明哪里有错'),
  contact: short(200),
})

export const enterForm = concernForm.extend({
  channel: z.enum(['letter', 'phone', 'email', 'fax', 'meeting'], '请选择来信渠道'),
  receivedAt: z.string().refine(isMoment, '请填写收到的日期和时间'),
})

export const triageForm = z.object({
  departmentId: z
    .string()
    .regex(/^\d{1,15}$/, '请选择承办部门')
    .transform(Number),
  severity: z.enum(severities, '请选择时限类别'),
  publicTitle: words(80, '请写公开用的标题'),
  publicBody: words(1500, '请用部门自己的话概括来信内容'),
  reason: short(500),
})

export const responseForm = z.object({
  body: words(8000, '请写回应的正文'),
  spokesperson: words(50, '请写发言人姓名和职务'),
  clauseIds: ids,
  interpretationIds: ids,
})
