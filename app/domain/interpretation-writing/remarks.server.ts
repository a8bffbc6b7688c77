import { and, asc, eq, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { type InterpretationRow, interpretationRow } from '~/app/domain/interpretations/facts.server'
import type { DocumentNode } from '~/app/domain/interpretations/types'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { interpretationRemarks } from '~/db/schema/interpretations'
import { accounts } from '~/db/schema/people'

export type Remark = {
  id: number
  /** The block that it stands at; null is the whole. */
  anchor: string | null
  /** The words that it is about, as they were. */
  quote: string
  body: string
  at: Date
  accountName: string
  resolved: { at: Date; accountName: string; resolution: string } | null
}

/** Every remark, the oldest first; resolved ones are kept with what was done about them. */
export async function remarksOf(ctx: Ctx, id: number): Promise<Remark[]> {
  requirePermission(ctx, 'text.read', await interpretationRow(ctx, id))
  const resolver = alias(accounts, 'resolver')
  const rows = await ctx.db
    .select({
      remark: interpretationRemarks,
      accountName: accounts.name,
      resolverName: resolver.name,
    })
    .from(interpretationRemarks)
    .innerJoin(accounts, eq(accounts.id, interpretationRemarks.accountId))
    .leftJoin(resolver, eq(resolver.id, interpretationRemarks.resolvedBy))
    .where(eq(interpretationRemarks.interpretationId, id))
    .orderBy(asc(interpretationRemarks.id))
  return rows.map(({ remark, accountName, resolverName }) => ({
    ...{ id: remark.id, anchor: remark.anchor, quote: remark.quote, body: remark.body, at: remark.at },
    accountName,
    resolved: remark.resolvedAt
      ? { at: remark.resolvedAt, accountName: resolverName ?? '', resolution: remark.resolution ?? '' }
      : null,
  }))
}

/** A drafter, a reviewer or the issuer says something at a place of the text, until it is public. */
export function addRemark(
  ctx: Ctx,
  id: number,
  { anchor, quote, body }: { anchor: string | null; quote: string; body: string },
): Promise<{ remarkId: number }> {
  return transact(ctx, async (tx) => {
    const row = await interpretationRow(tx, id)
    requireRemarking(tx, row)
    await refuseAfterPublishing(tx, id)
    if (anchor !== null && !isPlaceOf(row, anchor))
      throw new Refusal(422, '批注的这一段刚刚改掉了，请刷新页面后再写。', {
        fields: { body: '这一段刚刚改掉了' },
      })
    const [saved] = await tx.db
      .insert(interpretationRemarks)
      .values({ interpretationId: id, anchor, quote, body, at: tx.now, accountId: requireStaff(tx).id })
      .returning({ id: interpretationRemarks.id })
    if (!saved) throw new Error('no row came back from the insert of a remark')
    const after = { remarkId: saved.id, anchor, quote, body }
    await record(tx, { action: 'interpretation.remarked', subject: 'interpretation', id, after })
    return { remarkId: saved.id }
  })
}

/** With a sentence that says what was done about it. */
export function resolveRemark(
  ctx: Ctx,
  id: number,
  { remarkId, resolution }: { remarkId: number; resolution: string },
): Promise<void> {
  return transact(ctx, async (tx) => {
    requireRemarking(tx, await interpretationRow(tx, id))
    await lockState(tx, 'interpretation', id)
    const place = and(eq(interpretationRemarks.id, remarkId), eq(interpretationRemarks.interpretationId, id))
    const [remark] = await tx.db.select().from(interpretationRemarks).where(place)
    if (!remark) throw notFound('批注')
    const done = await tx.db
      .update(interpretationRemarks)
      .set({ resolvedAt: tx.now, resolvedBy: requireStaff(tx).id, resolution })
      .where(and(place, isNull(interpretationRemarks.resolvedAt)))
      .returning({ id: interpretationRemarks.id })
    if (done.length === 0) throw new Refusal(409, '这条批注刚刚已经有人处理了，请刷新页面查看。')
    await record(tx, {
      action: 'interpretation.remark-resolved',
      subject: 'interpretation',
      id,
      after: { remarkId, resolution },
    })
  })
}

export function mayRemark(ctx: Ctx, row: { departmentId: number }): boolean {
  return (['interpretation.write', 'interpretation.review', 'interpretation.publish'] as const).some(
    (permission) => hasPermission(ctx, permission, row),
  )
}

function requireRemarking(ctx: Ctx, row: InterpretationRow): void {
  if (mayRemark(ctx, row)) return
  requirePermission(ctx, 'interpretation.review', row)
}

/** Locked, so that a remark and the step that it is to stop cannot pass each other. */
async function refuseAfterPublishing(tx: Ctx, id: number): Promise<void> {
  const state = await lockState(tx, 'interpretation', id)
  if (state === 'published' || state === 'withdrawn')
    throw new Refusal(409, '这篇解读已经公开过，不再写批注；发现差错的，请签发人撤回，写一篇新的。')
}

function isPlaceOf({ document }: InterpretationRow, anchor: string): boolean {
  return ((document as DocumentNode).content ?? []).some((block) => block.attrs?.anchor === anchor)
}
