import { answerUnclear } from '~/app/domain/unclear-clauses/answer.server'
import { markUnclear } from '~/app/domain/unclear-clauses/mark.server'
import { placesExplaining } from '~/app/domain/unclear-clauses/places.server'
import type { Cast } from './cast'
import { clauseIdOf } from './documents'
import type { Moments } from './moments'
import type { SownPolicy } from './sow-policy'
import type { Story } from './types'

/** What people said they do not understand, and the places that were given as an answer. */
export async function sowUnclear(
  { slug, unclear = [], policy }: Story,
  { policyId, clauses, interpretations }: SownPolicy,
  cast: Cast,
  moments: Moments,
): Promise<void> {
  if (!policy) return
  for (const { clause, people, day, sentences, answer } of unclear) {
    const clauseId = clauseIdOf(clauses, clause)
    for (let person = 0; person < people; person++) {
      await markUnclear(cast.citizen(moments.at(Math.min(day + (person % 9), -1), '19:20')), {
        key: `demo-unclear-${slug}-${clauseId}-${person}`,
        policyId,
        clauseId,
        browserToken: `demo-${slug}-${clauseId}-${person}`,
        sentence: sentences[person] ?? '',
      })
    }
    if (!answer) continue
    const ctx = cast.as('drafter', policy.draftingDepartment, moments.at(answer.day, '15:00'))
    const interpretationId = interpretations.get(answer.interpretation)
    const place = ((await placesExplaining(ctx, policyId, [clauseId])).get(clauseId) ?? []).find(
      (one) => one.interpretationId === interpretationId,
    )
    if (!place) throw new Error(`${answer.interpretation} does not explain ${clause}`)
    const { anchor, second } = place
    await answerUnclear(ctx, { policyId, clauseId, interpretationId: place.interpretationId, anchor, second })
  }
}
