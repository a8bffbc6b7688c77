import type { SurveySeed } from '../survey-types'
import { elderCareSurvey } from './elder-care/survey'
import { elevatorSurvey } from './elevator'
import { nightBusSurvey } from './night-bus'
import { schoolWaySurvey } from './school-way'
import { taxiSurvey } from './taxi'

export const surveys: SurveySeed[] = [
  elderCareSurvey,
  elevatorSurvey,
  schoolWaySurvey,
  nightBusSurvey,
  taxiSurvey,
]
