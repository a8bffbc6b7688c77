import { z } from 'zod'
import { largestCaptions, longestWords } from './rules'

const words = (name: string, most: number) =>
  z.string().trim().max(most, `${name}最多 ${most} 个字，请写短一些`).default('')

export const detailsForm = z.object({
  title: words('标题', longestWords.title).refine((title) => title !== '', '请写标题，同事靠它找到这个文件'),
  alt: words('替代文字', longestWords.alt),
  source: words('来源', longestWords.source),
  licence: words('使用许可', longestWords.licence),
  people: words('画面里的人', longestWords.people),
})
export type Details = z.output<typeof detailsForm>

export const transcriptForm = z.object({ transcript: words('文字稿', longestWords.transcript) })

export const captionsForm = z.object({
  lang: z.enum(['zh', 'en']),
  vtt: z.string().max(largestCaptions, '字幕太长，请检查是不是贴错了内容').default(''),
})

export const posterForm = z.object({
  posterId: z
    .string()
    .regex(/^(?:[1-9]\d{0,14})?$/, '请从列表里选一张图片')
    .default('')
    .transform((id) => (id === '' ? null : Number(id))),
})

export const posterSecondForm = z.object({
  second: z.coerce.number('请写第几秒，比如 3.5').min(0, '请写第几秒，不能是负数').max(86_400, '没有这么长'),
})
