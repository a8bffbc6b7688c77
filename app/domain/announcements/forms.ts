import { z } from 'zod'
import { isMoment } from '~/app/domain/calendar'

const emptyToNull = (value: unknown) => (value === '' || value === undefined ? null : value)
const moment = z
  .string()
  .refine(isMoment, '请填写日期和时间')
  .transform((value) => new Date(`${value}:00+08:00`))

export const announcementForm = z.object({
  matterId: z.preprocess(emptyToNull, z.coerce.number().int().positive().nullable()),
  title: z.string({ error: '请填写标题' }).trim().min(1, '请填写标题').max(200, '不超过 200 个字'),
  body: z.string({ error: '请填写正文' }).trim().min(1, '请填写正文').max(20_000, '不超过 20000 个字'),
  place: z.string().trim().max(300, '不超过 300 个字').default(''),
  heldAt: z.preprocess(emptyToNull, moment.nullable()),
})

export type AnnouncementForm = z.output<typeof announcementForm>
