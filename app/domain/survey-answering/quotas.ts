import { passes } from '~/app/domain/surveys/conditions'
import type { Answers, Test } from '~/db/schema/survey-definition'

export type Quota = { id: number; label: string; tests: Test[]; most: number; taken: number }

/** The quotas in which these answers count: all tests of each hold. */
export function quotasOf<Q extends Pick<Quota, 'tests'>>(quotas: Q[], answers: Answers): Q[] {
  return quotas.filter(({ tests }) => tests.every((test) => passes(test, answers)))
}

/**
 * Takes a place in every quota in which the answers count, or in none: then gives the one that is full. In the order in
 * which they come, so that who came first is in.
 */
export function takePlaces(quotas: Quota[], answers: Answers): Quota | null {
  const own = quotasOf(quotas, answers)
  const full = own.find(({ taken, most }) => taken >= most)
  if (full) return full
  for (const quota of own) quota.taken += 1
  return null
}
