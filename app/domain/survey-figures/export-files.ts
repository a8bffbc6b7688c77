import { strToU8 } from 'fflate'
import { dayOf } from '~/app/domain/calendar'
import { harmlessCell } from '~/app/domain/files/harmless-cell'
import { type Row, workbookType, writeWorkbook } from '~/app/domain/files/workbook'
import type { PublishedResult } from '~/app/domain/survey-results/result-types'
import { codebookOf } from './codebook'
import type { People, SurveyFigures } from './figures'

export const surveyFileFormats = ['csv', 'xlsx', 'json'] as const
export type SurveyFileFormat = (typeof surveyFileFormats)[number]

export const surveyFileTypes: Record<SurveyFileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: workbookType,
}

/** Of what was published, and of nothing else: a file says no more than the page. */
export type SurveyFileContent = Pick<PublishedResult, 'figures' | 'quotas' | 'weighting'> & {
  title: string
  opensAt: Date
  closesAt: Date
}

export function writeSurveyFile(
  format: SurveyFileFormat,
  content: SurveyFileContent,
): AsyncGenerator<Uint8Array> {
  if (format === 'json') return inOne(`${JSON.stringify(jsonOf(content), null, 2)}\n`)
  return format === 'csv' ? inOne(csvOf(content)) : writeWorkbook(sheetsOf(content))
}

async function* inOne(text: string): AsyncGenerator<Uint8Array> {
  yield strToU8(text)
}

const heads = ['题号', '题目', '行', '分组依据', '组', '选项代号', '选项', '人数', '分母', '百分比']
type Line = (string | number)[]

/** One line for each number: first the whole, then by group. */
function linesOf({ questions }: SurveyFigures): Line[] {
  return questions.flatMap(({ id, title, withheld, tables, crossings }) => {
    if (withheld) return [[id, title, '', '', '', '', '整题不公布', '', '', '']]
    const whole = tables.flatMap(({ label, base, cells }) =>
      cells.map(
        (cell): Line => [...[id, title, label, '', '', cell.id, cell.label], ...numbersOf(cell.people, base)],
      ),
    )
    const byGroup = crossings.flatMap(({ label, byTitle, groups, rows }) =>
      rows.flatMap((row) =>
        groups.map(
          (group, at): Line => [
            ...[id, title, label, byTitle, group.label, row.id, row.label],
            ...numbersOf(row.people[at] ?? null, group.people),
          ],
        ),
      ),
    )
    return [...whole, ...byGroup]
  })
}

function numbersOf(people: People, base: number): Line {
  if (people === null) return ['', base, '']
  return [people, base, base === 0 ? '' : Math.round((people / base) * 1000) / 10]
}

/** RFC 4180, with the mark by which a spreadsheet knows UTF-8. The code book follows below the numbers. */
function csvOf(content: SurveyFileContent): string {
  const lines = [heads, ...linesOf(content.figures), [], ['说明', ''], ...aboutOf(content)]
  return `\uFEFF${lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')}`
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const words = harmlessCell(value)
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words
}

function sheetsOf(content: SurveyFileContent) {
  const rows: Row[] = [{ look: 'head', cells: heads }, ...linesOf(content.figures)]
  const about: Row[] = [{ look: 'head', cells: ['名称', '说明'] }, ...aboutOf(content)]
  return [
    { name: '结果', widths: [10, 40, 20, 24, 16, 16, 28, 8, 8, 8], headRows: 1, rows: [rows] },
    { name: '说明', widths: [24, 90], headRows: 1, rows: [about] },
  ]
}

function aboutOf({ title, opensAt, closesAt, ...content }: SurveyFileContent): [string, string][] {
  const { people, ways, versions } = content.figures
  const say = (count: People) => (count === null ? '不公布' : `${count} 人`)
  return [
    ['问卷', title],
    ['调查时间', `${dayOf(opensAt)} 至 ${dayOf(closesAt)}`],
    ['参加人数', people === null ? '不到 10 人' : `${people} 人`],
    ...ways.map(({ way, people: count }): [string, string] => [
      way === 'paper' ? '纸质' : '网上',
      say(count),
    ]),
    ...versions.map(({ number, note, people: count }): [string, string] => [
      `第 ${number} 版问卷`,
      [say(count), note].filter(Boolean).join('；'),
    ]),
    ...codebookOf(content.figures, content),
  ]
}

function jsonOf({ title, opensAt, closesAt, ...content }: SurveyFileContent) {
  const { figures, quotas, weighting } = content
  return {
    ...{ title, opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
    ...{ figures, quotas, weighting },
    codebook: codebookOf(figures, content).map(([name, meaning]) => ({ name, meaning })),
  }
}
