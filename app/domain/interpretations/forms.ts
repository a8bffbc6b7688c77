import { z } from 'zod'
import { parseStorable } from '~/app/domain/interpretation-writing/draft-document'
import { interpretationForms } from './types'

const largestInteger = 2_147_483_647
const revision = z.coerce.number().int().min(0).max(largestInteger)

const head = {
  title: z.string().trim().min(1, '请填写标题').max(200, '标题不超过 200 字'),
  form: z.enum(interpretationForms, '请选择解读形式'),
  author: z.string().trim().min(1, '请填写执笔人或供稿单位').max(100, '不超过 100 字'),
  // I1 is a finding, so that a first draft can be kept before the name is settled.
  interpreterName: z.string().trim().max(50, '姓名不超过 50 字').default(''),
  interpreterTitle: z.string().trim().max(100, '职务不超过 100 字').default(''),
}

const document = z
  .string()
  .max(2_000_000, '正文太长，请分成几篇')
  .transform((text, context) => {
    try {
      return parseStorable(text)
    } catch {
      context.addIssue({ code: 'custom', message: '正文没有完整送达，请再保存一次' })
      return z.NEVER
    }
  })

/** What a new interpretation begins with; its text is written afterwards. */
export const newInterpretationForm = z.object(head)

export const interpretationForm = z.object({ ...head, document, revision: revision.default(0) })

/** What the editor tells while somebody writes; null where they are only there. */
export const draftMessage = z.object({ document: z.unknown(), revision })

export const remarkForm = z.object({
  anchor: z
    .string()
    .regex(/^(?:b-[a-z0-9]{4,16})?$/, '请重新选择批注的位置')
    .default('')
    .transform((anchor) => anchor || null),
  quote: z.string().trim().max(500, '摘出的原话不超过 500 字').default(''),
  body: z.string().trim().min(1, '请写下批注').max(2000, '批注不超过 2000 字'),
})

export const resolveForm = z.object({
  remarkId: z.coerce.number('请刷新页面后再试').int().positive().max(Number.MAX_SAFE_INTEGER),
  resolution: z.string().trim().min(1, '请写一句怎么处理的').max(500, '不超过 500 字'),
})

export const restoreForm = z.object({
  revision: revision.min(1, '请选择一个版本'),
  current: revision,
})
