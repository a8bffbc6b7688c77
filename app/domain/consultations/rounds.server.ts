import { eq, inArray, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { stepsOfMany } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { requirePermission } from '~/app/domain/people/permissions'
import { numberToChinese } from '~/app/domain/texts/chinese-numbers'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { commentTallies } from '~/db/schema/comments'
import { consultations, feedbackReports } from '~/db/schema/consultations'
import { textVersions } from '~/db/schema/texts'
import type { ConsultationForm } from './forms'
import { refuseTargeted, storedConsultation } from './row.server'
import { type ConsultationState, consultationState, roundFindings, terminationOf } from './rules'

export type Round = {
  id: number
  round: number
  title: string
  state: ConsultationState
  opensAt: Date
  closesAt: Date
  terminatedAt: Date | null
  versionId: number
  versionNumber: number
  /** All that was received in it, in whatever state. */
  comments: number
}

/** Every round of what a consultation belongs to, the first first; for the desk also those that are not public. */
export async function roundsOf(
  ctx: Ctx,
  consultationId: number,
  { unpublished = false }: { unpublished?: boolean } = {},
): Promise<Round[]> {
  const rows = await ctx.db
    .select({
      id: consultations.id,
      round: consultations.round,
      title: consultations.title,
      opensAt: consultations.opensAt,
      closesAt: consultations.closesAt,
      versionId: consultations.versionId,
      versionNumber: textVersions.number,
      reportId: feedbackReports.id,
      comments: sql<number>`coalesce((select sum(${commentTallies.count})::int from ${commentTallies}
        where ${commentTallies.consultationId} = ${consultations.id}), 0)`,
    })
    .from(consultations)
    .innerJoin(textVersions, eq(textVersions.id, consultations.versionId))
    .leftJoin(feedbackReports, eq(feedbackReports.consultationId, consultations.id))
    .where(inArray(consultations.id, await idsOfRounds(ctx, consultationId)))
    .orderBy(consultations.round)
  const steps = await stepsOfMany(
    ctx,
    'consultation',
    rows.map(({ id }) => id),
  )
  const reportSteps = await stepsOfMany(
    ctx,
    'feedback-report',
    rows.flatMap(({ reportId }) => (reportId === null ? [] : [reportId])),
  )
  return rows.flatMap(({ reportId, ...row }) => {
    const own = steps.get(row.id) ?? []
    if (!unpublished && !publicStep(own, ctx.now)) return []
    const terminatedAt = terminationOf(own)?.at ?? null
    const state = consultationState({ ...row, terminatedAt }, reportSteps.get(reportId ?? 0) ?? [], ctx.now)
    return [{ ...row, terminatedAt, state }]
  })
}

async function idsOfRounds(ctx: Ctx, id: number): Promise<number[]> {
  const { rows } = await ctx.db.execute<{ id: string | number }>(sql`
    with recursive earlier as (
      select id, previous_id from consultations where id = ${id}
      union select c.id, c.previous_id from earlier join consultations c on c.id = earlier.previous_id
    ), later as (
      select id from consultations where id = ${id}
      union select c.id from later join consultations c on c.previous_id = later.id
    )
    select id from earlier union select id from later`)
  return rows.map((row) => Number(row.id))
}

export type NewRound = Pick<ConsultationForm, 'versionId' | 'opensAt' | 'closesAt'> &
  Partial<Omit<ConsultationForm, 'matterId' | 'versionId' | 'opensAt' | 'closesAt'>>

/** The next round of a consultation, on a later version of the same text; what is not given stays as it was. */
export async function startRound(ctx: Ctx, previousId: number, round: NewRound): Promise<{ id: number }> {
  return transact(ctx, async (tx) => {
    const earlier = await storedConsultation(tx, previousId)
    requirePermission(tx, 'consultation.write', earlier)
    refuseTargeted(earlier)
    const signOff = await lockState(tx, 'consultation', previousId)
    if (signOff !== 'published')
      throw new Refusal(409, '上一轮征求意见还没有公开，或者已经撤回，不能接着开始下一轮。')
    const previous = await storedConsultation(tx, previousId)
    await refuseRound(tx, { previousId }, round)
    const { id: _id, createdAt: _at, createdBy: _by, ...kept } = previous
    if (round.closesAt <= round.opensAt)
      throw new Refusal(422, '截止日期早于开始日期。', { fields: { closesAt: '截止日期不能早于开始日期' } })
    const [row] = await tx.db
      .insert(consultations)
      .values({
        ...kept,
        // A reason for a short time is that round's own.
        shortReason: '',
        title: titleOfRound(previous),
        ...round,
        round: previous.round + 1,
        previousId,
        createdAt: tx.now,
        createdBy: accountIdOf(tx),
      })
      .returning({ id: consultations.id })
    if (!row) throw new Error('no row came back from the insert of a round')
    await record(tx, {
      action: 'consultation.round-started',
      subject: 'consultation',
      id: row.id,
      after: { ...round, previousId, round: previous.round + 1 },
    })
    return row
  })
}

/** …（第二轮）, so that a list tells the rounds apart; the drafter may change it. */
export function titleOfRound(previous: { title: string; round: number }): string {
  const bare = previous.title.replace(/（第[一二三四五六七八九十\d]+轮）$/, '')
  return `${bare}（第${numberToChinese(previous.round + 1)}轮）`
}

/** Whether the next round can begin at all, for the button on the desk's page. */
export function mayContinue(rounds: Round[], id: number): boolean {
  const own = rounds.find((round) => round.id === id)
  if (!own || rounds.some(({ round }) => round > own.round)) return false
  return own.state === 'closed' || own.state === 'terminated' || own.state === 'answered'
}

/** A round keeps to its matter and its text, and its draft stays later than the one before. */
export async function refuseRound(
  tx: Ctx,
  { id, previousId }: { id?: number; previousId: number },
  { versionId, matterId }: { versionId: number; matterId?: number },
): Promise<void> {
  const previous = await storedConsultation(tx, previousId)
  if (matterId !== undefined && matterId !== previous.matterId) {
    const message = '各轮征求意见属于同一个决策事项，不能改到别的事项下面。'
    throw new Refusal(422, message, { fields: { matterId: message } })
  }
  const rounds = await roundsOf(tx, previousId, { unpublished: true })
  const earlier = rounds.find((round) => round.id === previousId)
  const [draft] = await tx.db
    .select({ textId: textVersions.textId, versionNumber: textVersions.number })
    .from(textVersions)
    .where(eq(textVersions.id, versionId))
  if (!earlier || !draft)
    throw new Refusal(422, '没有找到所选的征求意见稿。', { fields: { versionId: '请选择征求意见稿' } })
  const { state, versionNumber } = earlier
  const hasNextRound = rounds.some((round) => round.round === earlier.round + 1 && round.id !== id)
  const [finding] = roundFindings({ state, hasNextRound, textId: previous.textId, versionNumber }, draft)
  if (!finding) return
  const { field, message } = finding
  throw field ? new Refusal(422, message, { fields: { [field]: message } }) : new Refusal(409, message)
}
