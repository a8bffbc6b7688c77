import type { Answers, Page, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { answerTo, holds } from './conditions'

export type WalkedPage = { page: Page; questions: Question[] }
export type Walk = {
  /** The pages that these answers lead through, each with the questions that are asked on it. */
  pages: WalkedPage[]
  /** The answers to what is asked; those to hidden questions are not among them. */
  answers: Answers
}

/**
 * The way through a survey for these answers, page by page. A condition sees only the answers to questions before it
 * that are asked themselves, so one pass decides everything.
 */
export function walk(definition: SurveyDefinition, given: Answers): Walk {
  const pages: WalkedPage[] = []
  const answers: Answers = {}
  let skipTo: string | null = null
  for (const page of definition.pages) {
    if (skipTo !== null && page.id !== skipTo) continue
    skipTo = null
    if (!holds(page.showIf, answers)) continue
    const questions = askedOf(page.questions, given, answers)
    if (questions.length > 0 || page.text) pages.push({ page, questions })
    skipTo = page.skips.find(({ when }) => holds(when, answers))?.to ?? null
  }
  return { pages, answers }
}

/** The questions of one page that are asked; puts their answers to the earlier ones. */
export function askedOf(questions: Question[], given: Answers, answers: Answers): Question[] {
  const asked: Question[] = []
  for (const question of questions) {
    if (!holds(question.showIf, answers)) continue
    asked.push(question)
    for (const id of [question.id, otherOf(question.id)]) {
      const answer = answerTo(given, id)
      if (answer !== undefined) answers[id] = answer
    }
  }
  return asked
}

/** Under this id stand the words beside `other`. */
export function otherOf(questionId: string): string {
  return `${questionId}-other`
}

export function questionsOf(definition: SurveyDefinition): Question[] {
  return definition.pages.flatMap(({ questions }) => questions)
}
