import { belongingValue } from '~/app/domain/survey-building/forms'
import { inputDateTime } from '~/app/ui/format'

const names = [
  'title',
  'purpose',
  'audience',
  'belongsTo',
  'access',
  'opensAt',
  'closesAt',
  'weighting',
  'secondEntryPercent',
] as const

export type SurveyValues = Record<(typeof names)[number], string>

type Stored = {
  title: string
  purpose: string
  audience: string
  matterId: number | null
  consultationId: number | null
  policyId: number | null
  access: string
  opensAt: Date
  closesAt: Date
  weighting: string
  secondEntryPercent: number
}

/** What is stored, or what the person had typed when the form was refused. */
export function surveyValues(stored: Stored, typed: Record<string, string> | undefined): SurveyValues {
  if (typed) return Object.fromEntries(names.map((name) => [name, typed[name] ?? ''])) as SurveyValues
  return {
    title: stored.title,
    purpose: stored.purpose,
    audience: stored.audience,
    belongsTo: belongingValue(stored),
    access: stored.access,
    opensAt: inputDateTime(stored.opensAt),
    closesAt: inputDateTime(stored.closesAt),
    weighting: stored.weighting,
    secondEntryPercent: String(stored.secondEntryPercent),
  }
}
