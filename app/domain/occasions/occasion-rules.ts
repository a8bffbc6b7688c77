import type { ActivityKind } from '~/app/domain/activities/types'
import { findPersonalSigns, findPrivateData } from '~/app/domain/comments/private-data'
import type { Finding } from '~/app/domain/findings'
import type { Attended, PollInput } from './occasion-types'
import { largestTable, readTable } from './poll-table'

/** What is wrong with a field, in words for the person who filled it in. */
export type Fault = { field: string; message: string }

export const mostGroups = 20
export const mostPhotos = 30
export const mostQuestions = 30
const longestCaption = 200

/** L2, L3: by group; names only of those who agreed, and nothing else that leads to a person. */
export function attendanceFaults(rows: readonly Attended[]): Fault[] {
  const faults: Fault[] = []
  const seen = new Set<string>()
  rows.slice(0, mostGroups).forEach(({ group, people, names }, at) => {
    const add = (field: string, message: string) => faults.push({ field: `${field}-${at}`, message })
    if (group.trim() === '') add('group', '请写明是哪些人')
    else if ([...group].length > 100) add('group', '不超过 100 个字')
    else if (seen.has(group.trim())) add('group', '这个方面已经写过了，请合并成一行')
    seen.add(group.trim())
    if (!Number.isInteger(people) || people < 1 || people > 100_000) add('people', '请填写人数，至少 1 人')
    if ([...names].length > 2000) add('names', '不超过 2000 个字')
    const named = names.split(/[、，,；;\s]+/).filter(Boolean).length
    if (named > people) add('names', `写了 ${named} 个姓名，比人数 ${people} 还多，请核对`)
    const found = leadsToPerson(`${group} ${names}`)
    if (found) add('names', `这里像是有${found}，只写姓名就可以（《个人信息保护法》第五十一条）`)
  })
  if (rows.length > mostGroups) faults.push({ field: 'form', message: `最多填写 ${mostGroups} 个方面` })
  return faults
}

export function captionFault(caption: string): string | null {
  if (caption.trim() === '') return '请写图片说明；看不见图片的人靠它了解内容'
  if ([...caption].length > longestCaption) return `不超过 ${longestCaption} 个字`
  const found = leadsToPerson(caption)
  return found ? `图片说明里像是有${found}，请删去` : null
}

/** What a poll must say for its figures to be believed: who, whom, how, of how many, and each question of how many. */
export function pollFaults(poll: PollInput): Fault[] {
  const { approached, answered, fromDay, toDay, questions, rawTable } = poll
  const faults: Fault[] = []
  const words = { pollster: '由谁调查', method: '怎样调查', population: '调查哪些人' } as const
  for (const [field, what] of Object.entries(words)) {
    const said = poll[field as keyof typeof words].trim()
    if (said === '') faults.push({ field, message: `请写明${what}` })
    else if ([...said].length > 2000) faults.push({ field, message: '不超过 2000 个字' })
  }
  if (!isCount(approached) || approached === 0)
    faults.push({ field: 'approached', message: '请填写一共请了多少人，算回答率要用' })
  if (!isCount(answered) || answered > approached)
    faults.push({ field: 'answered', message: '作了回答的人数不能多于请的人数' })
  if (fromDay > toDay) faults.push({ field: 'toDay', message: '结束的日期不能早于开始的日期' })
  if (questions.length === 0) faults.push({ field: 'words-0', message: '请至少填写一道题和它的结果' })
  if (questions.length > mostQuestions)
    faults.push({ field: 'form', message: `最多填写 ${mostQuestions} 道题` })
  questions.forEach((question, at) => {
    faults.push(
      ...questionFaults(question, answered).map(({ field, message }) => ({
        field: `${field}-${at}`,
        message,
      })),
    )
  })
  if (rawTable) faults.push(...tableFaults(rawTable, answered))
  return faults
}

function questionFaults({ words, base, options }: PollInput['questions'][number], answered: number): Fault[] {
  const faults: Fault[] = []
  if (words.trim() === '') faults.push({ field: 'words', message: '请写出题目，照问卷上的原话' })
  if (!isCount(base) || base > answered)
    faults.push({ field: 'base', message: `回答这一题的人数不能多于作了回答的 ${answered} 人` })
  if (options.length < 2) faults.push({ field: 'options', message: '请至少写两个选项，一行一个' })
  const labels = options.map(({ label }) => label.trim())
  if (labels.includes('') || new Set(labels).size < labels.length)
    faults.push({ field: 'options', message: '选项不能空着，也不能重复' })
  const over = options.find(({ count }) => !isCount(count) || count > base)
  if (over)
    faults.push({
      field: 'options',
      message: `选“${over.label}”的人数应当是 0 到 ${base} 之间的整数（这一题有 ${base} 人回答）`,
    })
  const sum = options.reduce((all, { count }) => all + count, 0)
  if (!over && sum < base)
    faults.push({
      field: 'options',
      message: `各选项合计 ${sum} 人，少于回答这一题的 ${base} 人；没有选的人请写成一个选项，如“说不清”`,
    })
  return faults
}

function tableFaults(rawTable: string, answered: number): Fault[] {
  if (new TextEncoder().encode(rawTable).length > largestTable)
    return [{ field: 'table', message: '原始数据不能超过 2 MB' }]
  const read = readTable(rawTable)
  if (!read.ok) return [{ field: 'table', message: read.message }]
  if (read.rows.length <= answered) return []
  return [
    {
      field: 'table',
      message: `原始数据有 ${read.rows.length} 行，多于作了回答的 ${answered} 人，请核对`,
    },
  ]
}

/** P2: what the account of an occasion rests on. */
export function recordFindings(
  kind: ActivityKind,
  { hasPoll, hasAttendance }: { hasPoll: boolean; hasAttendance: boolean },
): Finding[] {
  const source = '（《重大行政决策程序暂行条例》第十四条）。'
  if (kind === 'opinion-poll' && !hasPoll)
    return [{ id: 'P2', level: 'block', message: `还没有填写民意调查的办法和结果${source}` }]
  if (kind === 'hearing' || kind === 'opinion-poll' || hasAttendance) return []
  return [{ id: 'P2', level: 'warn', message: `还没有填写哪些人参加，读的人不知道听了谁的意见${source}` }]
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0
}

function leadsToPerson(words: string): string | null {
  return (findPrivateData(words)[0] ?? findPersonalSigns(words)[0])?.name ?? null
}
