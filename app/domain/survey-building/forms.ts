import { z } from 'zod'
import { endOfDay, isMoment } from '~/app/domain/calendar'
import type { SurveyAccess } from '~/app/domain/surveys/types'
import { accessChoices } from './choices'

const words = (most: number) => z.string().trim().max(most, `不超过 ${most} 个字`).default('')
const moment = (message: string) =>
  z.string({ error: message }).refine(isMoment, message).transform(readMoment)

/** In Asia/Shanghai; 23:59 is said as 24:00 everywhere, and is the end of its day. */
function readMoment(typed: string): Date {
  return typed.endsWith('T23:59') ? endOfDay(typed.slice(0, 10)) : new Date(`${typed}:00+08:00`)
}

/** What a survey belongs to: one of these, or nothing. */
export type Belonging = { matterId: number | null; consultationId: number | null; policyId: number | null }

export const standsAlone: Belonging = { matterId: null, consultationId: null, policyId: null }

const belongsWrong = '请从列表中选择'

/** `matter:12` as a select sends it. */
function readBelonging(typed: string): Belonging {
  const [kind, id] = typed.split(':')
  return kind ? { ...standsAlone, [`${kind}Id`]: Number(id) } : standsAlone
}

export function belongingValue({ matterId, consultationId, policyId }: Belonging): string {
  if (matterId !== null) return `matter:${matterId}`
  if (consultationId !== null) return `consultation:${consultationId}`
  return policyId === null ? '' : `policy:${policyId}`
}

export const surveyForm = z
  .object({
    title: z.string({ error: '请填写标题' }).trim().min(1, '请填写标题').max(200, '不超过 200 个字'),
    purpose: words(4000),
    audience: words(500),
    belongsTo: z
      .string()
      .regex(/^((matter|consultation|policy):[1-9]\d{0,14})?$/, belongsWrong)
      .default('')
      .transform(readBelonging),
    access: z.enum(accessChoices, { error: '请选择谁能填、能填几次' }),
    opensAt: moment('请填写开始的日期和时间'),
    closesAt: moment('请填写截止的日期和时间'),
    weighting: words(4000),
    secondEntryPercent: z.coerce
      .number({ error: '请填写 0 到 100 之间的整数' })
      .int('请填写整数')
      .min(0, '不小于 0')
      .max(100, '不大于 100')
      .default(10),
  })
  .refine(({ opensAt, closesAt }) => closesAt > opensAt, {
    path: ['closesAt'],
    message: '截止的时间要晚于开始的时间',
  })
  .transform(({ belongsTo, ...rest }): SurveyForm => ({ ...rest, ...belongsTo }))

export type SurveyForm = Belonging & {
  title: string
  purpose: string
  audience: string
  access: SurveyAccess
  opensAt: Date
  closesAt: Date
  weighting: string
  secondEntryPercent: number
}

export const extendForm = z.object({
  newClosesAt: moment('请填写新的截止日期和时间'),
  extendReason: words(1000),
})

export const mendForm = z.object({ note: words(500) })

export const publishVersionForm = z.object({ revision: z.coerce.number().int().min(0) })

/** Forms whose fields depend on what they are about: one line for each value. */
export const anyFields = z
  .record(z.string(), z.union([z.string(), z.array(z.string())]))
  .transform((fields) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat().join('\n')])),
  )
