import { eq, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { refuseUnexplained } from '~/app/domain/audit/warnings'
import { consultationRow, isReported, lockLedger } from '~/app/domain/comments/consultation.server'
import { commitDraw } from '~/app/domain/draws/commit.server'
import type { Finding } from '~/app/domain/findings'
import { requireOwnMatter } from '~/app/domain/matters/write.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked } from '~/app/server/errors'
import { activities, seatCategories } from '~/db/schema/activities'
import { registrations } from '~/db/schema/registrations'
import { chainOf } from './chain.server'
import { type ActivityForm, slipsOf } from './forms'
import { withdrawFindings } from './gates'
import { chooseLedger, moveOwnLedger } from './ledger.server'
import { activityRow, categoriesOf, lockActivity, type StoredActivity, shownOn } from './row.server'
import { hasDraw, noticeFindings } from './rules'
import { callsPeople } from './types'

export async function createActivity(
  ctx: Ctx,
  { departmentId, ...form }: ActivityForm & { departmentId: number },
): Promise<{ id: number }> {
  requirePermission(ctx, 'activity.write', { departmentId })
  await requireOwnMatter(ctx, { matterId: form.matterId, departmentId })
  return transact(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(activities)
      .values({ ...noticeOf(form), departmentId, createdAt: tx.now, createdBy: accountIdOf(tx) })
      .returning({ id: activities.id })
    if (!row) throw new Error('no row came back from the insert of an activity')
    await saveParts(tx, row.id, form)
    await record(tx, { action: 'activity.created', subject: 'activity', id: row.id, after: form })
    return row
  })
}

export async function updateActivity(ctx: Ctx, id: number, form: ActivityForm): Promise<void> {
  const before = await activityRow(ctx, id)
  requirePermission(ctx, 'activity.write', before)
  await requireOwnMatter(ctx, { matterId: form.matterId, departmentId: before.departmentId })
  await transact(ctx, async (tx) => {
    await lockForEdit(tx, 'activity', id)
    const categories = await categoriesOf(tx, id)
    await tx.db.update(activities).set(noticeOf(form)).where(eq(activities.id, id))
    await saveParts(tx, id, form)
    await record(tx, {
      action: 'activity.updated',
      subject: 'activity',
      id,
      before: { ...before, categories },
      after: form,
    })
  })
}

/** What the row holds; where nobody is called, nobody registers. */
function noticeOf({ categories: _categories, ledger: _ledger, ...notice }: ActivityForm) {
  const [slip] = slipsOf(notice)
  if (slip) throw new Refusal(422, `${slip.message}。`, { fields: { [slip.field]: slip.message } })
  if (callsPeople(notice.kind)) return notice
  return { ...notice, registrationOpensAt: null, registrationClosesAt: null }
}

/** Until the notice is public there are no seats and no registrations, so the categories are written anew. */
async function saveParts(tx: Ctx, id: number, { kind, categories, ledger }: ActivityForm): Promise<void> {
  await tx.db.delete(seatCategories).where(eq(seatCategories.activityId, id))
  if (callsPeople(kind) && categories.length > 0)
    await tx.db
      .insert(seatCategories)
      .values(categories.map((category, position) => ({ ...category, activityId: id, position })))
  await chooseLedger(tx, await activityRow(tx, id), ledger)
}

/** What the rules say about the notice now; the desk page shows it, submitting and publishing enforce it. */
export async function findingsOf(ctx: Ctx, row: StoredActivity): Promise<Finding[]> {
  const categories = await categoriesOf(ctx, row.id)
  const matterIsPublic = publicStep(await stepsOf(ctx, 'matter', row.matterId), ctx.now) !== undefined
  const ledger = row.consultationId === null ? null : await consultationRow(ctx, row.consultationId)
  // An own ledger becomes public with the notice; another has to be public before it.
  const isTooLate = ledger !== null && (await isReported(ctx, ledger.id))
  const isReadable = ledger !== null && (ledger.form === 'targeted' || ledger.publishedAt !== null)
  return [
    ...noticeFindings(
      {
        ...row,
        categories,
        matterIsPublic,
        hasDraft: isReadable,
        hasExplanation: isReadable && ledger.draftingNote.trim() !== '',
      },
      ctx.now,
    ),
    ...(isTooLate ? [reportedFinding] : []),
  ]
}

