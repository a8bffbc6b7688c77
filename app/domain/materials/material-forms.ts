import { z } from 'zod'
import { isMoment } from '~/app/domain/calendar'
import { deliveryWays } from './deliveries'

/** So many files go to a participant at most. */
export const mostMaterials = 20

const again = '表单不完整，请刷新页面后再提交'
const id = z.coerce.number(again).int(again).positive(again)

/** One tick comes as a word, several as an array, none not at all. */
const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((all) => (all === undefined ? [] : [all].flat()).map(Number).filter(Number.isSafeInteger))

/** Who is served, by which way, and when it was handed over (the link goes out now). */
export const deliveryForm = z
  .object({
    person: ticked,
    way: z.enum(deliveryWays, '请选择送达的方式'),
    at: z
      .string()
      .optional()
      .transform((typed) => (typed ?? '').trim())
      .refine((typed) => typed === '' || isMoment(typed), '请写明日期和时间，例如 2026-10-28 09:30'),
  })
  .transform(({ person, way, at }) => ({
    registrationIds: person,
    way,
    at: way === 'link' || at === '' ? undefined : new Date(`${at}:00+08:00`),
  }))

export const removalForm = z.object({ material: id })

/** At the door, and when it is over. */
export const checkInForm = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('present'), person: z.string('请输入编号').trim().min(1, '请输入编号') }),
    z.object({ intent: z.literal('absent'), person: z.string('请输入编号').trim().min(1, '请输入编号') }),
    z.object({ intent: z.literal('rest') }),
    z.object({
      intent: z.literal('hold'),
      at: z
        .string({ error: '请填写实际开始时间' })
        .trim()
        .refine(isMoment, '请填写实际开始的日期和时间')
        .transform((typed) => new Date(`${typed}:00+08:00`)),
    }),
  ],
  again,
)
