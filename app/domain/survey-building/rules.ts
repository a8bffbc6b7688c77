import type { Finding } from '~/app/domain/findings'
import { effortOf } from '~/app/domain/surveys/effort'
import { pipedIn } from '~/app/domain/surveys/say-answer'
import { fewest, type SurveyAccess } from '~/app/domain/surveys/types'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Question, SurveyDefinition } from '~/db/schema/survey-definition'
import type { surveyQuotas } from '~/db/schema/surveys'
import { questionFault } from './question-faults'
import type { Unreachable } from './reachability'

const article14 = '《重大行政决策程序暂行条例》第十四条'
const article36 = '《重大行政决策程序暂行条例》第三十六条'
const lawOfData = '《个人信息保护法》第六条'

const dayLength = 86_400_000
const shortestDays = 7
const longestDays = 180
const mostMinutes = 15

/** Where on the builder a finding stands: a question by its id, a page by this. */
export function pageField(pageId: string): string {
  return `page-${pageId}`
}

type Around = {
  purpose: string
  audience: string
  access: SurveyAccess
  opensAt: Date
  closesAt: Date
  weighting: string
  /** What it belongs to is public; true where it stands alone. */
  isBelongingPublic: boolean
  policyId: number | null
  quotas: Quota[]
}

type Quota = Pick<typeof surveyQuotas.$inferSelect, 'label' | 'tests' | 'most'>

const block = (id: string, message: string, field?: string): Finding => ({
  ...{ id, level: 'block', message },
  ...(field ? { field } : {}),
})
const warn = (id: string, message: string, field?: string): Finding => ({
  ...block(id, message, field),
  level: 'warn',
})

/** What is said around the questions: why, to whom, from when until when, and how many are taken of each group. */
export function frameFindings(survey: Around, now: Date): Finding[] {
  return [
    ...wordsFindings(survey),
    ...periodFindings(survey, now),
    ...belongingFindings(survey),
    ...survey.quotas
      .filter(({ most }) => most < fewest)
      .map(({ label }) =>
        block(
          'L1',
          `名额“${label}”不到 ${fewest} 份，人太少，容易猜出是谁。请改为 ${fewest} 份以上，或者和别的类合在一起（${lawOfData}）。`,
          'quotas',
        ),
      ),
    ...(survey.quotas.length > 0 && survey.weighting.trim() === ''
      ? [block('P2', '设了名额，请写明名额怎么定的、统计时怎么算，结果里要告诉公众。', 'weighting')]
      : []),
  ]
}

function wordsFindings({ purpose, audience }: Around): Finding[] {
  return [
    ...(purpose.trim() === ''
      ? [block('P2', `请写明为什么问、问到的意见拿来做什么（${article14}）。`, 'purpose')]
      : []),
    ...(audience.trim() === '' ? [block('P2', '请写明请谁来填，例如“全县居民”。', 'audience')] : []),
  ]
}

function periodFindings({ opensAt, closesAt }: Around, now: Date): Finding[] {
  if (closesAt <= now) return [block('P2', '截止时间已经过去，请改为以后的日期。', 'closesAt')]
  const from = opensAt > now ? opensAt : now
  const days = (closesAt.getTime() - from.getTime()) / dayLength
  if (days < 1) return [block('P2', '开放不到一天，请把截止时间往后移。', 'closesAt')]
  if (days < shortestDays) {
    const message = `开放不到 ${shortestDays} 天，很多人来不及看到、来不及填。确需这样短的，请写明理由。`
    return [warn('P2', message, 'closesAt')]
  }
  return days > longestDays
    ? [warn('P2', '开放超过半年，填的人等不到结果，答案也旧了；问卷开放以后不能提前结束。', 'closesAt')]
    : []
}

function belongingFindings({ isBelongingPublic, policyId }: Around): Finding[] {
  if (isBelongingPublic) return []
  return policyId === null
    ? [block('P1', '问卷所属的事项还没有公开，请先公开它，再发布问卷。', 'belongsTo')]
    : [block('P16', `政策还没有公开，不能开始评估（${article36}）。`, 'belongsTo')]
}

