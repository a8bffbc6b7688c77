import type { Answer, Answers, Condition, Test } from '~/db/schema/survey-definition'

// Runs on the server and, the same, in the browser: no library, nothing but the answers.

/** `answers` holds only what was asked: the answer to a hidden question counts for nothing. */
export function holds(condition: Condition | undefined, answers: Answers): boolean {
  if (!condition || condition.tests.length === 0) return true
  return condition.join === 'all'
    ? condition.tests.every((test) => passes(test, answers))
    : condition.tests.some((test) => passes(test, answers))
}

export function passes(test: Test, answers: Answers): boolean {
  const answer = partOf(answerTo(answers, test.question), test.row)
  switch (test.is) {
    case 'answered':
      return answer !== undefined
    case 'unanswered':
      return answer === undefined
    case 'chosen':
      return isChosen(answer, test.value)
    case 'not-chosen':
      return !isChosen(answer, test.value)
    case 'at-least':
      return isOrdered(answer, test.value) && answer >= (test.value as typeof answer)
    case 'at-most':
      return isOrdered(answer, test.value) && answer <= (test.value as typeof answer)
  }
}

/** An id such as `constructor` finds nothing that is not an answer. */
export function answerTo(answers: Answers, id: string): Answer | undefined {
  return Object.hasOwn(answers, id) ? answers[id] : undefined
}

function partOf(answer: Answer | undefined, row: string | undefined): Answer | undefined {
  if (row === undefined || answer === undefined) return answer
  if (typeof answer !== 'object' || Array.isArray(answer)) return undefined
  return Object.hasOwn(answer, row) ? answer[row] : undefined
}

/** The one that was chosen, or one of those that were. */
function isChosen(answer: Answer | undefined, value: string | number | undefined): boolean {
  if (Array.isArray(answer)) return answer.includes(String(value))
  return answer !== undefined && String(answer) === String(value)
}

/** Numbers with numbers, dates (as 2026-11-24) with dates. */
function isOrdered(
  answer: Answer | undefined,
  value: string | number | undefined,
): answer is string | number {
  return (typeof answer === 'number' || typeof answer === 'string') && typeof answer === typeof value
}
