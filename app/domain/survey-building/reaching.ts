import type { Condition, Option, Page, Question, SurveyDefinition, Test } from '~/db/schema/survey-definition'
import { outcomesOf, truthsUnasked } from './outcomes'

// Whether some answers lead to a page, a question or a skip. All ways are followed at once; of the answers so far only
// that is kept which the conditions ahead can still tell apart: for each, whether it is settled, and how.

export type Target = { page: number; question?: string; skip?: number }

/** A condition and where it is looked at: before the page's questions, before one of them, after all of them. */
type Ahead = { condition: Condition; page: number; order: number }

/** The part of the survey that the target depends on. */
type Cone = { questions: Set<string>; pages: Set<number>; skipping: Set<number>; ahead: Ahead[] }

/** One letter for each condition of the cone: settled (T, F), open (U), or behind (.). */
type State = string

/** What the answers to one question settle: for each way it may fall out, which of the tests about it hold. */
type Effect = { tests: { condition: number; test: Test }[]; truths: boolean[][]; unasked: boolean[] }

/** Null where it would take too long; `budget` is shared by all targets of a survey. */
export function canBeReached(
  definition: SurveyDefinition,
  target: Target,
  places: Option[] | null,
  budget: { steps: number },
): boolean | null {
  const cone = coneOf(definition, target)
  const effects = effectsOf(definition, cone, places)
  return effects && follow(definition, target, cone, effects, budget)
}

function coneOf({ pages }: SurveyDefinition, target: Target): Cone {
  const isSkip = target.skip !== undefined
  const cone: Cone = {
    questions: new Set(target.question ? [target.question] : []),
    pages: new Set([target.page]),
    skipping: new Set(isSkip ? [target.page] : []),
    ahead: [],
  }
  const pageOf = new Map(pages.flatMap(({ questions }, at) => questions.map(({ id }) => [id, at] as const)))
  for (let size = -1; size !== sizeOf(cone); ) {
    size = sizeOf(cone)
    for (const id of cone.questions) cone.pages.add(pageOf.get(id) as number)
    for (const page of pagesThatJump(pages, cone, target.page)) {
      cone.skipping.add(page)
      cone.pages.add(page)
    }
    cone.ahead = aheadIn(pages, cone)
    for (const { condition } of cone.ahead)
      for (const { question } of condition.tests)
        if ((pageOf.get(question) ?? pages.length) <= target.page) cone.questions.add(question)
  }
  return cone
}

function sizeOf({ questions, pages, skipping }: Cone): number {
  return questions.size + pages.size + skipping.size
}

/** Pages before the target with a skip that could jump over a page of the cone. */
function pagesThatJump(pages: Page[], cone: Cone, last: number): number[] {
  return pages.slice(0, last).flatMap((page, from) => {
    const jumps = page.skips.some(({ to }) => {
      const target = landing(pages, from, to)
      return [...cone.pages].some((over) => from < over && over < target)
    })
    return jumps ? [from] : []
  })
}

/** As `walk`: what is not a later page is the end. */
function landing(pages: Page[], from: number, to: string): number {
  const at = pages.findIndex(({ id }) => id === to)
  return at > from ? at : pages.length
}

function aheadIn(pages: Page[], cone: Cone): Ahead[] {
  return pages.flatMap((page, at) => {
    if (!cone.pages.has(at)) return []
    const own = page.showIf ? [{ condition: page.showIf, page: at, order: -1 }] : []
    const asked = page.questions.flatMap(({ id, showIf }, order) =>
      showIf && cone.questions.has(id) ? [{ condition: showIf, page: at, order }] : [],
    )
    const skips = cone.skipping.has(at)
      ? page.skips.map(({ when }, order) => ({
          condition: when,
          page: at,
          order: page.questions.length + order,
        }))
      : []
    return [...own, ...asked, ...skips]
  })
}

/** Null where one question has too many ways to fall out. */
function effectsOf(
  definition: SurveyDefinition,
  cone: Cone,
  places: Option[] | null,
): Map<string, Effect> | null {
  const effects = new Map<string, Effect>()
  for (const [page, { questions }] of definition.pages.entries())
    for (const [order, question] of questions.entries()) {
      if (!cone.questions.has(question.id)) continue
      const tests = testsAbout(cone, question, page, order)
      const outcomes = outcomesOf(
        question,
        tests.map(({ test }) => test),
        places,
      )
      if (outcomes === null) return null
      const unasked = truthsUnasked(tests.map(({ test }) => test))
      effects.set(question.id, { tests, truths: outcomes.truths, unasked })
    }
  return effects
}

