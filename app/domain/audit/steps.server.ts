import { and, asc, eq, inArray } from 'drizzle-orm'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { accounts } from '~/db/schema/people'
import type { Subject } from './record.server'

export type Step = {
  id: number
  kind: string
  at: Date
  accountName: string | null
  reason: string | null
  data: Record<string, unknown> | null
}

type NewStep = {
  subject: Subject
  id: number
  kind: string
  reason?: string
  data?: Record<string, unknown>
  at?: Date
}

/** Adds the dated row that is the legal state (invariant 3). */
export function takeStep(tx: Ctx, step: NewStep): Promise<void> {
  return takeSteps(tx, [step])
}

// PostgreSQL takes 65,535 parameters in one statement.
const stepsAtOnce = 5000

/** The same for many things in one statement, so that what counts them is touched once and always in one order. */
export async function takeSteps(tx: Ctx, all: NewStep[]): Promise<void> {
  for (let from = 0; from < all.length; from += stepsAtOnce) {
    await tx.db.insert(steps).values(
      all.slice(from, from + stepsAtOnce).map((step) => ({
        subject: step.subject,
        subjectId: step.id,
        kind: step.kind,
        at: step.at ?? tx.now,
        accountId: accountIdOf(tx),
        reason: step.reason ?? null,
        data: step.data ?? null,
      })),
    )
  }
}

/** The steps of one thing, oldest first. */
export async function stepsOf(ctx: Ctx, subject: Subject, id: number): Promise<Step[]> {
  const all = await stepsOfMany(ctx, subject, [id])
  return all.get(id) ?? []
}

/** The steps of many things of one kind in one query, oldest first. */
export async function stepsOfMany(ctx: Ctx, subject: Subject, ids: number[]): Promise<Map<number, Step[]>> {
  const found = new Map<number, Step[]>()
  if (ids.length === 0) return found
  const rows = await ctx.db
    .select({
      subjectId: steps.subjectId,
      id: steps.id,
      kind: steps.kind,
      at: steps.at,
      accountName: accounts.name,
      reason: steps.reason,
      data: steps.data,
    })
    .from(steps)
    .leftJoin(accounts, eq(accounts.id, steps.accountId))
    .where(and(eq(steps.subject, subject), inArray(steps.subjectId, ids)))
    .orderBy(asc(steps.at), asc(steps.id))
  for (const { subjectId, ...step } of rows) found.set(subjectId, [...(found.get(subjectId) ?? []), step])
  return found
}

export function lastStep(all: Step[], ...kinds: string[]): Step | undefined {
  return all.findLast((step) => kinds.includes(step.kind))
}
