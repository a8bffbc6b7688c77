import type { SignOffState } from '~/app/domain/audit/transitions'
import type { InterpretationForm } from '~/app/domain/interpretations/types'

export type NewPlanItem = {
  form: InterpretationForm
  /** What it has to make clear. */
  what: string
  who: string
  /** YYYY-MM-DD */
  dueOn: string
  /** What was made of it, where that is settled. */
  interpretationId: number | null
}

export type PlanItem = NewPlanItem & { id: number }

export type PlannedInterpretation = {
  id: number
  title: string
  form: InterpretationForm
  state: SignOffState
}

type PlanItemState = 'done' | 'planned' | 'late'

export type PlanProgress = PlanItem & { state: PlanItemState; made: PlannedInterpretation | null }
