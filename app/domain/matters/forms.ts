import { z } from 'zod'
import { isDay } from '~/app/domain/calendar'
import { matterKinds, participationMethods } from '~/db/schema/matters'

const day = z.string().refine(isDay, '请填写日期')
const emptyToNull = (value: unknown) => (value === '' || value === undefined ? null : value)
const asList = (value: unknown) =>
  value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]
const lines = (value: unknown) =>
  String(value ?? '')
    .split(/[\n、]/)
    .map((line) => line.trim())
    .filter(Boolean)

export const matterForm = z.object({
  title: z.string({ error: '请填写事项名称' }).trim().min(1, '请填写事项名称').max(200, '不超过 200 个字'),
  kind: z.enum(matterKinds, { error: '请选择事项类别' }),
  summary: z.string().trim().max(2000, '不超过 2000 个字').default(''),
  basis: z.string().trim().max(1000, '不超过 1000 个字').default(''),
  year: z.coerce
    .number({ error: '请填写年度' })
    .int('请填写年度')
    .min(2019, '请填写年度')
    .max(2100, '请填写年度'),
  plannedMethods: z.preprocess(asList, z.array(z.enum(participationMethods))),
  plannedTiming: z.string().trim().max(300, '不超过 300 个字').default(''),
  affectedGroups: z.preprocess(
    lines,
    z.array(z.string().max(60, '每个群体不超过 60 个字')).max(20, '不超过 20 个群体'),
  ),
  consentOn: z.preprocess(emptyToNull, day.nullable()),
})

export type MatterForm = z.output<typeof matterForm>

export const discussionForm = z.object({
  meeting: z.string().trim().max(100, '不超过 100 个字').default(''),
  on: z.preprocess(emptyToNull, day.nullable()),
})
