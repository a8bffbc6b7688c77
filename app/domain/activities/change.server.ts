import { and, asc, eq, notExists, sql } from 'drizzle-orm'
import { type Mail, record, transact } from '~/app/domain/audit/record.server'
import { lastStep, stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { stateAfter } from '~/app/domain/audit/transitions'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { activities } from '~/db/schema/activities'
import { steps } from '~/db/schema/audit'
import { registrations } from '~/db/schema/registrations'
import { chainOf } from './chain.server'
import { cancelFindings, type Postponement, postponeFindings } from './gates'
import { chooseLedger, type LedgerChoice, moveOwnLedger } from './ledger.server'
import { activityRow, lockActivity, shownOn } from './row.server'

/**
 * Moves an activity to a later day; everyone who registered is told. Seats and the time to confirm them stay as they
 * were: nobody's time is shortened by it.
 */
export async function postponeActivity(
  ctx: Ctx,
  id: number,
  change: Omit<Postponement, 'registrationClosesAt'> & { registrationClosesAt?: Date | null },
): Promise<void> {
  await transact(ctx, async (tx) => {
    requirePermission(tx, 'activity.publish', await activityRow(tx, id))
    const before = await lockActivity(tx, id, 'no key update')
    const to: Postponement = {
      ...change,
      reason: change.reason.trim(),
      registrationClosesAt: change.registrationClosesAt ?? null,
    }
    refuseFields(postponeFindings(await chainOf(tx, id), to, tx.now))
    const { startsAt, endsAt } = to
    const registrationClosesAt = to.registrationClosesAt ?? before.registrationClosesAt
    await tx.db
      .update(activities)
      .set({ startsAt, endsAt, registrationClosesAt })
      .where(eq(activities.id, id))
    await takeStep(tx, {
      subject: 'activity',
      id,
      kind: 'postponed',
      reason: to.reason,
      data: {
        ...{ from: before.startsAt.toISOString(), to: startsAt.toISOString() },
        ...(to.registrationClosesAt ? { registrationTo: to.registrationClosesAt.toISOString() } : {}),
      },
    })
    await moveOwnLedger(tx, before, { startsAt, endsAt })
    await record(tx, {
      action: 'activity.postponed',
      subject: 'activity',
      id,
      before: timesOf(before),
      after: { ...timesOf({ startsAt, endsAt, registrationClosesAt }), reason: to.reason },
      mail: await mailToAll(tx, id, 'activity-postponed'),
      ...shownOn(before),
    })
  })
}

/** Calls an activity off, with a public reason; everyone who registered is told. */
export async function cancelActivity(ctx: Ctx, id: number, reason: string): Promise<void> {
  await transact(ctx, async (tx) => {
    requirePermission(tx, 'activity.publish', await activityRow(tx, id))
    const row = await lockActivity(tx, id, 'no key update')
    const words = reason.trim()
    refuseFields(cancelFindings(await chainOf(tx, id), words))
    await takeStep(tx, { subject: 'activity', id, kind: 'cancelled', reason: words })
    await record(tx, {
      action: 'activity.cancelled',
      subject: 'activity',
      id,
      after: { reason: words },
      mail: await mailToAll(tx, id, 'activity-cancelled'),
      ...shownOn(row),
    })
  })
}

/** Where the notice went out before it was decided into which ledger the opinions go. */
export async function settleLedger(ctx: Ctx, id: number, choice: LedgerChoice): Promise<void> {
  await transact(ctx, async (tx) => {
    requirePermission(tx, 'activity.write', await activityRow(tx, id))
    const row = await lockActivity(tx, id, 'no key update')
    const taken = await stepsOf(tx, 'activity', id)
    if (stateAfter(taken) !== 'published' || lastStep(taken, 'cancelled'))
      throw new Refusal(
        409,
        '公告公布以前，请在活动资料里直接选择意见归入哪里；撤回或者取消的活动没有意见可归。',
      )
    if (row.consultationId !== null) throw new Refusal(409, '意见归入哪里已经选定并公布，不能再改。')
    await chooseLedger(tx, row, choice)
    const settled = await activityRow(tx, id)
    await moveOwnLedger(tx, settled, { step: 'published' })
    await record(tx, {
      action: 'activity.ledger-settled',
      subject: 'activity',
      id,
      after: choice,
      ...shownOn(settled),
    })
  })
}

/** The same as the page shows, each beside its own field. */
function refuseFields(findings: ReturnType<typeof cancelFindings>): void {
  if (findings.length === 0) return
  const fields = Object.fromEntries(
    findings.flatMap(({ field, message }) => (field ? [[field, message] as const] : [])),
  )
  const message = findings.map((finding) => finding.message).join(' ')
  throw new Refusal(422, message, { findings, fields: findings.every(({ field }) => field) ? fields : {} })
}

function timesOf(row: { startsAt: Date; endsAt: Date; registrationClosesAt: Date | null }) {
  const { startsAt, endsAt, registrationClosesAt } = row
  return { startsAt, endsAt, registrationClosesAt }
}

/** To everyone who still counts on it; who took it back or was excluded does not. */
async function mailToAll(
  tx: Ctx,
  activityId: number,
  kind: 'activity-postponed' | 'activity-cancelled',
): Promise<Mail[]> {
  const gone = tx.db
    .select({ one: sql`1` })
    .from(steps)
    .where(
      and(
        eq(steps.subject, 'registration'),
        eq(steps.subjectId, registrations.id),
        sql`${steps.kind} in ('withdrawn', 'excluded')`,
      ),
    )
  const rows = await tx.db
    .select({ id: registrations.id })
    .from(registrations)
    .where(and(eq(registrations.activityId, activityId), notExists(gone)))
    .orderBy(asc(registrations.id))
  return rows.map(({ id }) => ({ kind, registrationId: id }))
}
