import type { Step } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import type { surveyWays } from '~/db/schema/survey-answers'
import type { surveyAccess } from '~/db/schema/surveys'

export type SurveyAccess = (typeof surveyAccess)[number]
export type SurveyWay = (typeof surveyWays)[number]

/** `reported`: its results are public. */
export type SurveyState = 'unpublished' | PublicSurveyState

export const publicStates = ['open', 'upcoming', 'closed', 'reported'] as const
export type PublicSurveyState = (typeof publicStates)[number]

type Standing = { opensAt: Date; closesAt: Date; steps: Step[]; resultSteps: Step[] }

/** Computed from dated rows and the clock (invariant 3). */
export function stateOf({ opensAt, closesAt, steps, resultSteps }: Standing, now: Date): SurveyState {
  if (!publicStep(steps, now)) return 'unpublished'
  if (publicStep(resultSteps, now)) return 'reported'
  if (now < opensAt) return 'upcoming'
  return now < closesAt ? 'open' : 'closed'
}

/** Fewer people than this are never shown as a figure, nor may they be found out from others. */
export const fewest = 10
