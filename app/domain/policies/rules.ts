import type { SignOffState } from '~/app/domain/audit/transitions'
import { addWorkingDays, dayOf, endOfDay } from '~/app/domain/calendar'
import type { Finding } from '~/app/domain/findings'
import { readDocumentNumber, readOrderNumber } from '~/app/domain/texts/document-number'
import type { Disclosure, Validity } from './types'

export type PolicyStep = 'submit' | 'review' | 'publish'

export type PolicyFacts = {
  documentNumber: string
  disclosure: Disclosure
  disclosureReason: string
  needsInterpretation: boolean
  /** Whether it is written down how the policy is going to be explained. */
  hasPlan: boolean
  /** The sign-off state of each of its interpretations. */
  interpretations: SignOffState[]
  fromConsultation: boolean
  feedbackIsPublished: boolean
  discussion: DiscussionFacts
  /** Where people attended the meetings on its matter, and whether they have been told what became of their words. */
  attendances: { title: string; isAnswered: boolean }[]
}

/** What its matter's public consultations ask for before the policy can be published (P9, P13). */
type DiscussionFacts = {
  isSubmitted: boolean
  /** The matter's public consultations, every round. */
  consultations: { title: string; isAnswered: boolean }[]
  /** The last round of the one it comes from was ended before its time. */
  lastRoundIsTerminated: boolean
}

/** D1, D4, I2, P9, P10: what stands against a step of a policy's sign-off. */
export function policyFindings(facts: PolicyFacts, step: PolicyStep): Finding[] {
  return [
    ...documentNumberFindings(facts.documentNumber),
    ...disclosureFindings(facts, step),
    ...interpretationFindings(facts, step),
    ...planFindings(facts, step),
    ...feedbackFindings(facts, step),
    ...discussionFindings(facts, step),
    ...attendanceFindings(facts, step),
  ]
}

/** D4: six-cornered brackets, no 第, no leading zero; the mend is offered. An order's number keeps its 第. */
export function documentNumberFindings(written: string): Finding[] {
  const text = written.trim()
  const source = '（《党政机关公文处理工作条例》）'
  const block = (message: string): Finding[] => [
    { id: 'D4', level: 'block', field: 'documentNumber', message: `${message}${source}。` },
  ]
  if (/令第/.test(text) && readOrderNumber(text)) return []
  const number = readDocumentNumber(text)
  if (!number || number.asWritten !== text)
    return block('发文字号应由机关代字、年份和序号组成，如“岭政办发〔2026〕7号”')
  if (number.faults.length === 0) return []
  return block(`发文字号请写作“${number.number}”：${number.faults.join('，')}`)
}

function disclosureFindings({ disclosure, disclosureReason }: PolicyFacts, step: PolicyStep): Finding[] {
  if (disclosure === 'open') return []
  if (!disclosureReason.trim()) {
    return [
      {
        id: 'D1',
        level: 'block',
        field: 'disclosureReason',
        message: '依申请公开和不予公开的，要写明理由（国务院令第711号、平政办发〔2020〕70号任务四）。',
      },
    ]
  }
  if (step !== 'publish') return []
  return [
    {
      id: 'D1',
      level: 'block',
      field: 'disclosure',
      message: '这份文件不是主动公开的，不能在网站上公开（国务院令第711号第二十六条）。',
    },
  ]
}

function interpretationFindings(
  { needsInterpretation, interpretations }: PolicyFacts,
  step: PolicyStep,
): Finding[] {
  if (!needsInterpretation) return []
  const source = '（平政办发〔2020〕70号任务六：同步起草、同步审签、同步发布）'
  const block = (message: string): Finding[] => [
    { id: 'I2', level: 'block', message: `${message}${source}。` },
  ]
  if (interpretations.length === 0) return block('这份政策需要解读，请先起草解读')
  const handedIn: SignOffState[] = ['submitted', 'reviewed', 'published']
  if (step === 'submit')
    return interpretations.some((state) => handedIn.includes(state))
      ? []
      : block('解读还没有送审，请与政策一同送审')
  const signedOff: SignOffState[] = ['reviewed', 'published']
  return interpretations.some((state) => signedOff.includes(state)) ? [] : block('解读还没有审核通过')
}

