import { theEnd } from '~/app/domain/surveys/definition'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Condition, Option, Page, Question, SurveyDefinition, Test } from '~/db/schema/survey-definition'
import { outcomesOf } from './outcomes'
import { canBeReached, type Target } from './reaching'
import { testFault, testsOf } from './test-faults'

/**
 * `block`: a question that nobody could be asked, or a condition about something that is not there.
 * `warn`: a skip that nobody takes, or a condition that is too tangled to be checked.
 */
export type Unreachable = {
  level: 'block' | 'warn'
  pageId: string
  questionId?: string | undefined
  /** In words, for the desk. */
  why: string
}

/**
 * What is wrong with the way through a survey. Exact for the answers that `checkAnswers` takes: what is not reported
 * here can be reached, unless it says that it could not be decided. Without `places` any place may be chosen.
 */
export function unreachable(definition: SurveyDefinition, places: Option[] | null = null): Unreachable[] {
  const dangling = definition.pages.flatMap((page, at) => danglingOn(definition, page, at, places))
  const unanswerable = definition.pages.flatMap((page) =>
    page.questions.flatMap((question) => unanswerableOn(page, question, places)),
  )
  return [...dangling, ...unanswerable, ...neverReached(definition, places)]
}

function unanswerableOn(page: Page, question: Question, places: Option[] | null): Unreachable[] {
  if (!outcomesOf(question, [], places)?.unanswerable) return []
  const why = `“${question.title}”没有一个答案符合它的要求，请检查最少、最多等限制`
  return [{ level: 'block', pageId: page.id, questionId: question.id, why }]
}

/** Conditions about later, own or unknown questions, rows and options; skips that lead nowhere. */
function danglingOn(
  definition: SurveyDefinition,
  page: Page,
  at: number,
  places: Option[] | null,
): Unreachable[] {
  const all = new Map(questionsOf(definition).map((question) => [question.id, question]))
  const known = new Map<string, Question>()
  for (const earlier of definition.pages.slice(0, at))
    for (const question of earlier.questions) known.set(question.id, question)
  const pageId = page.id
  const faults = (condition: Condition | undefined, questionId?: string): Unreachable[] =>
    testsOf(condition).flatMap((test) => {
      const why = unknownFault(test, all, known, questionId) ?? testFault(test, known, places)
      return why === null ? [] : [{ level: 'block', pageId, questionId, why }]
    })
  const found = faults(page.showIf)
  for (const question of page.questions) {
    found.push(...faults(question.showIf, question.id))
    known.set(question.id, question)
  }
  for (const { when, to } of page.skips) {
    found.push(...faults(when))
    const why = targetFault(definition, at, to)
    if (why) found.push({ level: 'block', pageId, why })
  }
  return found
}

function unknownFault(
  { question }: Test,
  all: Map<string, Question>,
  known: Map<string, Question>,
  own: string | undefined,
): string | null {
  if (known.has(question)) return null
  if (question === own) return '条件问的是这道题自己，它永远不会先有答案'
  const later = all.get(question)
  return later ? `条件问的是后面的题“${later.title}”，那时还没有答案` : `条件问的题（${question}）不在问卷里`
}

function targetFault({ pages }: SurveyDefinition, at: number, to: string): string | null {
  if (to === theEnd) return null
  const target = pages.findIndex(({ id }) => id === to)
  if (target < 0) return `要跳到的页（${to}）不在问卷里`
  return target > at ? null : '只能往后跳：要跳到的页在这一页之前，或就是这一页'
}

function neverReached(definition: SurveyDefinition, places: Option[] | null): Unreachable[] {
  const budget = { steps: 3_000_000 }
  const check = (target: Target) => canBeReached(definition, target, places, budget)
  const found: Unreachable[] = []
  definition.pages.forEach((page, at) => {
    const reached = check({ page: at })
    if (reached !== true) {
      found.push(reached === false ? lost(page, undefined) : undecided(page))
      if (reached === false) return
    }
    for (const question of page.questions) {
      if (!question.showIf && reached === true) continue
      const isAsked = check({ page: at, question: question.id })
      if (isAsked === false) found.push(lost(page, question))
      if (isAsked === null && question.showIf) found.push(undecided(page, question))
    }
    page.skips.forEach((skip, order) => {
      if (targetFault(definition, at, skip.to) !== null) return
      if (check({ page: at, skip: order }) === false) found.push(idle(page, order))
    })
  })
  return found
}

function lost(page: Page, question: Question | undefined): Unreachable {
  const why = question
    ? `不管怎样作答，都不会问到“${question.title}”，请检查它的条件`
    : `不管怎样作答，都不会到“${page.title || page.id}”这一页，请检查它的条件和前面的跳转`
  return { level: 'block', pageId: page.id, questionId: question?.id, why }
}

function undecided(page: Page, question?: Question): Unreachable {
  const what = question ? `“${question.title}”` : `“${page.title || page.id}”这一页`
  const why = `条件太多，没有算出${what}能不能问到；请试答一遍看看`
  return { level: 'warn', pageId: page.id, questionId: question?.id, why }
}

function idle(page: Page, order: number): Unreachable {
  const why = `“${page.title || page.id}”这一页的第 ${order + 1} 条跳转，不管怎样作答都用不上`
  return { level: 'warn', pageId: page.id, why }
}
