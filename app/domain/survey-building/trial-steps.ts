import { z } from 'zod'
import { faultsOf, type Setting } from '~/app/domain/surveys/check-answers'
import { readAnswers } from '~/app/domain/surveys/read-answers'
import { pipe, sayAnswer } from '~/app/domain/surveys/say-answer'
import { otherOf, questionsOf, walk } from '~/app/domain/surveys/walk'
import type { Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'

// Trying a survey out: everything that was answered goes along in the form, and nothing is kept on the way.

export type Said = { id: string; title: string; words: string }

export type TrialView =
  | {
      kind: 'page'
      page: { id: string; title: string; text: string }
      questions: Question[]
      /** The ids of those that are asked, and of those that an answer on this page has just asked for. */
      asked: string[]
      added: string[]
      answers: Answers
      faults: Record<string, string>
      at: number
      total: number
    }
  | { kind: 'end'; kept: Said[]; hidden: Said[]; answers: Answers }

type Trying = { definition: SurveyDefinition; setting: Setting; answers: Answers }

/** The page with this id where the answers lead there, else the first; `end` after the last. */
export function showTrial(
  trying: Trying,
  { pageId, shown, isSent = false }: { pageId: string | null; shown?: string[]; isSent?: boolean },
): TrialView {
  const { definition, setting, answers } = trying
  const walked = walk(definition, answers)
  if (pageId === 'end' || walked.pages.length === 0) return endOf(trying)
  const at = Math.max(
    0,
    walked.pages.findIndex(({ page }) => page.id === pageId),
  )
  const { page, questions } = walked.pages[at] as (typeof walked.pages)[number]
  const added = shown ? questions.filter(({ id }) => !shown.includes(id)) : []
  const known = questions.filter((question) => !added.includes(question))
  const say = (text: string) => pipe(text, definition, walked.answers, setting)
  return {
    ...{ kind: 'page', at: at + 1, total: walked.pages.length, answers },
    page: { id: page.id, title: say(page.title), text: say(page.text ?? '') },
    questions: page.questions,
    asked: questions.map(({ id }) => id),
    added: added.map(({ id }) => id),
    faults: isSent ? faultsOf(known, walked.answers, setting) : {},
  }
}

export type SentTrial = { pageId: string; shown: string[]; intent: string; form: FormData }

/** On from a page as it was sent: the same again with what is wrong or new, else the one after or before it. */
export function goOnTrying(trying: Trying, { pageId, shown, intent, form }: SentTrial): TrialView {
  const page = trying.definition.pages.find(({ id }) => id === pageId)
  if (!page) return showTrial(trying, { pageId: null })
  const own = new Set(page.questions.flatMap(({ id }) => [id, otherOf(id)]))
  const before = Object.fromEntries(Object.entries(trying.answers).filter(([id]) => !own.has(id)))
  const now = { ...trying, answers: { ...before, ...readAnswers(page.questions, form) } }
  const ids = walk(now.definition, now.answers).pages.map((one) => one.page.id)
  const at = ids.indexOf(pageId)
  if (intent === 'back') return showTrial(now, { pageId: ids[at - 1] ?? null })
  const same = showTrial(now, { pageId, shown, isSent: true })
  const isWrong = same.kind === 'page' && (same.added.length > 0 || Object.keys(same.faults).length > 0)
  return isWrong && at >= 0 ? same : showTrial(now, { pageId: ids[at + 1] ?? 'end' })
}

/** What would be stored, and what was answered but is not asked any more. */
function endOf({ definition, setting, answers }: Trying): TrialView {
  const walked = walk(definition, answers)
  const said = (questions: Question[], from: Answers) =>
    questions.map((question) => ({
      id: question.id,
      title: pipe(question.title, definition, walked.answers, setting),
      words: sayAnswer(question, from, setting),
    }))
  const asked = walked.pages.flatMap(({ questions }) => questions)
  const left = questionsOf(definition).filter(
    ({ id }) => Object.hasOwn(answers, id) && !asked.some((one) => one.id === id),
  )
  return { kind: 'end', kept: said(asked, walked.answers), hidden: said(left, answers), answers }
}

const answer = z.union([
  z.string().max(4000),
  z.number(),
  z.array(z.string().max(80)).max(80),
  z.record(z.string().max(80), z.string().max(80)),
])
const answersSchema = z.record(z.string().max(60), answer)

/** The answers that a form carries along; nothing where it was tampered with. */
export function readCarried(words: string): Answers {
  if (words.length > 200_000) return {}
  try {
    const parsed = answersSchema.safeParse(JSON.parse(words))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}