/** Only what is looked at after the question; to what came before, it had no answer. */
function testsAbout({ ahead }: Cone, { id }: Question, page: number, order: number): Effect['tests'] {
  return ahead.flatMap((one, condition) =>
    one.page > page || (one.page === page && one.order > order)
      ? one.condition.tests.filter(({ question }) => question === id).map((test) => ({ condition, test }))
      : [],
  )
}

function follow(
  { pages }: SurveyDefinition,
  target: Target,
  cone: Cone,
  effects: Map<string, Effect>,
  budget: { steps: number },
): boolean | null {
  const arriving: Set<State>[] = pages.map(() => new Set())
  arriving[0]?.add(startOf(pages, cone))
  const arrive = (page: number, state: State) => arriving[page]?.add(state)
  const at = (page: number, order: number) =>
    cone.ahead.findIndex((one) => one.page === page && one.order === order)
  /** Nothing is asked on the pages from the one to before the other. */
  const passedOver = (state: State, from: number, to: number) =>
    pages
      .slice(from, to)
      .flatMap(({ questions }) => questions.flatMap(({ id }) => effects.get(id) ?? []))
      .reduce((sofar, { tests, unasked }) => settle(sofar, tests, unasked, cone), passed(state, cone, to))
  for (let page = 0; page <= target.page; page += 1) {
    const { questions, skips } = pages[page] as Page
    let here = new Set<State>()
    for (const state of arriving[page] as Set<State>) {
      if (looked(state, at(page, -1), cone)) here.add(state)
      else arrive(page + 1, passedOver(state, page, page + 1))
    }
    const isTarget = page === target.page
    if (isTarget && target.question === undefined && target.skip === undefined) return here.size > 0
    for (const [order, { id }] of questions.entries()) {
      const effect = effects.get(id)
      if (!effect) continue
      const next = new Set<State>()
      for (const state of here) {
        const isAsked = looked(state, at(page, order), cone)
        if (isAsked && isTarget && target.question === id) return true
        for (const truths of isAsked ? effect.truths : [effect.unasked]) {
          next.add(settle(behind(state, at(page, order)), effect.tests, truths, cone))
          budget.steps -= 1
        }
        if (budget.steps < 0) return null
      }
      here = next
    }
    if (isTarget && target.question !== undefined) return false
    for (const state of here) {
      const taken = cone.skipping.has(page)
        ? skips.findIndex((_, order) => looked(state, at(page, questions.length + order), cone))
        : -1
      if (isTarget && taken === target.skip) return true
      const to = taken < 0 ? page + 1 : landing(pages, page, (skips[taken] as Page['skips'][number]).to)
      arrive(to, passedOver(state, page + 1, to))
    }
  }
  return false
}

/** Tests about what does not come before their condition have their say at once. */
function startOf(pages: Page[], { ahead }: Cone): State {
  const before = (id: string, { page, order }: Ahead) => {
    const at = pages.findIndex(({ questions }) => questions.some((question) => question.id === id))
    if (at !== page) return at >= 0 && at < page
    return (pages[at]?.questions.findIndex((question) => question.id === id) ?? order) < order
  }
  return ahead
    .map((one) => {
      if (one.condition.tests.length === 0) return 'T'
      const idle = one.condition.tests.filter(({ question }) => !before(question, one))
      return truthsUnasked(idle).reduce((letter, truth) => settled(letter, truth, one), 'U')
    })
    .join('')
}

function settled(letter: string, truth: boolean, { condition }: Ahead): string {
  if (letter !== 'U') return letter
  if (condition.join === 'all') return truth ? 'U' : 'F'
  return truth ? 'T' : 'U'
}

function settle(state: State, tests: Effect['tests'], truths: boolean[], { ahead }: Cone): State {
  const letters = [...state]
  tests.forEach(({ condition }, at) => {
    letters[condition] = settled(
      letters[condition] as string,
      truths[at] as boolean,
      ahead[condition] as Ahead,
    )
  })
  return letters.join('')
}

/** When it is looked at, every test has been settled: what is still open holds for all, and fails for any. */
function looked(state: State, condition: number, { ahead }: Cone): boolean {
  if (condition < 0) return true
  const letter = state[condition]
  return letter === 'T' || (letter === 'U' && ahead[condition]?.condition.join === 'all')
}

function behind(state: State, condition: number): State {
  return condition < 0 ? state : `${state.slice(0, condition)}.${state.slice(condition + 1)}`
}

/** What was looked at on the pages before makes no difference any more. */
function passed(state: State, { ahead }: Cone, page: number): State {
  return [...state].map((letter, at) => ((ahead[at] as Ahead).page < page ? '.' : letter)).join('')
}
