import { eq } from 'drizzle-orm'
import { checkAnswers, faultsOf, type Setting } from '~/app/domain/surveys/check-answers'
import { placesOf, publicSurvey, publishedVersions, type StoredSurvey } from '~/app/domain/surveys/row.server'
import { pipe, sayAnswer } from '~/app/domain/surveys/say-answer'
import type { SurveyState } from '~/app/domain/surveys/types'
import { askedOf, otherOf, questionsOf, type Walk, walk } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { departments } from '~/db/schema/people'
import type { Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { progressOf, theReview } from './answer-progress'
import type { AnswerHead, AnswerView, QuestionsView, ReviewView, SaidAnswer } from './answer-types'
import { type Draft, openDraft } from './drafts.server'
import { fullQuota, hasTakenPart, type WaysIn } from './ways-in.server'

/** A survey with what the answering needs of it. */
export type Standing = {
  survey: StoredSurvey
  state: SurveyState
  head: AnswerHead
  /** The version that this person answers: the one they began with, else the newest. */
  number: number
  definition: SurveyDefinition
  setting: Setting
}

type Asked = { code: string; pageId: string | null; ways: WaysIn }

export async function standingOf(ctx: Ctx, surveyId: number, begun: number | undefined): Promise<Standing> {
  const { survey, state } = await publicSurvey(ctx, surveyId)
  const versions = await publishedVersions(ctx, surveyId)
  const version = versions.find(({ number }) => number === begun) ?? versions[0]
  if (!version) throw new Error(`survey ${surveyId} is public and has no published version`)
  const [department] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, survey.departmentId))
  const { id, title, access, opensAt, closesAt } = survey
  const { definition, number } = version
  const asksPlaces = questionsOf(definition).some(({ kind }) => kind === 'place')
  return {
    ...{ survey, state, definition, number },
    head: { id, title, access, department: department?.name ?? '', opensAt, closesAt, now: ctx.now },
    setting: { places: asksPlaces ? await placesOf(ctx) : [] },
  }
}

/** What somebody sees who opens the survey to answer it, or comes back to it. */
export async function answerView(ctx: Ctx, surveyId: number, asked: Asked): Promise<AnswerView> {
  const draft = await openDraft(ctx, surveyId, asked.code)
  const standing = await standingOf(ctx, surveyId, draft?.version)
  const refused = await refusedView(ctx, standing, asked.ways)
  if (refused) return refused
  const given = draft ?? { version: standing.number, answers: {}, seed: asked.code }
  const walked = walk(standing.definition, given.answers)
  const pageId = pageToShow(walked, asked.pageId, given)
  const label = await fullQuota(ctx, surveyId, answersBefore(standing.definition, given.answers, pageId))
  if (label !== null) return { kind: 'full', head: standing.head, label, message: null }
  if (pageId === theReview) return reviewView(standing, asked.code, given.answers)
  const isResumed = asked.pageId === null && draft !== null
  return questionsView(standing, asked.code, given, { pageId, isResumed })
}

async function refusedView(
  ctx: Ctx,
  { survey, state, head }: Standing,
  ways: WaysIn,
): Promise<AnswerView | null> {
  if (state !== 'open') return { kind: 'not-open', head, state, kept: [] }
  if (survey.access === 'account' && !ways.accountMark) return { kind: 'address', head }
  if (survey.access === 'invitation' && !ways.invitationCode)
    return { kind: 'invitation', head, typed: '', fault: null }
  return (await hasTakenPart(ctx, survey, ways)) ? { kind: 'taken', head } : null
}

/** The page that is asked for, if the answers lead there; else the one where the person was, else the first. */
function pageToShow({ pages }: Walk, wanted: string | null, { page }: { page?: string | undefined }): string {
  const ids = [...pages.map((one) => one.page.id), theReview]
  if (wanted === 'first') return ids[0] ?? theReview
  return [wanted, page].find((id) => typeof id === 'string' && ids.includes(id)) ?? ids[0] ?? theReview
}

/** Only what was answered on the pages before: what is being answered can still be mended. */
function answersBefore(definition: SurveyDefinition, answers: Answers, pageId: string): Answers {
  const { pages } = walk(definition, answers)
  const before: Answers = {}
  for (const { page, questions } of pages) {
    if (page.id === pageId) break
    askedOf(questions, answers, before)
  }
  return before
}

