import { fewest } from '~/app/domain/surveys/types'

/** A number of people that leads to them. That there is nobody says nothing of anybody. */
export function isFew(people: number): boolean {
  return people > 0 && people < fewest
}
