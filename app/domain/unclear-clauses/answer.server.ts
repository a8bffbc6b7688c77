import { and, eq, inArray, isNotNull, lte } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { decryptContact } from '~/app/domain/people/contact.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { policyRow } from '~/app/domain/policies/write.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { unclearAnswers, unclearMarks } from '~/db/schema/unclear-clauses'
import { placesExplaining } from './places.server'
import { isWaiting } from './waiting.server'

export type UnclearAnswer = {
  policyId: number
  clauseId: number
  interpretationId: number
  anchor: string
  second: number | null
}

/**
 * Answers everyone who waits at a clause with a place in a public interpretation that explains it; who left an address
 * is told by mail. Gives how many were answered, and how many of them are written to.
 */
export function answerUnclear(ctx: Ctx, answer: UnclearAnswer): Promise<{ people: number; told: number }> {
  const { policyId, clauseId } = answer
  return transact(ctx, async (tx) => {
    const policy = await policyRow(tx, policyId)
    requirePermission(tx, 'interpretation.write', policy)
    await requirePlace(tx, answer)
    const answerId = await keepAnswer(tx, answer)
    const answered = await tx.db
      .update(unclearMarks)
      .set({ answerId })
      .where(
        and(
          ...[eq(unclearMarks.policyId, policyId), eq(unclearMarks.clauseId, clauseId)],
          ...[lte(unclearMarks.at, tx.now), isWaiting(tx)],
        ),
      )
      .returning({ id: unclearMarks.id, contact: unclearMarks.contact })
    if (answered.length === 0)
      throw new Refusal(409, '这一条现在没有人在等解释，可能同事刚刚已经答复，请刷新页面查看。')
    const told = await keepEachAddressOnce(tx, answered)
    const mails = told.map((unclearMarkId) => ({ kind: 'unclear-answered' as const, unclearMarkId }))
    await record(tx, {
      action: 'clause.explained',
      subject: 'unclear-clause',
      id: answerId,
      after: { ...answer, people: answered.length, told: mails.length },
      mail: mails,
      tags: [`policy:${policyId}`],
    })
    return { people: answered.length, told: mails.length }
  })
}

/** One letter for one address: who wrote it into the form a hundred times would have another flooded in our name. */
async function keepEachAddressOnce(
  tx: Ctx,
  answered: { id: number; contact: Uint8Array | null }[],
): Promise<number[]> {
  const firstOf = new Map<string, number>()
  const again: number[] = []
  for (const { id, contact } of answered) {
    if (!contact) continue
    const address = decryptContact(contact).toLowerCase()
    if (firstOf.has(address)) again.push(id)
    else firstOf.set(address, id)
  }
  if (again.length > 0)
    await tx.db.update(unclearMarks).set({ contact: null }).where(inArray(unclearMarks.id, again))
  return [...firstOf.values()]
}

async function requirePlace(tx: Ctx, { policyId, clauseId, ...place }: UnclearAnswer): Promise<void> {
  const places = (await placesExplaining(tx, policyId, [clauseId])).get(clauseId) ?? []
  const isThere = places.some(
    ({ interpretationId, anchor, second }) =>
      interpretationId === place.interpretationId && anchor === place.anchor && second === place.second,
  )
  if (isThere) return
  const message = '这一处没有解释这一条，或者那篇解读还没有公开。请选择一处已经公开、说明了这一条的解释'
  throw new Refusal(422, `${message}。`, { fields: { place: message } })
}

/** The same place may be given again, to who came after. */
async function keepAnswer(tx: Ctx, answer: UnclearAnswer): Promise<number> {
  const [row] = await tx.db
    .insert(unclearAnswers)
    .values({ ...answer, at: tx.now, accountId: accountIdOf(tx) })
    .onConflictDoUpdate({
      target: [
        unclearAnswers.clauseId,
        unclearAnswers.interpretationId,
        unclearAnswers.anchor,
        unclearAnswers.second,
      ],
      set: { policyId: answer.policyId },
    })
    .returning({ id: unclearAnswers.id })
  if (!row) throw new Error('no row came back from the insert of an answer')
  return row.id
}

/** L1: who has been told, or cannot be told, needs no address here any more. */
export function forgetTold(ctx: Ctx, unclearMarkId: number): Promise<void> {
  return transact(ctx, async (tx) => {
    const gone = await tx.db
      .update(unclearMarks)
      .set({ contact: null })
      .where(and(eq(unclearMarks.id, unclearMarkId), isNotNull(unclearMarks.contact)))
      .returning({ id: unclearMarks.id })
    if (gone.length > 0)
      await record(tx, { action: 'contact.forgotten', subject: 'unclear-clause', id: unclearMarkId })
  })
}