type Given = Pick<Draft, 'answers' | 'seed' | 'page' | 'shown' | 'faultsPage'>

export function questionsView(
  { head, number, definition, setting }: Standing,
  code: string,
  { answers, seed, page: at, shown, faultsPage }: Given,
  { pageId, isResumed = false, fault }: { pageId: string; isResumed?: boolean; fault?: string },
): QuestionsView {
  const { pages, answers: kept } = walk(definition, answers)
  const page = definition.pages.find(({ id }) => id === pageId)
  if (!page) throw new Error(`there is no page ${pageId}`)
  const asked = pages.find((one) => one.page.id === pageId)?.questions ?? []
  const added = at === pageId && shown ? asked.filter(({ id }) => !shown.includes(id)) : []
  const wrong = faultsPage === pageId ? asked.filter((question) => !added.includes(question)) : []
  const say = (text: string) => pipe(text, definition, kept, setting)
  return {
    ...{ kind: 'questions', head, code, version: number, definition, seed, setting, isResumed },
    ...progressOf(definition, answers, pageId),
    page: { id: page.id, title: say(page.title), text: say(page.text ?? '') },
    questions: page.questions,
    // What is hidden at the moment stays in its field, in case it is asked for again.
    answers: { ...kept, ...onPage(page.questions, answers) },
    asked: asked.map(({ id }) => id),
    added: added.map(({ id }) => id),
    faults: { ...(fault ? { form: fault } : {}), ...faultsOf(wrong, kept, setting) },
    earlier: answersBefore(definition, answers, pageId),
  }
}

function onPage(questions: Question[], answers: Answers): Answers {
  const ids = new Set(questions.flatMap(({ id }) => [id, otherOf(id)]))
  return Object.fromEntries(Object.entries(answers).filter(([id]) => ids.has(id)))
}

/** Everything once more. What is missing or was refused is said here, and where to mend it. */
export function reviewView(
  { head, number, definition, setting }: Standing,
  code: string,
  answers: Answers,
  refused: Record<string, string> = {},
): ReviewView {
  const { pages, answers: kept } = walk(definition, answers)
  const faults = { ...checkAnswers(definition, kept, setting).faults, ...refused }
  const parts = pages
    .filter(({ questions }) => questions.length > 0)
    .map(({ page, questions }) => ({
      pageId: page.id,
      title: pipe(page.title, definition, kept, setting),
      entries: questions.map(
        (question): SaidAnswer => ({
          id: question.id,
          title: pipe(question.title, definition, kept, setting),
          words: sayAnswer(question, kept, setting),
          fault: faults[question.id],
        }),
      ),
    }))
  return {
    ...{ kind: 'review', head, code, version: number, parts },
    faults,
    fixAt: parts.find(({ entries }) => entries.some(({ fault }) => fault))?.pageId ?? null,
    back: pages.at(-1)?.page.id ?? null,
  }
}

type Refused = {
  code: string
  ways: WaysIn
  /** What the person had handed in; null where it was not found. */
  draft: Draft | null
  status: number
  message: string
  fields: Record<string, string>
}

/** What somebody sees whose answers were not taken: what they can do about it, and their words. */
export async function refusedHandIn(ctx: Ctx, surveyId: number, refused: Refused): Promise<AnswerView> {
  const { code, ways, draft, status, message, fields } = refused
  const standing = await standingOf(ctx, surveyId, draft?.version)
  const { survey, state, head } = standing
  if (state !== 'open')
    return { kind: 'not-open', head, state, kept: draft ? sayAll(standing, draft.answers) : [] }
  if (await hasTakenPart(ctx, survey, ways)) return { kind: 'taken', head }
  if (!draft || status === 409) return { kind: 'full', head, label: '', message }
  return reviewView(
    standing,
    code,
    draft.answers,
    Object.keys(fields).length > 0 ? fields : { form: message },
  )
}

/** For somebody whose words cannot be taken any more: they are shown, to be kept elsewhere. */
export function sayAll({ definition, setting }: Standing, answers: Answers): SaidAnswer[] {
  return questionsOf(definition)
    .map((question) => ({
      id: question.id,
      title: pipe(question.title, definition, answers, setting),
      words: sayAnswer(question, answers, setting),
    }))
    .filter(({ words }) => words !== '')
}
