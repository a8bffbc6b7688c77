import type { RefusalRuleId } from '~/app/domain/comments/rules'
import type { Answers, SurveyDefinition, Test } from '~/db/schema/survey-definition'
import type { Random } from './random'
import type { Day } from './types'

export type SurveySeed = {
  title: string
  purpose: string
  audience: string
  department: string
  access: 'open' | 'browser' | 'invitation' | 'account'
  /** To which story's matter, consultation or policy it belongs; alone where absent. */
  about?: { story: string; as: 'matter' | 'consultation' | 'policy' }
  weighting?: string
  /** Public before it opens; on the day of opening when not said. */
  announcedDay?: Day
  opensDay: Day
  closesDay: Day
  definition: SurveyDefinition
  /** A second version while it was open, and what the public read about it. */
  mended?: { day: Day; note: string; definition: SurveyDefinition }
  extension?: { day: Day; closesDay: Day; notice: string }
  quotas?: { label: string; tests: Test[]; most: number }[]
  /** The codes that staff made, once it was public; where it goes by invitation, each of those who answered has used one. */
  invitations?: { label: string; codes: number }
  /** How many answered, and of them on paper. One seed of randomness each: the same people wherever it is sown. */
  people?: { online: number; paper: number; randomness: number; answersOf: (random: Random) => Answers }
  /** When what people wrote was read and taken into the consultation's ledger. */
  ledgerDay?: Day
  results?: ResultsSeed
}

export type ResultsSeed = {
  day: Day
  introduction: string
  /** By the question: what its texts are sorted into, by words that stand in them, and which are quoted. */
  themes: Record<string, { label: string; marks: string[] }[]>
  /** Texts that hold one of these words stay unpublished, with the rule that says why. */
  refused: { marks: string[]; rule: RefusalRuleId; note?: string }[]
  quoted: string[]
  conclusions: {
    finding: string
    questionIds: string[]
    decision: 'adopted' | 'partially-adopted' | 'not-adopted' | 'explained'
    reason: string
  }[]
}
