import type { StoredActivity } from '~/app/domain/activities/row.server'
import { isDrawn, type SeatCategory } from '~/app/domain/activities/types'
import { encryptContact } from '~/app/domain/people/contact.server'
import type { Ctx } from '~/app/server/context'
import { draws } from '~/db/schema/registrations'
import { type DrawRule, sha256, writeRules } from './draw'

const secretLength = 32

/**
 * Called in the transaction that publishes the notice: makes the secret that the draw will open, and promises it by its
 * fingerprint together with the rule. Nobody sees the secret until then; it is sealed as contact details are (L3).
 * Does nothing where no category is drawn.
 */
export async function commitDraw(
  tx: Ctx,
  activity: Pick<StoredActivity, 'id'>,
  categories: SeatCategory[],
): Promise<void> {
  const rules = rulesOf(categories)
  if (rules.length === 0) return
  const secret = Buffer.from(tx.random(secretLength)).toString('hex')
  const sealedSecret = encryptContact(tx, secret)
  if (!sealedSecret) throw new Error('the secret of a draw was not sealed')
  await tx.db.insert(draws).values({
    activityId: activity.id,
    sealedSecret,
    commitment: await sha256(secret),
    rules: writeRules(rules),
    committedAt: tx.now,
  })
}

function rulesOf(categories: SeatCategory[]): DrawRule[] {
  return categories.flatMap(({ group, seats, method, trait }) =>
    isDrawn(method) ? [{ group, seats, method: method as DrawRule['method'], trait }] : [],
  )
}