const reportedFinding: Finding = {
  id: 'P9',
  level: 'block',
  field: 'consultationId',
  message:
    '意见要归入的那次征求意见已经公布采纳情况反馈，活动上的意见归不进去；请退回后另选，或者选文稿另立台账（《重大行政决策程序暂行条例》第十八条）。',
}

/** One step of the notice's sign-off, as the desk page's button names it. */
export async function takeActivityStep(ctx: Ctx, id: number, kind: string, reason: string): Promise<void> {
  if (kind === 'published') return publishActivity(ctx, id, { reason })
  if (kind === 'withdrawn') return withdrawActivity(ctx, id, reason)
  if (kind !== 'submitted' && kind !== 'returned') throw new Refusal(422, '没有这一步。')
  await transact(ctx, async (tx) => {
    const row = await activityRow(tx, id)
    await takeSignOffStep(tx, 'activity', row, kind, reason)
    // The matter may still be on its way into the catalogue (P1); publishing asks for that too.
    if (kind === 'submitted') refuseIfBlocked((await findingsOf(tx, row)).filter(({ id }) => id !== 'P1'))
    await record(tx, { action: `activity.${kind}`, subject: 'activity', id, after: { reason } })
  })
}

/**
 * Makes the notice public, in one transaction with the seats (there are never more than these), the commitment of the
 * draw and the activity's own ledger. What is published late opens now; a warning may be passed with a written reason.
 */
export async function publishActivity(
  ctx: Ctx,
  id: number,
  options: { reason?: string } = {},
): Promise<void> {
  await transact(ctx, async (tx) => {
    const before = await activityRow(tx, id)
    await takeSignOffStep(tx, 'activity', before, 'published', options.reason)
    const row = await lockActivity(tx, id, 'no key update')
    // Its ledger is neither reported on nor withdrawn between the check and the step.
    if (row.consultationId !== null) await lockLedger(tx, row.consultationId, 'key share')
    const findings = await findingsOf(tx, row)
    refuseIfBlocked(findings)
    refuseUnexplained(findings, options.reason)
    if (row.registrationOpensAt && row.registrationOpensAt < tx.now)
      await tx.db.update(activities).set({ registrationOpensAt: tx.now }).where(eq(activities.id, id))
    const categories = await categoriesOf(tx, id)
    await tx.db.execute(sql`insert into seats (category_id, number)
      select id, generate_series(1, seats) from seat_categories where activity_id = ${id}`)
    if (hasDraw(categories)) await commitDraw(tx, row, categories)
    await moveOwnLedger(tx, row, { step: 'published' })
    await record(tx, {
      action: 'activity.published',
      subject: 'activity',
      id,
      after: { startsAt: row.startsAt, categories, passed: findings.map((finding) => finding.id) },
      ...shownOn(row),
    })
  })
}

/** For a notice that should not have been published; who has registered for it is told of a cancellation instead. */
async function withdrawActivity(ctx: Ctx, id: number, reason: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await activityRow(tx, id)
    await takeSignOffStep(tx, 'activity', row, 'withdrawn', reason)
    refuseIfBlocked(withdrawFindings(await chainOf(tx, id), await countRegistrations(tx, id)))
    await moveOwnLedger(tx, row, { step: 'withdrawn', reason: reason.trim() })
    await record(tx, {
      action: 'activity.withdrawn',
      subject: 'activity',
      id,
      after: { reason },
      ...shownOn(row),
    })
  })
}

export function countRegistrations(ctx: Ctx, activityId: number): Promise<number> {
  return ctx.db.$count(registrations, eq(registrations.activityId, activityId))
}
