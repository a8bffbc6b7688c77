import { desc, eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, refuseIfBlocked } from '~/app/server/errors'
import { concerns, concernTriages } from '~/db/schema/concerns'
import { departments } from '~/db/schema/people'
import { concernFindings, type Severity } from './rules'
import { tagsOfConcern } from './tags.server'

export type NewTriage = {
  id: number
  departmentId: number
  severity: Severity
  publicTitle: string
  publicBody: string
  reason: string
}

/**
 * Says who answers, by when, and in which words it would be public. A later one is a hand-over: the earlier rows
 * stay, and the clock goes on from the moment of receipt (C2).
 */
export async function triageConcern(ctx: Ctx, triage: NewTriage): Promise<void> {
  requirePermission(ctx, 'concern.triage')
  const { id, ...words } = triage
  await transact(ctx, async (tx) => {
    const concern = await lockConcern(tx, id)
    await requireDepartment(tx, words.departmentId)
    const before = await newestTriageOf(tx, id)
    if (before && isSame(before, words)) return
    requireReason(before, words)
    const isPublicNow = publicStep(await stepsOf(tx, 'concern', id), tx.now) !== undefined
    if (isPublicNow) refuseIfBlocked(concernFindings(concern, words))
    await tx.db
      .insert(concernTriages)
      .values({ concernId: id, ...words, at: tx.now, accountId: accountIdOf(tx) })
    const departmentIds = [words.departmentId, ...(before ? [before.departmentId] : [])]
    await record(tx, {
      action:
        before && before.departmentId !== words.departmentId ? 'concern.handed-over' : 'concern.triaged',
      subject: 'concern',
      id,
      before: before ?? null,
      after: words,
      ...(isPublicNow
        ? { search: [{ kind: 'concern', id }], tags: await tagsOfConcern(tx, concern, departmentIds) }
        : {}),
    })
  })
}

/** Makes the concern public in the words of the department; the citizen's own only where they agreed (L2). */
export async function publishConcern(ctx: Ctx, id: number): Promise<void> {
  requirePermission(ctx, 'concern.triage')
  await transact(ctx, async (tx) => {
    const concern = await lockConcern(tx, id)
    const triage = await newestTriageOf(tx, id)
    refuseIfBlocked(concernFindings(concern, triage ?? null))
    const all = await stepsOf(tx, 'concern', id)
    if (all.some((step) => step.kind === 'published')) {
      throw new Refusal(409, '这条关切已经公开过，公开日期不变（国办秘函〔2019〕19号）。')
    }
    await takeStep(tx, { subject: 'concern', id, kind: 'published' })
    await record(tx, {
      action: 'concern.published',
      subject: 'concern',
      id,
      search: [{ kind: 'concern', id }],
      tags: await tagsOfConcern(tx, concern, triage ? [triage.departmentId] : []),
    })
  })
}

/** Takes it off the public pages, with the reason kept; the concern and its answer stay for the record. */
export async function withdrawConcern(ctx: Ctx, id: number, reason: string): Promise<void> {
  requirePermission(ctx, 'concern.triage')
  if (reason.trim() === '') throw new Refusal(422, '请写明撤下的理由。', { fields: { reason: '请写明理由' } })
  await transact(ctx, async (tx) => {
    const concern = await lockConcern(tx, id)
    if (!publicStep(await stepsOf(tx, 'concern', id), tx.now))
      throw new Refusal(409, '这条关切没有公开，不用撤下。')
    const triage = await newestTriageOf(tx, id)
    await takeStep(tx, { subject: 'concern', id, kind: 'withdrawn', reason: reason.trim() })
    await record(tx, {
      action: 'concern.withdrawn',
      subject: 'concern',
      id,
      after: { reason },
      search: [{ kind: 'concern', id }],
      tags: await tagsOfConcern(tx, concern, triage ? [triage.departmentId] : []),
    })
  })
}

/** Two people at once: the second waits here. */
export async function lockConcern(tx: Ctx, id: number): Promise<typeof concerns.$inferSelect> {
  const [concern] = await tx.db.select().from(concerns).where(eq(concerns.id, id)).for('no key update')
  if (!concern) throw notFound('关切')
  return concern
}

export async function newestTriageOf(
  ctx: Ctx,
  concernId: number,
): Promise<typeof concernTriages.$inferSelect | undefined> {
  const [triage] = await ctx.db
    .select()
    .from(concernTriages)
    .where(eq(concernTriages.concernId, concernId))
    .orderBy(desc(concernTriages.id))
    .limit(1)
  return triage
}

async function requireDepartment(tx: Ctx, id: number): Promise<void> {
  const [found] = await tx.db.select({ id: departments.id }).from(departments).where(eq(departments.id, id))
  if (!found) throw new Refusal(422, '请选择承办部门。', { fields: { departmentId: '请选择承办部门' } })
}

/** The same form sent twice is one assignment (invariant 7). */
function isSame(before: typeof concernTriages.$inferSelect, next: Omit<NewTriage, 'id'>): boolean {
  const names = ['departmentId', 'severity', 'publicTitle', 'publicBody'] as const
  return (
    names.every((name) => before[name] === next[name]) &&
    (next.reason === '' || next.reason === before.reason)
  )
}

const urgency: Record<Severity, number> = { emergency: 2, ordinary: 1, letter: 0 }

/** C2: to pass it on, or to give it more time, is explained. */
function requireReason(
  before: NewTriage | { departmentId: number; severity: Severity } | undefined,
  next: Omit<NewTriage, 'id'>,
): void {
  if (!before || next.reason.trim() !== '') return
  const isHandedOver = before.departmentId !== next.departmentId
  const isSlower = urgency[next.severity] < urgency[before.severity]
  if (isHandedOver || isSlower) {
    throw new Refusal(422, '转办或放宽时限请写明理由，办理记录会一直保留。', {
      fields: { reason: '请写明理由' },
    })
  }
}
