import { walk } from '~/app/domain/surveys/walk'
import type { Answers, Condition, SurveyDefinition } from '~/db/schema/survey-definition'

/** How far somebody is: the pages that their answers lead through, and whether what is still open may change them. */
export function progressOf(definition: SurveyDefinition, answers: Answers, pageId: string) {
  const { pages } = walk(definition, answers)
  const at = pages.findIndex(({ page }) => page.id === pageId)
  return {
    at: at + 1,
    total: pages.length,
    isAbout: mayChange(definition, pageId),
    back: pages[at - 1]?.page.id ?? null,
    isLast: at === pages.length - 1,
  }
}

/** Whether later pages hang on answers that are still to be given, on this page or after it. */
function mayChange({ pages }: SurveyDefinition, pageId: string): boolean {
  const here = pages.findIndex(({ id }) => id === pageId)
  const ahead = new Set(pages.slice(here).flatMap(({ questions }) => questions.map(({ id }) => id)))
  const hangs = (condition: Condition | undefined) =>
    condition?.tests.some(({ question }) => ahead.has(question)) ?? false
  return pages
    .slice(here)
    .some(
      (page, at) =>
        page.skips.some(({ when }) => hangs(when)) ||
        (at > 0 &&
          (hangs(page.showIf) || (!page.text && page.questions.every(({ showIf }) => hangs(showIf))))),
    )
}

/**
 * Where "next" leads: the page after this one; for somebody who came back from the review to change something, the next
 * page that now asks what it did not ask before or that is not in order, else the review again.
 */
export function pageAfter(
  definition: SurveyDefinition,
  { before, answers, pageId, isReviewed, hasFaults }: AfterPage,
): string {
  const { pages } = walk(definition, answers)
  const later = pages.slice(pages.findIndex(({ page }) => page.id === pageId) + 1)
  if (!isReviewed) return later[0]?.page.id ?? theReview
  const asked = new Set(
    walk(definition, before).pages.flatMap(({ questions }) => questions.map(({ id }) => id)),
  )
  const next = later.find(
    ({ page, questions }) => questions.some(({ id }) => !asked.has(id)) || hasFaults(page.id),
  )
  return next?.page.id ?? theReview
}

type AfterPage = {
  before: Answers
  answers: Answers
  pageId: string
  isReviewed: boolean
  hasFaults: (pageId: string) => boolean
}

/** Stands for the last step in addresses; no page may have this id (`theEnd`). */
export const theReview = 'end'
