import type { Option, SurveyDefinition } from '~/db/schema/survey-definition'
import type { Effort } from './effort'
import type { PublicSurveyState, SurveyAccess } from './types'

export type ListedSurvey = {
  id: number
  title: string
  department: string
  access: SurveyAccess
  opensAt: Date
  closesAt: Date
  publishedAt: Date
  state: PublicSurveyState
}

export type SurveyAbout = { kind: 'matter' | 'consultation' | 'policy'; id: number; title: string }
export type SurveyChange = { at: Date; reason: string; from: Date; to: Date }
export type PublicVersion = { number: number; note: string; publishedAt: Date }

export type SurveyPage = {
  survey: {
    id: number
    title: string
    purpose: string
    audience: string
    access: SurveyAccess
    opensAt: Date
    closesAt: Date
  }
  state: PublicSurveyState
  department: { name: string; slug: string; address: string; phone: string }
  publishedAt: Date
  about: SurveyAbout | null
  effort: Effort
  /** Newest first; more than one where it was mended. */
  versions: PublicVersion[]
  changes: SurveyChange[]
  /** Null while there are fewer than ten. */
  people: number | null
  resultsAt: Date | null
}

export type SurveySheet = Pick<SurveyPage, 'survey' | 'state' | 'department'> & {
  definition: SurveyDefinition
  version: PublicVersion
  /** The places of a question of place. */
  places: Option[]
}
