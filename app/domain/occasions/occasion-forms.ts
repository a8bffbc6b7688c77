import { z } from 'zod'
import { mostGroups, mostQuestions } from './occasion-rules'
import type { Attended, PollQuestion } from './occasion-types'

const said = z.string().default('')
/** A number as people write it: 1,200 or １２００; what is none becomes NaN, and the rules say so. */
const number = said.transform(readCount)
const rows = z.looseObject({ intent: z.string() })

function readCount(words: string): number {
  const digits = words.normalize('NFKC').replace(/[,\s人]/g, '')
  return /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN
}

function wordsIn(form: Record<string, unknown>, name: string): string {
  const value = form[name]
  return typeof value === 'string' ? value.trim() : ''
}

/** Rows `group-0`, `people-0`, `names-0` …; one in which nothing is written is none. */
export const attendanceForm = rows.transform((form) => {
  const all: Attended[] = []
  for (let at = 0; at < mostGroups + 5; at += 1) {
    const [group, people, names] = ['group', 'people', 'names'].map((name) => wordsIn(form, `${name}-${at}`))
    if (group || people || names)
      all.push({ group: group ?? '', people: readCount(people ?? ''), names: names ?? '' })
  }
  return { rows: all }
})

export const photoForm = z.object({
  intent: z.string(),
  mediaId: z.coerce.number().int().positive().optional().catch(undefined),
  caption: said,
})

export const photoRemovalForm = z.object({
  intent: z.string(),
  mediaId: z.coerce.number({ error: '请选择照片' }).int().positive(),
  photoReason: said,
})

const day = (message: string) => z.string({ error: message }).regex(/^\d{4}-\d{2}-\d{2}$/, message)

export const pollForm = z
  .looseObject({
    intent: z.string(),
    pollster: said,
    method: said,
    population: said,
    approached: number,
    answered: number,
    fromDay: day('请填写从哪天开始'),
    toDay: day('请填写到哪天结束'),
    weighting: said,
    dropTable: z.literal('on').optional(),
  })
  .transform(
    ({ pollster, method, population, approached, answered, fromDay, toDay, weighting, ...form }) => ({
      poll: {
        ...{ pollster: pollster.trim(), method: method.trim(), population: population.trim() },
        ...{ approached, answered, fromDay, toDay, weighting: weighting.trim() },
        questions: questionsIn(form),
      },
      dropTable: form.dropTable === 'on',
    }),
  )

function questionsIn(form: Record<string, unknown>): PollQuestion[] {
  const all: PollQuestion[] = []
  for (let at = 0; at < mostQuestions + 5; at += 1) {
    const words = wordsIn(form, `words-${at}`)
    const base = wordsIn(form, `base-${at}`)
    const options = wordsIn(form, `options-${at}`)
    if (words || base || options) all.push({ words, base: readCount(base), options: readOptions(options) })
  }
  return all
}

/** One a line: 赞成 | 263. Without a bar the last word is the number. */
export function readOptions(lines: string): PollQuestion['options'] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const match = /^(.*?)\s*(?:[|｜]|\s)\s*([^|｜\s]*)$/.exec(line)
      return match
        ? { label: (match[1] ?? '').trim(), count: readCount(match[2] ?? '') }
        : { label: line, count: Number.NaN }
    })
}

export function writeOptions(options: PollQuestion['options']): string {
  return options.map(({ label, count }) => `${label} | ${count}`).join('\n')
}
