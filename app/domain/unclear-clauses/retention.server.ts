import { and, isNotNull, lt } from 'drizzle-orm'
import { recordAll } from '~/app/domain/audit/record.server'
import type { Ctx } from '~/app/server/context'
import { unclearMarks } from '~/db/schema/unclear-clauses'

const keptFor = 365 * 24 * 3_600_000

/** L1: an address goes when its owner has been told, and after a year where there was nothing to tell. */
export async function forgetUnclearContacts(tx: Ctx): Promise<void> {
  const gone = await tx.db
    .update(unclearMarks)
    .set({ contact: null })
    .where(and(isNotNull(unclearMarks.contact), lt(unclearMarks.at, new Date(tx.now.getTime() - keptFor))))
    .returning({ id: unclearMarks.id })
  await recordAll(
    tx,
    gone.map(({ id }) => ({ action: 'contact.forgotten', subject: 'unclear-clause' as const, id })),
  )
}
