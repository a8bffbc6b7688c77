import type { ActivityKind, ActivityState } from '~/app/domain/activities/types'
import type { ConsultationState } from '~/app/domain/consultations/rules'
import type { PublicSurveyState } from '~/app/domain/surveys/types'

/** One field of a published matter as it was before and after a change. */
export type Difference = { field: string; before: unknown; after: unknown }

/** One way of taking part in a matter that has happened, is open, or is announced (P14). */
export type Participation =
  | { kind: 'consultation'; id: number; title: string; state: ConsultationState; from: Date; round: number }
  | { kind: 'survey'; id: number; title: string; state: PublicSurveyState; from: Date }
  | { kind: ActivityKind; id: number; title: string; state: ActivityState; from: Date }
