import { z } from 'zod'
import { isDay } from '~/app/domain/calendar'
import { disclosures } from './types'

const day = (missing: string) => z.string().refine(isDay, missing)
const words = z
  .union([z.string(), z.array(z.string())])
  .default('')
  .transform((typed) =>
    [typed]
      .flat()
      .flatMap((line) => line.split(/[、，,\n]/))
      .map((word) => word.trim())
      .filter(Boolean),
  )

const optionalId = z
  .string()
  .default('')
  .transform((typed) => (/^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : undefined))

/** The final text, as a file or pasted; which consultation it finishes, which policy it amends, if any. */
export const policySourceForm = z.object({
  consultationId: optionalId,
  /** The policy that is amended or replaced. */
  replacesId: optionalId,
  replacesAs: z.enum(['amended', 'repealed'], '请选择是修改还是替代').optional(),
  pasted: z.string().default(''),
})

/** The header of a policy, as the desk's form sends it. */
export const disclosureForm = z.object({
  disclosure: z.enum(disclosures, '请选择公开属性').default('open'),
  disclosureReason: z.string().trim().max(500, '理由不超过 500 字').default(''),
})

export type DisclosureForm = z.output<typeof disclosureForm>

export const policyHeaderForm = z.object({
  documentNumber: z.string().trim().min(1, '请填写发文字号').max(60, '发文字号太长'),
  indexNumber: z.string().trim().min(1, '请填写索引号').max(60, '索引号太长'),
  theme: z.string().trim().min(1, '请选择主题').max(40, '主题太长'),
  kind: z.string().trim().min(1, '请选择文种').max(40, '文种太长'),
  audience: words,
  signedOn: day('请填写成文日期'),
  effectiveOn: day('请填写施行日期'),
  ...disclosureForm.shape,
  needsInterpretation: z
    .literal('on')
    .optional()
    .transform((ticked) => ticked === 'on'),
})

/** The whole policy, as it leaves the preview. */
export const newPolicyForm = policyHeaderForm.extend({
  ...policySourceForm.shape,
  title: z.string().trim().min(1, '请填写标题').max(300, '标题太长'),
  body: z.string().trim().min(1, '正文是空的').max(1_000_000, '正文太长'),
})

export const validityForm = z.object({
  validity: z.enum(['amended', 'repealed', 'lapsed'], '请选择有效性'),
  on: day('请填写变更的日期'),
  replacedById: z
    .string()
    .trim()
    .default('')
    .transform((typed) => (typed === '' ? undefined : Number(typed)))
    .refine((id) => id === undefined || (Number.isSafeInteger(id) && id > 0), '请填写替代文件在本站的编号'),
  basis: z.string().trim().min(1, '请写明依据').max(500, '不超过 500 字'),
})

export const attachForm = z.object({
  mediaId: z
    .string({ error: '请选择文件' })
    .regex(/^[1-9]\d{0,14}$/, '请选择文件')
    .transform(Number),
  title: z
    .string({ error: '请填写附件名称' })
    .trim()
    .min(1, '请填写附件名称，例如“减免申请表”')
    .max(100, '附件名称不超过 100 字'),
})

export const detachForm = attachForm.pick({ mediaId: true })
