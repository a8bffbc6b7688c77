import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import { recordAll } from '~/app/domain/audit/record.server'
import { stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { lockLedger, refuseIfReported } from '~/app/domain/comments/consultation.server'
import { findingsForPublishing } from '~/app/domain/comments/rules'
import { takeIn } from '~/app/domain/comments/take-in.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked, wrongField } from '~/app/server/errors'
import { activities } from '~/db/schema/activities'
import { consultations } from '~/db/schema/consultations'
import { registrations } from '~/db/schema/registrations'
import { statements } from '~/db/schema/statements'
import { texts, textVersions } from '~/db/schema/texts'
import type { StoredActivity } from './row.server'

export type LedgerChoice =
  /** What is said goes into the ledger of a consultation of the same matter. */
  | { consultationId: number }
  /** Nobody is consulted in public about it: the activity keeps a ledger of its own, on this text. */
  | { versionId: number; explanation: string }

/**
 * Gives an activity the ledger into which its opinions will go, or another one while nothing is in it; null where that
 * is not decided yet.
 */
export async function chooseLedger(
  tx: Ctx,
  activity: StoredActivity,
  choice: LedgerChoice | null,
): Promise<void> {
  const own = await ownLedgerOf(tx, activity)
  const consultationId = await ledgerFor(tx, activity, choice)
  await tx.db.update(activities).set({ consultationId }).where(eq(activities.id, activity.id))
  // It was never public, and nobody else can use it.
  if (own !== null && own !== consultationId)
    await tx.db.delete(consultations).where(eq(consultations.id, own))
}

async function ledgerFor(
  tx: Ctx,
  activity: StoredActivity,
  choice: LedgerChoice | null,
): Promise<number | null> {
  if (!choice) return null
  if ('consultationId' in choice) return joinableLedger(tx, activity, choice.consultationId)
  return ownLedger(tx, activity, choice)
}

async function joinableLedger(tx: Ctx, { kind, matterId }: StoredActivity, id: number): Promise<number> {
  // P9, P14: who attends is heard at the discussion, for which the feedback on the consultation is public already.
  if (kind === 'meeting-attendance')
    throw wrongField('consultationId', '列席会议的意见在集体讨论时提出，请另立台账：选择草案或者讨论要点')
  const [chosen] = await tx.db
    .select({ matterId: consultations.matterId, form: consultations.form })
    .from(consultations)
    .where(eq(consultations.id, id))
  if (chosen?.matterId !== matterId || chosen.form !== 'public')
    throw wrongField('consultationId', '请选择同一个决策事项的征求意见')
  await lockLedger(tx, id, 'key share')
  await refuseIfReported(tx, id)
  return id
}

async function ownLedger(
  tx: Ctx,
  activity: StoredActivity,
  { versionId, explanation }: { versionId: number; explanation: string },
): Promise<number> {
  const [version] = await tx.db
    .select({ textId: texts.id, departmentId: texts.departmentId })
    .from(textVersions)
    .innerJoin(texts, eq(texts.id, textVersions.textId))
    .where(eq(textVersions.id, versionId))
  if (version?.departmentId !== activity.departmentId)
    throw wrongField('versionId', '请选择本部门的文稿（草案、方案或者议题清单）')
  const content = {
    ...{ title: activity.title, background: activity.purpose, draftingNote: explanation },
    ...{ textId: version.textId, versionId, opensAt: activity.startsAt, closesAt: activity.endsAt },
  }
  const known = await ownLedgerOf(tx, activity)
  if (known !== null) {
    await tx.db.update(consultations).set(content).where(eq(consultations.id, known))
    return known
  }
  const { matterId, departmentId } = activity
  const made = { matterId, departmentId, createdAt: tx.now, createdBy: accountIdOf(tx) }
  const [row] = await tx.db
    .insert(consultations)
    .values({ ...content, ...made, form: 'targeted', draftKind: 'general' })
    .returning({ id: consultations.id })
  if (!row) throw new Error('no row came back from the insert of a ledger')
  return row.id
}

/** The id of the ledger that belongs to this activity alone; null where it has joined another or has none. */
async function ownLedgerOf(ctx: Ctx, { consultationId }: StoredActivity): Promise<number | null> {
  if (consultationId === null) return null
  const [row] = await ctx.db
    .select({ form: consultations.form })
    .from(consultations)
    .where(eq(consultations.id, consultationId))
  return row?.form === 'targeted' ? consultationId : null
}

/** An own ledger becomes public, and leaves the public, with its activity; it has the days of its activity. */
export async function moveOwnLedger(
  tx: Ctx,
  activity: StoredActivity,
  move: { step: 'published' } | { step: 'withdrawn'; reason: string } | { startsAt: Date; endsAt: Date },
): Promise<void> {
  const id = await ownLedgerOf(tx, activity)
  if (id === null) return
  if (!('step' in move)) {
    const { startsAt: opensAt, endsAt: closesAt } = move
    await tx.db.update(consultations).set({ opensAt, closesAt }).where(eq(consultations.id, id))
    return
  }
  const reason = 'reason' in move ? { reason: move.reason } : {}
  await takeStep(tx, { subject: 'consultation', id, kind: move.step, ...reason })
}

/**
 * Takes the opinions of an activity's record into its ledger: each becomes a published comment with one waiting point,
 * so that it is put into issues, decided and reported as what came in writing. Gives how many there were.
 */
export async function takeIntoLedger(tx: Ctx, activity: StoredActivity): Promise<number> {
  const opinions = await opinionsOf(tx, activity.id)
  if (opinions.length === 0) return 0
  const { consultationId } = activity
  if (consultationId === null)
    throw new Refusal(409, '还没有选定意见归入哪本台账，请先在活动资料里选择，再把意见归入。')
  await lockLedger(tx, consultationId, 'key share')
  if (!publicStep(await stepsOf(tx, 'consultation', consultationId), tx.now))
    throw new Refusal(409, '意见要归入的征求意见还没有公开，请先公开它。')
  await refuseIfReported(tx, consultationId)
  refuseIfBlocked(opinions.flatMap(({ id, body }) => findingsForPublishing({ id, body })))
  const ids = await takeIn(
    tx,
    consultationId,
    opinions.map((opinion) => commentOf(activity, opinion)),
  )
  const taken = opinions.map(({ id }, at) => ({ statementId: id, commentId: ids[at] as number }))
  const pairs = sql.join(
    taken.map(({ statementId, commentId }) => sql`(${statementId}::bigint, ${commentId}::bigint)`),
    sql`, `,
  )
  await tx.db.execute(sql`update statements set comment_id = taken.comment_id
    from (values ${pairs}) as taken (statement_id, comment_id) where statements.id = taken.statement_id`)
  await recordAll(
    tx,
    taken.map(({ statementId, commentId }) => ({
      action: 'comment.taken-from-record',
      subject: 'comment',
      id: commentId,
      after: { activityId: activity.id, statementId },
      tags: [`consultation:${consultationId}`, `activity:${activity.id}`],
    })),
  )
  return taken.length
}

type Opinion = Awaited<ReturnType<typeof opinionsOf>>[number]

function opinionsOf(tx: Ctx, activityId: number) {
  return tx.db
    .select({
      id: statements.id,
      clauseId: statements.clauseId,
      body: statements.body,
      speaker: sql<string>`coalesce(${registrations.shownName}, ${statements.speaker})`,
    })
    .from(statements)
    .leftJoin(registrations, eq(registrations.id, statements.registrationId))
    .where(
      and(
        eq(statements.activityId, activityId),
        eq(statements.kind, 'opinion'),
        isNull(statements.commentId),
        ne(statements.body, ''),
      ),
    )
    .orderBy(asc(statements.position), asc(statements.id))
}

function commentOf(activity: StoredActivity, opinion: Opinion) {
  return {
    clauseId: opinion.clauseId,
    channel: activity.kind,
    receivedAt: activity.startsAt,
    body: opinion.body,
    // As the record has it; who said it is named there as far as that person agreed (L2).
    original: { statement: String(opinion.id) },
    authorKind: 'person' as const,
    displayName: opinion.speaker,
    publishName: opinion.speaker !== '',
    // L1: where somebody lives was asked for the draw, not for this.
    township: '',
  }
}
