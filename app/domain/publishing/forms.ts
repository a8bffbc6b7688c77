import { z } from 'zod'
import { isMoment } from '~/app/domain/calendar'

/** When a thing is to become public, in Asia/Shanghai. */
export const scheduleForm = z.object({
  publishAt: z
    .string()
    .trim()
    .refine(isMoment, '请填写公开的日期和时间')
    .transform((typed) => new Date(`${typed}:00+08:00`)),
})