/** I2: how it is going to be explained is handed in together with the policy. */
function planFindings({ needsInterpretation, hasPlan }: PolicyFacts, step: PolicyStep): Finding[] {
  if (step !== 'submit' || !needsInterpretation || hasPlan) return []
  const message =
    '还没有写解读方案。请写明还要出哪些形式的解读、由谁写、什么时候公开，与政策一同送审（平政办发〔2020〕70号任务六）；确实不需要的，请写明理由。'
  return [{ id: 'I2', level: 'warn', message }]
}

function feedbackFindings(
  { fromConsultation, feedbackIsPublished }: PolicyFacts,
  step: PolicyStep,
): Finding[] {
  if (!fromConsultation || feedbackIsPublished) return []
  const finding =
    step === 'publish'
      ? {
          id: 'P10',
          message:
            '公开征求意见的采纳情况还没有公布，政策不能公开（《重大行政决策程序暂行条例》第三十二条）。',
        }
      : {
          id: 'P9',
          message:
            '公开征求意见的采纳情况还没有整理公布，不能提交审议（《重大行政决策程序暂行条例》第十八条、第二十九条）。',
        }
  return [{ ...finding, level: 'block' }]
}

/** P9, P13: what was consulted on becomes policy by a collective discussion that had every answer before it. */
function discussionFindings({ discussion }: PolicyFacts, step: PolicyStep): Finding[] {
  if (step !== 'publish' || discussion.consultations.length === 0) return []
  const block = (message: string): Finding => ({ id: 'P9', level: 'block', message })
  const findings: Finding[] = []
  const open = discussion.consultations.filter(({ isAnswered }) => !isAnswered)
  if (open.length > 0) {
    const titles = open.map(({ title }) => `“${title}”`).join('、')
    findings.push(
      block(
        `所属事项的${titles}还没有公布采纳情况反馈，政策不能公开（《重大行政决策程序暂行条例》第十八条）。`,
      ),
    )
  }
  if (!discussion.isSubmitted) {
    const where = '请先到决策事项页面办理“提请集体讨论”'
    findings.push(
      block(
        `所属事项征求过意见，还没有提请集体讨论，政策不能公开；${where}（《重大行政决策程序暂行条例》第二十九条、第三十条）。`,
      ),
    )
  }
  if (discussion.lastRoundIsTerminated) {
    findings.push(
      block(
        '最后一轮征求意见是终止的，草案没有征求完意见；请开始新一轮，结束并反馈以后再公布政策（《重大行政决策程序暂行条例》第十五条）。',
      ),
    )
  }
  return findings
}

/** P10, P14: who attended a meeting reads what became of it before the policy is public. */
function attendanceFindings({ attendances }: PolicyFacts, step: PolicyStep): Finding[] {
  const open = attendances.filter(({ isAnswered }) => !isAnswered)
  if (step !== 'publish' || open.length === 0) return []
  const titles = open.map(({ title }) => `“${title}”`).join('、')
  const message = `${titles}上，列席人员的意见还没有公布采纳情况，政策不能公开；请先公布采纳情况反馈（《重大行政决策程序暂行条例》第三十二条；平政办发〔2020〕70号任务十）。`
  return [{ id: 'P14', level: 'block', message }]
}

const interpretationDays = 3

export type InterpretationClock = { state: 'met' | 'due' | 'overdue'; dueAt: Date }

/** I5: from the day of publication (amber) to the end of the third working day, then red. */
export function interpretationClock(
  publishedAt: Date,
  interpretedAt: Date | null,
  now: Date,
): InterpretationClock {
  const dueAt = endOfDay(addWorkingDays(dayOf(publishedAt), interpretationDays))
  if (interpretedAt) return { state: 'met', dueAt }
  return { state: now > dueAt ? 'overdue' : 'due', dueAt }
}

export type ValidityChange = { id: number; validity: Exclude<Validity, 'valid'>; on: string }

/** D5: the newest change that has come into force by `day` counts. */
export function validityAt<C extends ValidityChange>(changes: C[], day: string): C | null {
  const inForce = changes.filter((change) => change.on <= day)
  return inForce.sort((one, other) => one.on.localeCompare(other.on) || one.id - other.id).at(-1) ?? null
}
