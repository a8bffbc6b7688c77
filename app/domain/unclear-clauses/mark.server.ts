import { createHmac } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { once } from '~/app/domain/audit/idempotency.server'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { record } from '~/app/domain/audit/record.server'
import { encryptContact } from '~/app/domain/people/contact.server'
import type { Ctx } from '~/app/server/context'
import { env } from '~/app/server/env'
import { notFound, Refusal } from '~/app/server/errors'
import { policies } from '~/db/schema/policies'
import { clauseVersions } from '~/db/schema/texts'
import { unclearMarks } from '~/db/schema/unclear-clauses'
import { countFromNetwork } from './rate.server'

/** Of one person at one clause, however often they write. */
const mostKept = 4000

export type NewMark = {
  key: string
  policyId: number
  clauseId: number
  /** By which the browser is known again at this clause; it makes the mark, and is kept nowhere. */
  browserToken: string
  /** Where the request came from; only how many come from there in an hour is counted. */
  network?: string
  sentence?: string
  email?: string
}

/**
 * Anyone, without an account: a clause of a public policy is hard to understand. Once for each person and clause;
 * who says it again is thanked alike, and what they add is added. After an answer it says that the answer did not help.
 */
export async function markUnclear(ctx: Ctx, mark: NewMark): Promise<void> {
  const { policyId, clauseId, browserToken } = mark
  if (mark.network) await countFromNetwork(ctx, mark.network)
  const person = personMark(clauseId, browserToken)
  const sentence = (mark.sentence ?? '').trim() === '' ? '' : (mark.sentence ?? '')
  const email = mark.email ?? ''
  const payload = { policyId, clauseId, person: person.toString('base64'), sentence, email }
  await once(ctx, mark.key, payload, async (tx) => {
    await requirePublicClause(tx, policyId, clauseId)
    const contact = encryptContact(tx, email)
    const [fresh] = await tx.db
      .insert(unclearMarks)
      .values({ policyId, clauseId, person, sentence, contact, at: tx.now })
      .onConflictDoNothing()
      .returning({ id: unclearMarks.id })
    const id = fresh?.id ?? (await sayAgain(tx, { policyId, clauseId, person, sentence, contact }))
    await record(tx, {
      action: fresh ? 'clause.found-unclear' : 'clause.found-unclear-again',
      subject: 'unclear-clause',
      id,
      // Neither the words nor the person.
      after: { policyId, clauseId },
    })
    return null
  })
}

/** Only this server can make it again; for another clause it is another one. */
function personMark(clauseId: number, browserToken: string): Buffer {
  return createHmac('sha256', env().SESSION_SECRET).update(`unclear\n${clauseId}\n${browserToken}`).digest()
}

async function requirePublicClause(tx: Ctx, policyId: number, clauseId: number): Promise<void> {
  const [found] = await tx.db
    .select({ id: policies.id })
    .from(policies)
    .innerJoin(publishedStep, isPublic('policy', policies.id, tx.now))
    .innerJoin(
      clauseVersions,
      and(eq(clauseVersions.versionId, policies.versionId), eq(clauseVersions.clauseId, clauseId)),
    )
    .where(eq(policies.id, policyId))
  if (!found) throw notFound('条款')
}

type Again = {
  policyId: number
  clauseId: number
  person: Buffer
  sentence: string
  contact: Uint8Array | null
}

/** The words that came first stay as they are; others are put after them. */
async function sayAgain(tx: Ctx, { policyId, clauseId, person, sentence, contact }: Again): Promise<number> {
  const ofPerson = and(eq(unclearMarks.clauseId, clauseId), eq(unclearMarks.person, person))
  const [before] = await tx.db.select().from(unclearMarks).where(ofPerson).for('update')
  if (!before) throw new Refusal(409, '这一条刚刚有变动，请刷新页面后再点一次。')
  const words = [before.sentence, ...(before.sentence.split('\n').includes(sentence) ? [] : [sentence])]
  await tx.db
    .update(unclearMarks)
    .set({
      // The same clause in a later policy: whoever reads that one is asking now.
      policyId,
      sentence: [...words.filter(Boolean).join('\n')].slice(0, mostKept).join(''),
      contact: contact ?? before.contact,
      answerId: null,
    })
    .where(ofPerson)
  return before.id
}
