import { and, eq, inArray } from 'drizzle-orm'
import { lockActivity, type StoredActivity, shownOn } from '~/app/domain/activities/row.server'
import { record, transact } from '~/app/domain/audit/record.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { isEditable, stateAfter } from '~/app/domain/audit/transitions'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import { activityPhotos, activityReports, attendances, pollQuestions, polls } from '~/db/schema/activities'
import { media } from '~/db/schema/media'
import { attendancesOf, photosOf, pollOf, rawTableOf } from './occasion.server'
import { attendanceFaults, captionFault, type Fault, mostPhotos, pollFaults } from './occasion-rules'
import type { Attended, PollInput } from './occasion-types'
import { countRows } from './poll-table'

/** Who took part, by group; replaces what was there. */
export async function saveAttendances(ctx: Ctx, activityId: number, rows: Attended[]): Promise<void> {
  await writing(ctx, activityId, async (tx) => {
    const all = rows.map(({ group, people, names }) => ({ group: group.trim(), people, names: names.trim() }))
    refuseFaults(attendanceFaults(all))
    const before = await attendancesOf(tx, activityId)
    await tx.db.delete(attendances).where(eq(attendances.activityId, activityId))
    if (all.length > 0)
      await tx.db.insert(attendances).values(all.map((row, at) => ({ ...row, activityId, position: at + 1 })))
    await record(tx, {
      ...{ action: 'activity.attendance-saved', subject: 'activity', id: activityId },
      ...{ before, after: all },
    })
  })
}

type NewPhoto = { mediaId: number; caption: string }

/** The photographs, from the department's own library and in this order; replaces what was there. */
export async function savePhotos(ctx: Ctx, activityId: number, photos: NewPhoto[]): Promise<void> {
  await writing(ctx, activityId, async (tx, { departmentId }) => {
    if (photos.length > mostPhotos) throw wrongField('mediaId', `最多放 ${mostPhotos} 张照片`)
    for (const { caption } of photos) {
      const fault = captionFault(caption)
      if (fault) throw wrongField('caption', fault)
    }
    const ids = [...new Set(photos.map(({ mediaId }) => mediaId))]
    if (ids.length < photos.length) throw wrongField('mediaId', '这张照片已经在这里了')
    const own = await tx.db.$count(media, and(inArray(media.id, ids), eq(media.departmentId, departmentId)))
    if (own < ids.length) throw wrongField('mediaId', '请从本部门的图片库里选')
    const before = await photosOf(tx, activityId)
    await tx.db.delete(activityPhotos).where(eq(activityPhotos.activityId, activityId))
    if (photos.length > 0)
      await tx.db.insert(activityPhotos).values(
        photos.map(({ mediaId, caption }, at) => ({
          ...{ activityId, mediaId, position: at + 1 },
          caption: caption.trim(),
        })),
      )
    await record(tx, {
      ...{ action: 'activity.photos-saved', subject: 'activity', id: activityId },
      before: before.map(({ mediaId, caption }) => ({ mediaId, caption })),
      after: photos,
    })
  })
}

/** Takes a photograph away, also when it is public already: then with the reason, which the audit keeps. */
export async function removePhoto(
  ctx: Ctx,
  activityId: number,
  mediaId: number,
  reason: string,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, activityId, 'no key update')
    requirePermission(tx, 'activity.write', activity)
    const isLocked = (await refusalToRecord(tx, activity)) !== null
    const words = reason.trim()
    if (isLocked && words === '') throw wrongField('photoReason', '报告已经送审或者公布，撤下照片要写明原因')
    const photo = (await photosOf(tx, activityId)).find((one) => one.mediaId === mediaId)
    if (!photo) throw notFound('照片')
    await tx.db
      .delete(activityPhotos)
      .where(and(eq(activityPhotos.activityId, activityId), eq(activityPhotos.mediaId, mediaId)))
    await record(tx, {
      ...{ action: 'activity.photo-removed', subject: 'activity', id: activityId },
      before: { mediaId, caption: photo.caption },
      after: { reason: words },
      ...shownOn(activity),
    })
  })
}

/** What was asked of whom and what they answered; replaces what was there. */
export async function savePoll(ctx: Ctx, activityId: number, poll: PollInput): Promise<void> {
  await writing(ctx, activityId, async (tx, { kind }) => {
    if (kind !== 'opinion-poll') throw new Refusal(409, '只有民意调查才有调查结果。')
    refuseFaults(pollFaults(poll))
    const before = await pollOf(tx, activityId)
    const { questions, rawTable, ...rest } = poll
    const kept = rawTable === undefined ? await rawTableOf(tx, activityId) : rawTable
    if (kept && countRows(kept) > poll.answered)
      throw wrongField('answered', `原始数据有 ${countRows(kept)} 行，多于作了回答的 ${poll.answered} 人`)
    const values = { ...rest, rawTable: kept }
    await tx.db.delete(pollQuestions).where(eq(pollQuestions.activityId, activityId))
    await tx.db
      .insert(polls)
      .values({ ...values, activityId })
      .onConflictDoUpdate({ target: polls.activityId, set: values })
    await tx.db
      .insert(pollQuestions)
      .values(questions.map((question, at) => ({ ...question, activityId, position: at + 1 })))
    await record(tx, {
      ...{ action: 'activity.poll-saved', subject: 'activity', id: activityId, before },
      after: { ...rest, questions, rawRows: countRows(kept) },
    })
  })
}

/** Why the record cannot be written any more, or not yet, in words; null while it can. */
export async function refusalToRecord(ctx: Ctx, { id, startsAt }: StoredActivity): Promise<string | null> {
  const steps = await stepsOf(ctx, 'activity', id)
  if (steps.some(({ kind }) => kind === 'cancelled')) return '这次活动已经取消，没有活动记录。'
  if (ctx.now < startsAt) return '活动还没有开始，开始以后才能填写活动记录。'
  const [report] = await ctx.db
    .select({ id: activityReports.id })
    .from(activityReports)
    .where(eq(activityReports.activityId, id))
  if (!report || isEditable(stateAfter(await stepsOf(ctx, 'activity-report', report.id)))) return null
  return '活动报告正在审签或者已经公布，活动记录不能再改；需要改的，请先由签发人退回报告。'
}

/** One writer at a time, by the department's drafters, as long as the record is open. */
async function writing(
  ctx: Ctx,
  activityId: number,
  work: (tx: Ctx, activity: StoredActivity) => Promise<void>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const activity = await lockActivity(tx, activityId, 'no key update')
    requirePermission(tx, 'activity.write', activity)
    const refusal = await refusalToRecord(tx, activity)
    if (refusal) throw new Refusal(409, refusal)
    await work(tx, activity)
  })
}

function refuseFaults(faults: Fault[]): void {
  const [first] = faults
  if (!first) return
  const fields: Record<string, string> = {}
  for (const { field, message } of faults) fields[field] ??= message
  throw new Refusal(422, `${first.message}。`, { fields })
}
