import { z } from 'zod'
import { endOfDay, isDay, startOfDay } from '~/app/domain/calendar'

const draftKinds = ['decision', 'normative', 'market', 'general'] as const
const day = (message: string) => z.string({ error: message }).refine(isDay, message)
const number = (message: string) => z.coerce.number({ error: message }).int(message).positive(message)
const words = (most: number) => z.string().trim().max(most, `不超过 ${most} 个字`).default('')

export const consultationForm = z.object({
  matterId: number('请选择决策事项'),
  versionId: number('请选择征求意见稿'),
  title: z.string({ error: '请填写标题' }).trim().min(1, '请填写标题').max(200, '不超过 200 个字'),
  background: words(10_000),
  draftingNote: words(20_000),
  draftKind: z.enum(draftKinds, { error: '请选择草案类别' }),
  opensAt: day('请填写开始日期').transform(startOfDay),
  // A deadline is the end of its day.
  closesAt: day('请填写截止日期').transform(endOfDay),
  shortReason: words(1000),
  letterTo: words(300),
  phone: words(200),
  email: words(200),
})

export type ConsultationForm = z.output<typeof consultationForm>

export const extensionForm = z.object({
  closesAt: day('请填写新的截止日期').transform(endOfDay),
  notice: words(1000),
})

export const terminationForm = z.object({ terminationReason: words(2000) })
