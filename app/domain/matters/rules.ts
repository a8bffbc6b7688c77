import type { Finding } from '~/app/domain/findings'
import type { matterKinds, participationMethods } from '~/db/schema/matters'

export type MatterKind = (typeof matterKinds)[number]
export type ParticipationMethod = (typeof participationMethods)[number]

export type MatterElements = {
  title: string
  kind: MatterKind | null
  summary: string
  basis: string
  departmentId: number | null
  plannedMethods: readonly ParticipationMethod[]
  plannedTiming: string
  affectedGroups: readonly string[]
  /** The day of the party committee's consent, `YYYY-MM-DD`. */
  consentOn: string | null
}

const article3 = '《重大行政决策程序暂行条例》第三条'
const article14 = '《重大行政决策程序暂行条例》第十四条'

/** What speaks to a group itself; an open consultation alone may pass it by. */
const reachingMethods: readonly ParticipationMethod[] = [
  'hearing',
  'symposium',
  'site-visit',
  'written',
  'survey',
  'opinion-poll',
]

/** P1, P2: what a matter needs before it enters the public catalogue on the day `today`. */
export function matterFindings(matter: MatterElements, today: string): Finding[] {
  const missing = (field: keyof MatterElements, what: string): Finding => ({
    id: 'P1',
    level: 'block',
    field,
    message: `列入决策事项目录须写明${what}（${article3}）。`,
  })
  const findings: Finding[] = []
  if (matter.title.trim() === '') findings.push(missing('title', '事项名称'))
  if (matter.kind === null) findings.push(missing('kind', '属于哪一类决策事项'))
  if (matter.summary.trim() === '') findings.push(missing('summary', '事项内容'))
  if (matter.basis.trim() === '') findings.push(missing('basis', '依据'))
  if (matter.departmentId === null) findings.push(missing('departmentId', '决策承办单位'))
  if (matter.plannedMethods.length === 0) findings.push(missing('plannedMethods', '拟采取的公众参与方式'))
  if (matter.plannedTiming.trim() === '') findings.push(missing('plannedTiming', '计划时间'))
  findings.push(...consentFindings(matter.consentOn, today), ...groupFindings(matter))
  return findings
}

function consentFindings(consentOn: string | null, today: string): Finding[] {
  if (consentOn === null) {
    const message = `目录经同级党委同意后才能向社会公布，请填写同意的日期（${article3}第三款）。`
    return [{ id: 'P1', level: 'block', field: 'consentOn', message }]
  }
  if (consentOn <= today) return []
  const message = `党委同意的日期（${consentOn}）还没有到，目录现在不能公布（${article3}第三款）。`
  return [{ id: 'P1', level: 'block', field: 'consentOn', message }]
}

function groupFindings({ affectedGroups, plannedMethods }: MatterElements): Finding[] {
  if (affectedGroups.length === 0 || plannedMethods.some((method) => reachingMethods.includes(method)))
    return []
  const message = `事项涉及特定群体（${affectedGroups.join('、')}），但没有一种方式能直接听到他们的意见，建议增加座谈会、听证会、实地走访或问卷（${article14}）。`
  return [{ id: 'P2', level: 'warn', field: 'plannedMethods', message }]
}

export type ConsultedRound = {
  id: number
  title: string
  round: number
  form: 'public' | 'targeted'
  isAnswered: boolean
}

export type AskedSurvey = { id: number; title: string; isAnswered: boolean }

const articles18And29 = '《重大行政决策程序暂行条例》第十八条、第二十九条'

/** P9: what keeps a matter from the collective discussion: ledgers and surveys that have no public answer yet. */
export function discussionFindings(
  rounds: readonly ConsultedRound[],
  surveys: readonly AskedSurvey[],
): Finding[] {
  const block = (what: string): Finding => ({
    ...{ id: 'P9', level: 'block' },
    message: `${what}，事项不能提请集体讨论（${articles18And29}）。`,
  })
  return [
    ...rounds
      .filter(({ isAnswered }) => !isAnswered)
      .map(({ title, round }) =>
        block(`“${title}”${round > 1 ? `（第${round}轮）` : ''}还没有公布采纳情况反馈`),
      ),
    ...surveys
      .filter(({ isAnswered }) => !isAnswered)
      .map(({ title }) => block(`问卷“${title}”还没有公布结果`)),
  ]
}
