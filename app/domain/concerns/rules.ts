import { addWorkingDays, dayOf, endOfDay } from '~/app/domain/calendar'
import { findPrivateData } from '~/app/domain/comments/private-data'
import type { Finding } from '~/app/domain/findings'
import type { severities } from '~/db/schema/concerns'

export type Severity = (typeof severities)[number]

const hour = 3_600_000

/** 通行做法, not statutory: within W1's three months at the latest, as offices commonly promise. */
const letterWorkingDays = 15
/** W3 */
const siteReportWorkingDays = 3

/**
 * C1, W1, W3: until when the first statement is due. Emergencies and ordinary concerns run in hours, day and night,
 * holidays too; letters and site error reports in working days, the first day not counted (T1).
 * Always counted from the moment of receipt, whoever handles it (C2).
 */
export function deadlineOf(severity: Severity, receivedAt: Date, about: { site?: boolean } = {}): Date {
  if (severity === 'emergency') return new Date(receivedAt.getTime() + 5 * hour)
  if (about.site) return endOfDay(addWorkingDays(dayOf(receivedAt), siteReportWorkingDays))
  if (severity === 'ordinary') return new Date(receivedAt.getTime() + 48 * hour)
  return endOfDay(addWorkingDays(dayOf(receivedAt), letterWorkingDays))
}

/** C1: an emergency's press conference, within 24 running hours. */
export function pressConferenceBy(receivedAt: Date): Date {
  return new Date(receivedAt.getTime() + 24 * hour)
}

export type Clock = {
  state: 'running' | 'overdue' | 'in-time' | 'late'
  deadline: Date
  /** Minutes to the deadline; negative once it has passed. Of an answered concern: at the time of the answer. */
  minutesLeft: number
}

export function clockOf(deadline: Date, answeredAt: Date | null, now: Date): Clock {
  const measured = answeredAt ?? now
  const minutesLeft = Math.floor((deadline.getTime() - measured.getTime()) / 60_000)
  const kept = measured.getTime() <= deadline.getTime()
  if (answeredAt) return { state: kept ? 'in-time' : 'late', deadline, minutesLeft }
  return { state: kept ? 'running' : 'overdue', deadline, minutesLeft }
}

type PublicWords = { publicTitle: string; publicBody: string }

/** What stands in the way of making a concern public in the words of the department. */
export function concernFindings(
  concern: { body: string; publishWords: boolean },
  words: PublicWords | null,
): Finding[] {
  if (!words)
    return [
      {
        id: 'C2',
        level: 'block',
        message: '请先分办：写明承办部门、类别时限和公开的标题、内容（平政办发〔2020〕70号任务六）。',
      },
    ]
  const findings: Finding[] = []
  const found = findPrivateData(`${words.publicTitle}\n${words.publicBody}`)
  if (found.length > 0) {
    const message = `公开的文字里有${namesOf(found)}，请隐去后再公开（个人信息保护法第二十五条、第五十一条）。`
    findings.push({ id: 'L3', level: 'block', message, field: 'publicBody' })
  }
  if (!concern.publishWords && repeats(words.publicBody, concern.body)) {
    const message = '来信人没有同意公开原文。请用部门自己的话概括，不要照抄（个人信息保护法第二十五条）。'
    findings.push({ id: 'L2', level: 'block', message, field: 'publicBody' })
  }
  return findings
}

/** Short sentences coincide by chance; from this length on a whole message is recognisable. */
const recognisable = 20

function repeats(publicBody: string, citizensBody: string): boolean {
  const original = compact(citizensBody)
  return original.length >= recognisable && compact(publicBody).includes(original)
}

function compact(text: string): string {
  return text.replace(/[\s\p{P}]/gu, '')
}

type Draft = { body: string; spokesperson: string; departmentId: number }
type Citations = { unpublishedClauses: number; unpublishedInterpretations: number; cited: number }

/** What stands in the way of submitting or publishing a response. */
export function responseFindings(
  draft: Draft,
  handlingDepartmentId: number,
  citations: Citations,
): Finding[] {
  const findings: Finding[] = []
  if (draft.departmentId !== handlingDepartmentId) {
    const message = '这条关切已转由其他部门承办，谁主管谁负责，由承办部门回应（平政办发〔2020〕70号任务六）。'
    findings.push({ id: 'C2', level: 'block', message })
  }
  if (citations.unpublishedClauses + citations.unpublishedInterpretations > 0) {
    const message = '引用的条文或解读尚未公开，请删去，或者等它公开以后再引用。'
    findings.push({ id: 'C2', level: 'block', message, field: 'clauseIds' })
  }
  const found = findPrivateData(draft.body)
  if (found.length > 0) {
    const message = `回应里有${namesOf(found)}，请隐去（个人信息保护法第二十五条、第五十一条）。`
    findings.push({ id: 'L3', level: 'block', message, field: 'body' })
  }
  if (citations.cited === 0) {
    const message = '没有引用条文或解读。有依据的，请注明出处，便于群众核对（国办发〔2016〕80号）。'
    findings.push({ id: 'C1', level: 'warn', message })
  }
  return findings
}

function namesOf(found: { name: string }[]): string {
  return [...new Set(found.map((one) => one.name))].join('、')
}
