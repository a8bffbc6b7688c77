import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit, lockState, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { refuseUnexplained } from '~/app/domain/audit/warnings'
import { dayOf } from '~/app/domain/calendar'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, refuseIfBlocked } from '~/app/server/errors'
import { matters } from '~/db/schema/matters'
import type { MatterForm } from './forms'
import { matterFindings } from './rules'
import type { Difference } from './types'

export type MatterRow = typeof matters.$inferSelect

export async function createMatter(
  ctx: Ctx,
  matter: MatterForm & { departmentId: number },
): Promise<{ id: number }> {
  requirePermission(ctx, 'matter.write', matter)
  return transact(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(matters)
      .values({ ...matter, createdAt: tx.now, createdBy: accountIdOf(tx) })
      .returning({ id: matters.id })
    if (!row) throw new Error('no row came back from the insert of a matter')
    await record(tx, { action: 'matter.created', subject: 'matter', id: row.id, after: matter })
    return row
  })
}

/** Changes a matter that is not in the catalogue yet. */
export async function updateMatter(ctx: Ctx, id: number, change: MatterForm): Promise<void> {
  const before = await matterRow(ctx, id)
  requirePermission(ctx, 'matter.write', before)
  await transact(ctx, async (tx) => {
    await lockForEdit(tx, 'matter', id)
    await tx.db.update(matters).set(change).where(eq(matters.id, id))
    await record(tx, {
      action: 'matter.updated',
      subject: 'matter',
      id,
      before: contentOf(before),
      after: change,
    })
  })
}

/** P1: a later change of the published catalogue is dated, has a reason, and stays to be seen. */
export async function changeMatter(
  ctx: Ctx,
  id: number,
  change: Partial<MatterForm>,
  reason: string,
): Promise<void> {
  const before = await matterRow(ctx, id)
  requirePermission(ctx, 'matter.publish', before)
  if (reason.trim() === '')
    throw new Refusal(422, '目录调整须公布理由。', { fields: { changeReason: '请写明调整的理由' } })
  const differences = differencesOf(before, change)
  if (differences.length === 0) throw new Refusal(422, '没有改动。')
  refuseIfBlocked(matterFindings({ ...before, ...change }, dayOf(ctx.now)))
  await transact(ctx, async (tx) => {
    const state = await lockState(tx, 'matter', id)
    if (state !== 'published') throw new Refusal(409, '事项列入目录之后，调整才需要公布；现在请直接修改。')
    await tx.db.update(matters).set(change).where(eq(matters.id, id))
    await takeStep(tx, {
      subject: 'matter',
      id,
      kind: 'changed',
      reason: reason.trim(),
      data: { differences },
    })
    await record(tx, {
      action: 'matter.changed',
      subject: 'matter',
      id,
      before: contentOf(before),
      after: change,
      search: [{ kind: 'matter', id }],
      tags: [`matter:${id}`, 'matters', 'home'],
    })
  })
}

/** Puts a matter into the public catalogue. A warning (P2) may be passed with a written reason. */
export async function publishMatter(ctx: Ctx, id: number, options: { reason?: string } = {}): Promise<void> {
  const matter = await matterRow(ctx, id)
  await transact(ctx, async (tx) => {
    const findings = matterFindings(matter, dayOf(tx.now))
    refuseIfBlocked(findings)
    refuseUnexplained(findings, options.reason)
    await takeSignOffStep(tx, 'matter', matter, 'published', options.reason)
    await record(tx, {
      action: 'matter.published',
      subject: 'matter',
      id,
      after: { passed: findings.map((finding) => finding.id) },
      search: [{ kind: 'matter', id }],
      tags: [`matter:${id}`, 'matters', 'home'],
    })
  })
}

/** Publishes a department's matters of one year together: all of them or none. */
export async function publishCatalogue(
  ctx: Ctx,
  ids: number[],
  options: { reason?: string } = {},
): Promise<void> {
  await transact(ctx, async (tx) => {
    for (const id of ids) await publishMatter(tx, id, options)
  })
}

export async function matterRow(ctx: Ctx, id: number): Promise<MatterRow> {
  const [row] = await ctx.db.select().from(matters).where(eq(matters.id, id))
  if (!row) throw notFound('决策事项')
  return row
}

/** What a department hangs on a matter hangs on one of its own. */
export async function requireOwnMatter(
  ctx: Ctx,
  { matterId, departmentId }: { matterId: number; departmentId: number },
): Promise<void> {
  const [matter] = await ctx.db
    .select({ departmentId: matters.departmentId })
    .from(matters)
    .where(eq(matters.id, matterId))
  if (!matter) throw new Refusal(422, '没有找到所选的决策事项。', { fields: { matterId: '请选择决策事项' } })
  if (matter.departmentId !== departmentId)
    throw new Refusal(403, '这是其他部门的决策事项，您不能在它下面发布内容。')
}

function differencesOf(before: MatterRow, change: Partial<MatterForm>): Difference[] {
  return Object.entries(change).flatMap(([field, after]) => {
    const old = before[field as keyof MatterRow]
    return JSON.stringify(old) === JSON.stringify(after) ? [] : [{ field, before: old, after }]
  })
}

function contentOf({ id: _id, createdAt: _at, createdBy: _by, ...content }: MatterRow) {
  return content
}
