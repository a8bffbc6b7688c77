import { and, desc, eq, sql } from 'drizzle-orm'
import { lockActivity, refuseIfCancelled, type StoredActivity } from '~/app/domain/activities/row.server'
import { isParticipantGroup } from '~/app/domain/activities/types'
import { record, transact } from '~/app/domain/audit/record.server'
import { lastStep, stepsOf } from '~/app/domain/audit/steps.server'
import { isEditable, stateAfter } from '~/app/domain/audit/transitions'
import { seatedOf } from '~/app/domain/check-in/presence.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import { activityReports } from '~/db/schema/activities'
import { departments } from '~/db/schema/people'
import { statements } from '~/db/schema/statements'
import type { StatementForm } from './statement-forms'
import { clausesOf, statementRows } from './statement-rows.server'

type Statement = typeof statements.$inferSelect

/** Writes what somebody said at the end of the record, or changes what was written. Gives its id. */
export function saveStatement(ctx: Ctx, activityId: number, form: StatementForm): Promise<number> {
  return changing(ctx, activityId, async (tx, activity) => {
    const { part, clauseId, kind, body } = form
    if (clauseId !== null && !(await clausesOf(tx, activity)).has(clauseId))
      throw wrongField('clauseId', '请从这次听取意见的文稿里选择条文')
    const values = { part, clauseId, kind, body, ...(await speakerFor(tx, activity, form)) }
    if (form.statementId === null) return addStatement(tx, activityId, values)
    const before = await statementOf(tx, activityId, form.statementId)
    await tx.db.update(statements).set(values).where(eq(statements.id, before.id))
    await record(tx, {
      action: 'activity.statement-changed',
      subject: 'activity',
      id: activityId,
      before: saidIn(before),
      after: { ...saidIn(before), ...values },
    })
    return before.id
  })
}

/** One place earlier or later; at the end of the line nothing happens. */
export async function moveStatement(
  ctx: Ctx,
  activityId: number,
  statementId: number,
  to: 'up' | 'down',
): Promise<void> {
  await changing(ctx, activityId, async (tx) => {
    await statementOf(tx, activityId, statementId)
    const ids = (await statementRows(tx, activityId)).map(({ id }) => id)
    const from = ids.indexOf(statementId)
    const other = ids[from + (to === 'up' ? -1 : 1)]
    if (other === undefined) return
    ids[ids.indexOf(other)] = statementId
    ids[from] = other
    const places = sql.join(
      ids.map((id, at) => sql`(${id}::bigint, ${at + 1}::int)`),
      sql`, `,
    )
    await tx.db.execute(sql`update statements set position = placed.position
      from (values ${places}) as placed (id, position)
      where statements.id = placed.id and statements.position <> placed.position`)
    const after = { statementId, from: from + 1, to: ids.indexOf(statementId) + 1 }
    await record(tx, { action: 'activity.statement-moved', subject: 'activity', id: activityId, after })
  })
}

export async function removeStatement(ctx: Ctx, activityId: number, statementId: number): Promise<void> {
  await changing(ctx, activityId, async (tx) => {
    const before = await statementOf(tx, activityId, statementId)
    await tx.db.delete(statements).where(eq(statements.id, statementId))
    await record(tx, {
      action: 'activity.statement-removed',
      subject: 'activity',
      id: activityId,
      before: saidIn(before),
    })
  })
}

/** What the record may not become any more, in words; null while it may be written. */
export async function refusalToWrite(ctx: Ctx, { id, kind }: StoredActivity): Promise<string | null> {
  const steps = await refuseIfCancelled(ctx, id)
  if (lastStep(steps, 'transcript-closed'))
    return '听证记录已经定稿并归入台账，不能再改。确有错误的，请在听证报告里说明。'
  if (kind === 'hearing') return null
  const [report] = await ctx.db
    .select({ id: activityReports.id })
    .from(activityReports)
    .where(eq(activityReports.activityId, id))
  if (!report || isEditable(stateAfter(await stepsOf(ctx, 'activity-report', report.id)))) return null
  return '活动报告正在审签或者已经公布，发言记录不能再改；需要改的，请先由签发人退回报告。'
}

/** One writer at a time, by the department's drafters, as long as the record is open. */
function changing<R>(
  ctx: Ctx,
  activityId: number,
  work: (tx: Ctx, activity: StoredActivity) => Promise<R>,
): Promise<R> {
  return transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, activityId, 'no key update')
    requirePermission(tx, 'activity.write', activity)
    const refusal = await refusalToWrite(tx, activity)
    if (refusal) throw new Refusal(409, refusal)
    return work(tx, activity)
  })
}

type Speaker = Pick<Statement, 'speakerKind' | 'registrationId' | 'speaker'>
type Said = Speaker & Pick<Statement, 'part' | 'clauseId' | 'kind' | 'body'>

async function addStatement(tx: Ctx, activityId: number, said: Said): Promise<number> {
  const [last] = await tx.db
    .select({ position: statements.position })
    .from(statements)
    .where(eq(statements.activityId, activityId))
    .orderBy(desc(statements.position))
    .limit(1)
  const position = (last?.position ?? 0) + 1
  const [row] = await tx.db
    .insert(statements)
    .values({ ...said, activityId, position, createdAt: tx.now, createdBy: accountIdOf(tx) })
    .returning({ id: statements.id })
  if (!row) throw new Error('no row came back from the insert of a statement')
  await record(tx, {
    action: 'activity.statement-added',
    subject: 'activity',
    id: activityId,
    after: { statementId: row.id, position, ...said },
  })
  return row.id
}

async function speakerFor(tx: Ctx, activity: StoredActivity, form: StatementForm): Promise<Speaker> {
  const { speaker, label } = form
  if (typeof speaker === 'number')
    return {
      speakerKind: 'participant',
      registrationId: await seatedParticipant(tx, activity, speaker),
      speaker: '',
    }
  if (speaker === 'guest') return { speakerKind: 'guest', registrationId: null, speaker: label }
  const usual = speaker === 'chair' ? '主持人' : await departmentOf(tx, activity)
  return { speakerKind: speaker, registrationId: null, speaker: label || usual }
}

/** Observers and the press have no voice, and who was not there has said nothing. */
async function seatedParticipant(tx: Ctx, activity: StoredActivity, registrationId: number): Promise<number> {
  const seated = (await seatedOf(tx, activity)).find((one) => one.registrationId === registrationId)
  if (!seated || !isParticipantGroup(seated.group))
    throw wrongField('speaker', '请选择这次活动的参加人；旁听人和媒体不发言')
  if (seated.presence === 'absent')
    throw wrongField('speaker', '这位参加人登记为没有到场，没有到场的不能有发言')
  return registrationId
}

async function departmentOf(ctx: Ctx, { departmentId }: StoredActivity): Promise<string> {
  const [row] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, departmentId))
  return row?.name ?? '承办单位'
}

async function statementOf(tx: Ctx, activityId: number, id: number): Promise<Statement> {
  const [row] = await tx.db
    .select()
    .from(statements)
    .where(and(eq(statements.id, id), eq(statements.activityId, activityId)))
  if (!row) throw notFound('发言')
  // Invariant 4: what is in the ledger stays as it was said.
  if (row.commentId !== null) throw new Refusal(409, '这条发言已经归入台账，不能再改。')
  return row
}

function saidIn({
  id: statementId,
  speakerKind,
  registrationId,
  speaker,
  part,
  clauseId,
  kind,
  body,
}: Statement) {
  return { statementId, speakerKind, registrationId, speaker, part, clauseId, kind, body }
}
