import { faultsOf } from '~/app/domain/surveys/check-answers'
import { readAnswers } from '~/app/domain/surveys/read-answers'
import { otherOf, walk } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import type { Answers, Page } from '~/db/schema/survey-definition'
import { questionsView, type Standing, sayAll, standingOf } from './answer-page.server'
import { pageAfter, progressOf, theReview } from './answer-progress'
import type { AnswerView, Onward, PageIntent } from './answer-types'
import { type Draft, openDraft, saveDraft } from './drafts.server'

/** A page of questions as it was sent. */
export type SentPage = {
  intent: PageIntent
  code: string
  version: number
  pageId: string
  /** The questions that were to be seen on it. */
  shown: string[]
  form: FormData
}

/**
 * Puts away what is on the page, whether it is in order or not, so that nothing that was typed is lost; says where it
 * goes on. Too late, it shows the words instead.
 */
export async function takePage(
  ctx: Ctx,
  surveyId: number,
  sent: SentPage,
): Promise<{ onward: Onward; instead?: never } | { instead: AnswerView }> {
  const draft = await openDraft(ctx, surveyId, sent.code)
  const standing = await standingOf(ctx, surveyId, draft?.version ?? sent.version)
  const { definition, number, head, state } = standing
  const page = definition.pages.find(({ id }) => id === sent.pageId)
  if (!page) throw new Refusal(422, '问卷里没有这一页，请重新打开问卷再填。')
  const before = draft?.answers ?? {}
  const answers = { ...withoutPage(page, before), ...readAnswers(page.questions, sent.form) }
  if (state !== 'open') return { instead: { kind: 'not-open', head, state, kept: sayAll(standing, answers) } }
  const kept = { version: number, answers, seed: draft?.seed ?? sent.code }
  const { intent } = sent
  if (intent === 'keep') {
    await saveDraft(ctx, surveyId, sent.code, { ...draft, ...kept, page: draft?.page ?? page.id })
    return { onward: { to: page.id, anchor: null } }
  }
  const { onward, faultsPage, shown } =
    intent === 'next'
      ? goOn(standing, { draft, before, answers, page, shown: sent.shown })
      : { onward: leave(standing, answers, page, intent), faultsPage: undefined, shown: undefined }
  const at = onward.to === 'saved' ? page.id : onward.to
  const reviewed = draft?.reviewed || at === theReview || undefined
  try {
    await saveDraft(ctx, surveyId, sent.code, { ...kept, page: at, reviewed, faultsPage, shown })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    return { instead: questionsView(standing, sent.code, kept, { pageId: page.id, fault: error.message }) }
  }
  return { onward }
}

function withoutPage({ questions }: Page, answers: Answers): Answers {
  const ids = new Set(questions.flatMap(({ id }) => [id, otherOf(id)]))
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !ids.has(id)))
}

type OnPage = { draft: Draft | null; before: Answers; answers: Answers; page: Page; shown: string[] }
type Step = { onward: Onward; faultsPage: string | undefined; shown: string[] | undefined }

/**
 * On to the next page; but the same again where something is wrong, or where an answer on this page asks for a question
 * that was not to be seen: then that is shown first.
 */
function goOn({ definition, setting }: Standing, { draft, before, answers, page, shown }: OnPage): Step {
  const { pages, answers: given } = walk(definition, answers)
  const asked = pages.find((one) => one.page.id === page.id)?.questions
  // A page of an older look at the survey, or one that nobody was shown.
  if (!asked) {
    const to = pages[0]?.page.id ?? theReview
    return { onward: { to, anchor: null, wrong: notAsked }, faultsPage: undefined, shown: undefined }
  }
  const added = asked.filter(({ id }) => !shown.includes(id))
  const faulty = faultsOf(
    asked.filter((question) => !added.includes(question)),
    given,
    setting,
  )
  const hasFault = Object.keys(faulty).length > 0
  if (added.length > 0 || hasFault)
    return {
      onward: { to: page.id, anchor: added[0]?.id ?? null, wrong: hasFault ? true : undefined },
      faultsPage: hasFault ? page.id : undefined,
      shown: added.length > 0 ? shown : undefined,
    }
  const hasFaults = (id: string) => {
    const questions = pages.find((one) => one.page.id === id)?.questions ?? []
    return Object.keys(faultsOf(questions, given, setting)).length > 0
  }
  const isReviewed = draft?.reviewed === true
  const to = pageAfter(definition, { before, answers, pageId: page.id, isReviewed, hasFaults })
  return { onward: { to, anchor: null }, faultsPage: undefined, shown: undefined }
}

const notAsked = '按您前面的选择，刚才那一页不用填，没有收下。请从这里接着填。'

function leave({ definition }: Standing, answers: Answers, page: Page, intent: PageIntent): Onward {
  if (intent === 'save') return { to: 'saved', anchor: null }
  return { to: progressOf(definition, answers, page.id).back ?? page.id, anchor: null }
}
