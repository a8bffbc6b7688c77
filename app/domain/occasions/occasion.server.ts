import { and, asc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import { reportedAt } from '~/app/domain/activities/chain.server'
import { activityRow, lockActivity, type StoredActivity, shownOn } from '~/app/domain/activities/row.server'
import type { ActivityKind } from '~/app/domain/activities/types'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { record, transact } from '~/app/domain/audit/record.server'
import { stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { isEditable, publicStep, stateAfter } from '~/app/domain/audit/transitions'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { maskPrivateData } from '~/app/domain/comments/private-data'
import { commentState, publicBody } from '~/app/domain/comments/state.server'
import type { StoredConsultation } from '~/app/domain/consultations/row.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import type { Finding } from '~/app/domain/findings'
import { publicDecisionsOfComments } from '~/app/domain/issues/decisions.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import {
  activities,
  activityPhotos,
  activityReports,
  attendances,
  pollQuestions,
  polls,
} from '~/db/schema/activities'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { media } from '~/db/schema/policies'
import { statements } from '~/db/schema/statements'
import {
  attendanceFaults,
  captionFault,
  type Fault,
  mostPhotos,
  pollFaults,
  recordFindings,
} from './occasion-rules'
import type { Attended, Occasion, Photo, Poll, PollInput, RecordedOpinion } from './occasion-types'
import { countRows, writeTable } from './poll-table'

/** The record of an activity for the public: attendance, pictures and poll with its report, opinions from the ledger. */
export async function occasionOf(ctx: Ctx, activityId: number): Promise<Occasion> {
  const activity = await activityRow(ctx, activityId)
  const shown = (await isShown(ctx, activityId))
    ? await recordedOf(ctx, activityId)
    : { attendances: [], photos: [], poll: null }
  const isLedger = await isPublicLedger(ctx, activity.consultationId)
  return {
    ...shown,
    opinions: isLedger ? await opinionsOf(ctx, activity) : [],
    consultationId: isLedger ? activity.consultationId : null,
    answeredAt: isLedger ? await reportPublishedAt(ctx, activity.consultationId as number) : null,
  }
}

/** The record is public with the report, as long as the activity is (invariant 9). */
async function isShown(ctx: Ctx, activityId: number): Promise<boolean> {
  const steps = await stepsOf(ctx, 'activity', activityId)
  return publicStep(steps, ctx.now) !== undefined && (await reportedAt(ctx, activityId)) !== null
}

export type Recorded = Pick<Occasion, 'attendances' | 'photos' | 'poll'>

/** The same as it stands now, public or not: for the desk. */
export async function recordedOf(ctx: Ctx, activityId: number): Promise<Recorded> {
  return {
    attendances: await attendancesOf(ctx, activityId),
    photos: await photosOf(ctx, activityId),
    poll: await pollOf(ctx, activityId),
  }
}

async function attendancesOf(ctx: Ctx, activityId: number): Promise<Attended[]> {
  return ctx.db
    .select({ group: attendances.group, people: attendances.people, names: attendances.names })
    .from(attendances)
    .where(eq(attendances.activityId, activityId))
    .orderBy(asc(attendances.position))
}

async function photosOf(ctx: Ctx, activityId: number): Promise<Photo[]> {
  return ctx.db
    .select({
      mediaId: media.id,
      sha256: media.sha256,
      width: media.width,
      height: media.height,
      caption: activityPhotos.caption,
    })
    .from(activityPhotos)
    .innerJoin(media, eq(media.id, activityPhotos.mediaId))
    .where(eq(activityPhotos.activityId, activityId))
    .orderBy(asc(activityPhotos.position), asc(media.id))
}

async function pollOf(ctx: Ctx, activityId: number): Promise<Poll | null> {
  const [row] = await ctx.db.select().from(polls).where(eq(polls.activityId, activityId))
  if (!row) return null
  const questions = await ctx.db
    .select({ words: pollQuestions.words, base: pollQuestions.base, options: pollQuestions.options })
    .from(pollQuestions)
    .where(eq(pollQuestions.activityId, activityId))
    .orderBy(asc(pollQuestions.position))
  const { activityId: _id, rawTable, ...poll } = row
  return { ...poll, questions, rawRows: countRows(rawTable) }
}

async function isPublicLedger(ctx: Ctx, consultationId: number | null): Promise<boolean> {
  if (consultationId === null) return false
  return publicStep(await stepsOf(ctx, 'consultation', consultationId), ctx.now) !== undefined
}

/** What of the record stands in the ledger and is public there, in the order in which it was said. */
async function opinionsOf(ctx: Ctx, { id, consultationId }: StoredActivity): Promise<RecordedOpinion[]> {
  if (consultationId === null) return []
  const rows = await ctx.db
    .select({
      commentId: comments.id,
      speaker: comments.displayName,
      clauseId: comments.clauseId,
      body: publicBody(),
      versionId: consultations.versionId,
    })
    .from(statements)
    .innerJoin(comments, eq(comments.id, statements.commentId))
    .innerJoin(consultations, eq(consultations.id, comments.consultationId))
    .where(and(eq(statements.activityId, id), eq(commentState(), 'published')))
    .orderBy(asc(statements.position), asc(statements.id))
  const [first] = rows
  if (!first) return []
  const clauses = await draftClauses(ctx, first.versionId)
  const decided = await publicDecisionsOfComments(
    ctx,
    consultationId,
    rows.map(({ commentId }) => commentId),
  )
  return rows.map(({ commentId, speaker, clauseId, body }) => ({
    commentId,
    speaker: maskPrivateData(speaker),
    clause: clauseId === null ? null : { clauseId, cited: clauses.get(clauseId)?.cited ?? '' },
    body,
    decisions: decided.get(commentId) ?? [],
  }))
}

/** The one activity that keeps this ledger for itself. */
export async function activityOfOwnLedger(
  ctx: Ctx,
  { id, form }: Pick<StoredConsultation, 'id' | 'form'>,
): Promise<{ id: number; kind: ActivityKind; title: string } | null> {
  if (form !== 'targeted') return null
  const [row] = await ctx.db
    .select({ id: activities.id, kind: activities.kind, title: activities.title })
    .from(activities)
    .where(eq(activities.consultationId, id))
  return row ?? null
}

/** A condition on a ledger: it is none whose activity was called off, so that nobody will ever speak in it. */
export function notCalledOff(): SQL {
  return sql`not (${consultations.form} = 'targeted' and exists (select 1 from activities a
    join steps s on s.subject = 'activity' and s.subject_id = a.id and s.kind = 'cancelled'
    where a.consultation_id = ${consultations.id}))`
}

type ActivityOfLedger = { id: number; kind: ActivityKind; title: string; startsAt: Date }

/** The public, not cancelled activities whose opinions go into this ledger, the earliest first. */
export async function activitiesOfLedger(ctx: Ctx, consultationId: number): Promise<ActivityOfLedger[]> {
  const rows = await ctx.db
    .select({
      id: activities.id,
      kind: activities.kind,
      title: activities.title,
      startsAt: activities.startsAt,
    })
    .from(activities)
    .innerJoin(publishedStep, isPublic('activity', activities.id, ctx.now))
    .where(eq(activities.consultationId, consultationId))
    .orderBy(asc(activities.startsAt), asc(activities.id))
  const steps = await stepsOfMany(
    ctx,
    'activity',
    rows.map(({ id }) => id),
  )
  return rows.filter(({ id }) => !steps.get(id)?.some(({ kind }) => kind === 'cancelled'))
}

/** Of these, the ones whose report the public cannot read yet: their ledger cannot be reported on (P9). */
export async function unreportedActivities(ctx: Ctx, consultationId: number): Promise<ActivityOfLedger[]> {
  const all = await activitiesOfLedger(ctx, consultationId)
  if (all.length === 0) return []
  const reported = await ctx.db
    .select({ id: activityReports.activityId })
    .from(activityReports)
    .innerJoin(publishedStep, isPublic('activity-report', activityReports.id, ctx.now))
    .where(
      inArray(
        activityReports.activityId,
        all.map(({ id }) => id),
      ),
    )
  const done = new Set(reported.map(({ id }) => id))
  return all.filter(({ id }) => !done.has(id))
}

/** Where a comment was said: the activity of its record, by the id of the comment. */
export async function occasionsOfComments(
  ctx: Ctx,
  commentIds: number[],
): Promise<Map<number, { id: number; title: string }>> {
  if (commentIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({ commentId: statements.commentId, id: activities.id, title: activities.title })
    .from(statements)
    .innerJoin(activities, eq(activities.id, statements.activityId))
    .where(and(isNotNull(statements.commentId), inArray(statements.commentId, commentIds)))
  return new Map(rows.map(({ commentId, ...activity }) => [commentId as number, activity]))
}

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

async function rawTableOf(ctx: Ctx, activityId: number): Promise<string> {
  const [row] = await ctx.db
    .select({ rawTable: polls.rawTable })
    .from(polls)
    .where(eq(polls.activityId, activityId))
  return row?.rawTable ?? ''
}

/** P2: what the account of this occasion rests on, and is not recorded yet. */
export async function recordFindingsOf(ctx: Ctx, activityId: number, kind: ActivityKind): Promise<Finding[]> {
  return recordFindings(kind, {
    hasPoll: (await ctx.db.$count(polls, eq(polls.activityId, activityId))) > 0,
    hasAttendance: (await ctx.db.$count(attendances, eq(attendances.activityId, activityId))) > 0,
  })
}

/** The raw table for download, once the public reads the results. */
export async function publicPollTable(ctx: Ctx, activityId: number): Promise<string> {
  await activityRow(ctx, activityId)
  const table = (await isShown(ctx, activityId)) ? await rawTableOf(ctx, activityId) : ''
  if (table === '') throw notFound('原始数据')
  return writeTable(table)
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
