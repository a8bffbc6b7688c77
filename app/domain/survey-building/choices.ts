import type { SurveyAccess } from '~/app/domain/surveys/types'
import type { QuestionKind } from '~/db/schema/survey-definition'

// What the forms of the desk offer, in the order in which they offer it.

export const accessChoices = ['open', 'browser', 'invitation', 'account'] as const satisfies SurveyAccess[]

export const kindChoices = [
  'single',
  'multiple',
  'yes-no',
  'rating',
  'matrix',
  'ranking',
  'drop-down',
  'place',
  'number',
  'date',
  'short-text',
  'long-text',
] as const satisfies QuestionKind[]
