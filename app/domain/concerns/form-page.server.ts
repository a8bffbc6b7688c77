import { and, desc, inArray, isNotNull } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { concerns } from '~/db/schema/concerns'
import { concernsByClause } from './by-clause.server'
import { firstAnsweredAt, rowOf, selectPublicConcerns } from './read.server'
import { type ConcernSubject, describeSubject, requirePublicSubject } from './subject.server'
import type { ConcernRow, Reference } from './types'

const mostShown = 5

/** What the form is about, and what has been answered on that clause already: perhaps nothing is left to ask. */
export async function concernFormPage(
  ctx: Ctx,
  subject: ConcernSubject,
): Promise<{ about: Reference | null; answered: ConcernRow[] }> {
  await requirePublicSubject(ctx, subject)
  const about = await describeSubject(ctx, subject)
  if (!subject.clauseId) return { about, answered: [] }
  const mentions = (await concernsByClause(ctx, [subject.clauseId])).get(subject.clauseId) ?? []
  const ids = mentions.filter((mention) => mention.answered).map((mention) => mention.concernId)
  if (ids.length === 0) return { about, answered: [] }
  const rows = await selectPublicConcerns(ctx)
    .where(and(inArray(concerns.id, ids), isNotNull(firstAnsweredAt(ctx.now))))
    .orderBy(desc(concerns.receivedAt))
    .limit(mostShown)
  return { about, answered: rows.map((row) => rowOf(row, ctx.now)) }
}
