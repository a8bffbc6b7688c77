import { and, asc, eq } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import type { Chain } from '~/app/domain/activities/gates'
import { activityRow, type StoredActivity } from '~/app/domain/activities/row.server'
import type { ActivityKind } from '~/app/domain/activities/types'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { maskPrivateData } from '~/app/domain/comments/private-data'
import { commentState, publicBody } from '~/app/domain/comments/state.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import type { Finding } from '~/app/domain/findings'
import { publicDecisionsOfComments } from '~/app/domain/issues/decisions.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { activityPhotos, attendances, pollQuestions, polls } from '~/db/schema/activities'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { media } from '~/db/schema/media'
import { statements } from '~/db/schema/statements'
import { recordFindings } from './occasion-rules'
import type { Attended, Occasion, Photo, Poll, RecordedOpinion } from './occasion-types'
import { countRows, writeTable } from './poll-table'

/**
 * The record of an activity for the public: attendance, pictures and poll with its report, opinions from the ledger. The
 * chain is read unless the caller has it.
 */
export async function occasionOf(ctx: Ctx, activityId: number, known?: Chain): Promise<Occasion> {
  const activity = await activityRow(ctx, activityId)
  const shown = isShown(known ?? (await chainOf(ctx, activityId)))
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
function isShown({ publishedAt, reportedAt }: Chain): boolean {
  return publishedAt !== null && reportedAt !== null
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

export async function attendancesOf(ctx: Ctx, activityId: number): Promise<Attended[]> {
  return ctx.db
    .select({ group: attendances.group, people: attendances.people, names: attendances.names })
    .from(attendances)
    .where(eq(attendances.activityId, activityId))
    .orderBy(asc(attendances.position))
}

export async function photosOf(ctx: Ctx, activityId: number): Promise<Photo[]> {
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

export async function pollOf(ctx: Ctx, activityId: number): Promise<Poll | null> {
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

export async function rawTableOf(ctx: Ctx, activityId: number): Promise<string> {
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
  const table = isShown(await chainOf(ctx, activityId)) ? await rawTableOf(ctx, activityId) : ''
  if (table === '') throw notFound('原始数据')
  return writeTable(table)
}
