import type { SurveyAccess, SurveyState } from '~/app/domain/surveys/types'

export type InvitationBatch = {
  id: number
  label: string
  codes: number
  used: number
  createdAt: Date
  by: string | null
}

export type InvitationsDesk = {
  id: number
  title: string
  access: SurveyAccess
  closesAt: Date
  state: SurveyState
  /** Why no codes can be made now. */
  refusal: string | null
  batches: InvitationBatch[]
}
