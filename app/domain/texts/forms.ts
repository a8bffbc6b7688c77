import { z } from 'zod'
import { isDay } from '~/app/domain/calendar'
import { readDocumentNumber } from './document-number'

const emptyToNull = (value: unknown) => (value === '' || value === undefined ? null : value)
const lines = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value])

/** D4: the mend is said, so that the drafter can take it. */
const documentNumber = z
  .string()
  .trim()
  .max(60, '不超过 60 个字')
  .superRefine((value, check) => {
    const mended = readDocumentNumber(value)
    if (!mended || mended.number === value) return
    check.addIssue({
      code: 'custom',
      message: `${mended.faults.join('，') || '写法有误'}，应写作：${mended.number}`,
    })
  })

export const importForm = z.object({
  title: z.string({ error: '请填写标题' }).trim().min(1, '请填写标题').max(200, '不超过 200 个字'),
  documentNumber: z.preprocess(emptyToNull, documentNumber.nullable()),
  issuer: z.preprocess(emptyToNull, z.string().trim().max(100, '不超过 100 个字').nullable()),
  signedOn: z.preprocess(emptyToNull, z.string().refine(isDay, '请填写日期').nullable()),
  note: z.string().trim().max(500, '不超过 500 个字').default(''),
  body: z.string({ error: '正文是空的' }).min(1, '正文是空的'),
  // The text as the preview showed it: what differs from it was edited since.
  shown: z.string().default(''),
  join: z.preprocess(lines, z.array(z.coerce.number().int().min(0))),
})

export type ImportForm = z.output<typeof importForm>
