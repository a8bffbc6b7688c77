import { answerTo } from '~/app/domain/surveys/conditions'
import { otherOf, questionsOf, walk } from '~/app/domain/surveys/walk'
import type { Answer, Answers, Question, SurveyDefinition } from '~/db/schema/survey-definition'

/** Two people typed the same sheet: how many questions were compared, and on which they do not agree. */
export function compareEntries(
  definition: SurveyDefinition,
  first: Answers,
  second: Answers,
): { compared: number; differed: string[] } {
  const asked = new Set(
    [first, second].flatMap((answers) =>
      walk(definition, answers).pages.flatMap(({ questions }) => questions.map(({ id }) => id)),
    ),
  )
  const differed = questionsOf(definition).filter(
    (question) => asked.has(question.id) && !isSame(question, first, second),
  )
  return { compared: asked.size, differed: differed.map(({ id }) => id) }
}

function isSame(question: Question, first: Answers, second: Answers): boolean {
  return [question.id, otherOf(question.id)].every(
    (id) => spell(answerTo(first, id)) === spell(answerTo(second, id)),
  )
}

/** Blanks and the width of signs are no difference: nobody types a handwritten text twice in the same way. */
function spell(answer: Answer | undefined): string {
  if (answer === undefined) return ''
  if (typeof answer === 'string') return answer.normalize('NFKC').replace(/\s+/g, '')
  if (typeof answer === 'number') return String(answer)
  if (Array.isArray(answer)) return answer.join('\n')
  return Object.entries(answer)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([row, column]) => `${row}\n${column}`)
    .join('\n\n')
}

/** Paper is taken as it is: what nobody wrote stays without an answer. All else is checked as online. */
export function asOnPaper(definition: SurveyDefinition): SurveyDefinition {
  return {
    ...definition,
    pages: definition.pages.map((page) => ({
      ...page,
      questions: page.questions.map((question) => ({ ...question, required: false })),
    })),
  }
}