/** What is wrong with the questions themselves, each beside its own. */
export function definitionFindings(definition: SurveyDefinition, unreachable: Unreachable[]): Finding[] {
  const all = questionsOf(definition)
  return [
    ...(all.length === 0 ? [block('P2', '问卷还没有题目，请先添加。')] : []),
    ...definition.pages.flatMap(({ id, questions, text }, at) =>
      all.length > 0 && questions.length === 0 && !text
        ? [warn('P2', `第${at + 1}页还没有题目，填的人不会看到它。`, pageField(id))]
        : [],
    ),
    ...all.flatMap((question) => questionFindings(question)),
    ...pipeFindings(definition),
    ...crossFindings(definition),
    ...unreachable.map(({ level, pageId, questionId, why }) => ({
      ...block('P2', why, questionId ?? pageField(pageId)),
      level,
    })),
    ...effortFindings(definition),
  ]
}

function questionFindings(question: Question): Finding[] {
  const fault = questionFault(question)
  return [
    ...(fault ? [block('P2', `“${question.title}”：${fault.message}。`, question.id)] : []),
    ...(asksForPerson(question)
      ? [
          warn(
            'L1',
            `“${question.title}”像是在问姓名、电话、证件号码或住址。问卷不应收集能认出本人的信息（${lawOfData}）；确需的，请写明理由。`,
            question.id,
          ),
        ]
      : []),
  ]
}

const personWords = /姓名|名字|手机号|电话|身份证|证件号|银行卡|家庭住址|详细地址|门牌|微信号|邮箱|车牌/

function asksForPerson({ kind, title }: Question): boolean {
  return (kind === 'short-text' || kind === 'long-text' || kind === 'number') && personWords.test(title)
}

/** An answer that is taken up in a text has to come before it. */
function pipeFindings({ pages }: SurveyDefinition): Finding[] {
  const known = new Set<string>()
  return pages.flatMap((page) => {
    const ofPage = missingIn([page.title, page.text ?? ''], known).map((id) =>
      block(
        'P2',
        `“${page.title || page.id}”这一页的文字里引用了 {${id}}，前面没有这道题。`,
        pageField(page.id),
      ),
    )
    const ofQuestions = page.questions.flatMap((question) => {
      const missing = missingIn(wordsIn(question), known)
      known.add(question.id)
      return missing.map((id) =>
        block('P2', `“${question.title}”里引用了 {${id}}，前面没有这道题。`, question.id),
      )
    })
    return [...ofPage, ...ofQuestions]
  })
}

function missingIn(texts: string[], known: Set<string>): string[] {
  return [...new Set(texts.flatMap(pipedIn))].filter((id) => !known.has(id))
}

function wordsIn(question: Question): string[] {
  return [question.title, question.hint ?? '']
}

const crossed: readonly Question['kind'][] = ['single', 'drop-down', 'yes-no', 'place']

export function canCross({ kind }: Question): boolean {
  return crossed.includes(kind)
}

function crossFindings(definition: SurveyDefinition): Finding[] {
  const all = new Map(questionsOf(definition).map((question) => [question.id, question]))
  return definition.crossBy.flatMap((id) => {
    const question = all.get(id)
    return question && canCross(question)
      ? []
      : [block('P2', '分组统计只能按单选、下拉、是非或者地点的题目。', 'crossBy')]
  })
}

function effortFindings(definition: SurveyDefinition): Finding[] {
  const { minutes } = effortOf(definition)
  if (minutes <= mostMinutes) return []
  return [warn('P2', `填完大约要 ${minutes} 分钟，很多人会中途放下。请看看哪些题可以不问。`)]
}

/** Each group is described by questions that everybody's version has. */
export function quotaFindings(definition: SurveyDefinition, quotas: Quota[]): Finding[] {
  const all = new Map(questionsOf(definition).map((question) => [question.id, question]))
  return quotas.flatMap(({ label, tests }) =>
    tests.every((test) => isKnown(all.get(test.question), test.value))
      ? []
      : [block('P2', `名额“${label}”所指的题目或者选项已经没有了，请改名额。`, 'quotas')],
  )
}

function isKnown(question: Question | undefined, value: string | number | undefined): boolean {
  if (!question) return false
  if (!('options' in question)) return true
  return value === 'other' ? 'other' in question : question.options.some(({ id }) => id === value)
}
