import { z } from 'zod'
import { longestSentence } from './types'

const characters = (text: string) => [...text].length
const staleForm = '这张表单不完整或者已经过期，请再点一次'

/** 「这一条看不懂」: nothing has to be filled in. */
export const unclearForm = z.object({
  key: z.string({ error: staleForm }).regex(/^[\w-]{8,80}$/, staleForm),
  sentence: z
    .string('请重新填写')
    .default('')
    .refine((text) => characters(text) <= longestSentence, {
      error: ({ input }) =>
        `最多 ${longestSentence} 个字，现在有 ${characters(String(input))} 个字，请写短一些`,
    }),
  email: z
    .string('请重新填写')
    .default('')
    .transform((text) => text.trim())
    .refine(
      (text) => text === '' || (text.length <= 200 && z.email().safeParse(text).success),
      '邮箱地址不完整，例如 zhao@yunling.example',
    ),
})

/** Which explanation answers a clause: interpretation, anchor, and the second of a recording. */
export const answerUnclearForm = z.object({
  clauseId: z
    .string({ error: '请选择条款' })
    .regex(/^[1-9]\d{0,14}$/, '请选择条款')
    .transform(Number),
  place: z
    .string({ error: '请选择一处解释' })
    .regex(/^[1-9]\d{0,14} [\w-]{1,80} (\d{1,6}(\.\d{1,6})?)?$/, '请选择一处解释')
    .transform((text) => {
      const [id = '', anchor = '', second = ''] = text.split(' ')
      return { interpretationId: Number(id), anchor, second: second === '' ? null : Number(second) }
    }),
})

export function placeValue(place: {
  interpretationId: number
  anchor: string
  second: number | null
}): string {
  return `${place.interpretationId} ${place.anchor} ${place.second ?? ''}`
}

export const confirmEarlierForm = z.object({
  policyId: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, '请选择政策')
    .transform(Number),
  reason: z.string({ error: '请写明为什么仍然适用' }).default(''),
})
