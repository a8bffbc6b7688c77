import { questionsOf } from '~/app/domain/surveys/walk'
import type { QuestionKind, SurveyDefinition } from '~/db/schema/survey-definition'
import { kindChoices } from './choices'

/** What the builder shows: all pages, the form of one thing, or the choice of a kind. */
export type BuilderPlace =
  | { mode: 'outline' }
  | { mode: 'page'; pageId: string }
  | { mode: 'pick'; pageId: string }
  | { mode: 'new'; pageId: string; kind: QuestionKind }
  | { mode: 'question'; questionId: string; kind: QuestionKind }
  /** A colleague has deleted the question that is being edited. */
  | { mode: 'lost'; pageId: string; kind: QuestionKind }

/** As the address says it: `?question=q3`, `?page=p1`, `?on=p1`, `?on=p1&new=single`. */
export function readBuilderPlace(
  definition: SurveyDefinition,
  query: URLSearchParams,
  canEdit: boolean,
): BuilderPlace {
  if (!canEdit) return { mode: 'outline' }
  const pageOf = (id: string | null) => definition.pages.find((page) => page.id === id)?.id
  const questionId = query.get('question')
  if (questionId) {
    const question = questionsOf(definition).find(({ id }) => id === questionId)
    if (question) return { mode: 'question', questionId, kind: kindOf(query.get('kind')) ?? question.kind }
    const pageId = definition.pages.at(-1)?.id ?? ''
    return { mode: 'lost', pageId, kind: kindOf(query.get('kind')) ?? 'single' }
  }
  const pageId = pageOf(query.get('page'))
  if (pageId) return { mode: 'page', pageId }
  const on = pageOf(query.get('on'))
  if (!on) return { mode: 'outline' }
  const kind = kindOf(query.get('new'))
  return kind ? { mode: 'new', pageId: on, kind } : { mode: 'pick', pageId: on }
}

function kindOf(typed: string | null | undefined): QuestionKind | undefined {
  return kindChoices.find((kind) => kind === typed)
}
