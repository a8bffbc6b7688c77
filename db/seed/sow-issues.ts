import { and, asc, inArray, isNull } from 'drizzle-orm'
import { groupCampaigns } from '~/app/domain/campaigns/group-campaigns.server'
import { draftIntroduction } from '~/app/domain/feedback/introduction.server'
import { publishFeedback, saveReport, submitReport } from '~/app/domain/feedback/publish.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { splitComment } from '~/app/domain/issues/points.server'
import { accountIdOf } from '~/app/server/context'
import type { Db } from '~/db/client'
import { points } from '~/db/schema/issues'
import type { Cast } from './cast'
import { clauseIdOf } from './documents'
import type { Moments } from './moments'
import { sowSecondCoding } from './sow-coding'
import type { SownConsultation } from './sow-consultation'
import type { CommentSeed, FeedbackSeed, IssueSeed } from './types'

type Sorted = { id: number; seed: Pick<CommentSeed, 'issue' | 'points' | 'moderation' | 'appeal'> }
type Sorting = {
  issues: IssueSeed[]
  feedback: FeedbackSeed | undefined
  secondCoder?: true
  department: string
  sown: Pick<SownConsultation, 'consultationId' | 'clauses'>
  comments: Sorted[]
  cast: Cast
  moments: Moments
}

/** From the published comments to the report: points, issues, decisions. */
export async function sowIssues(sorting: Sorting): Promise<void> {
  const { issues, feedback, department, sown, comments, cast, moments } = sorting
  if (issues.length === 0 && !feedback) return
  const sortedDay = feedback ? feedback.day - 8 : 0
  const drafter = cast.as('drafter', department, moments.at(sortedDay, '10:00'))
  const { consultationId } = sown
  if (comments.length > 100) await groupCampaigns(drafter, consultationId)
  const inPoints = comments.filter(({ seed }) => seed.points && isPublic(seed))
  for (const { id, seed } of inPoints) {
    const parts = (seed.points ?? []).map(({ text }) => text)
    await splitComment(drafter, id, parts, { restIsEmpty: true })
  }
  const pointIds = await waitingParts(
    drafter.db,
    inPoints.map(({ id }) => id),
  )
  for (const [at, issue] of issues.entries()) {
    const issueId = await createIssue(cast.as('drafter', department, moments.at(sortedDay, '15:00')), {
      consultationId,
      title: issue.title,
      summary: issue.summary,
      clauseIds: issue.clauses.map((label) => clauseIdOf(sown.clauses, label)),
      commentIds: comments
        .filter(({ seed }) => isPublic(seed) && seed.issue === issue.key)
        .map(({ id }) => id),
      pointIds: inPoints.flatMap(({ id, seed }) =>
        (seed.points ?? [])
          .filter((point) => point.issue === issue.key)
          .map(({ text }) => pointIds.get(`${id} ${text}`) ?? 0),
      ),
      ownerId: accountIdOf(at % 3 === 2 ? cast.as('reviewer', department, moments.now) : drafter),
    })
    if (!issue.decision) continue
    const decided = cast.as('drafter', department, moments.at(sortedDay + 3, '16:00'))
    await decideIssue(decided, { issueId, decision: issue.decision, reason: issue.reason ?? '' })
  }
  if (sorting.secondCoder) await sowSecondCoding(consultationId, department, cast, moments, sortedDay + 2)
  if (feedback) await report(consultationId, feedback, department, cast, moments)
}

function isPublic({ moderation, appeal }: Sorted['seed']): boolean {
  return moderation === 'published' || appeal?.decision?.granted === true
}

async function waitingParts(db: Db, commentIds: number[]): Promise<Map<string, number>> {
  if (commentIds.length === 0) return new Map()
  const rows = await db
    .select({ id: points.id, commentId: points.commentId, text: points.text })
    .from(points)
    .where(and(inArray(points.commentId, commentIds), isNull(points.issueId)))
    .orderBy(asc(points.id))
  return new Map(rows.map(({ id, commentId, text }) => [`${commentId} ${text}`, id]))
}

async function report(
  consultationId: number,
  { day, intro }: FeedbackSeed,
  department: string,
  cast: Cast,
  moments: Moments,
): Promise<void> {
  const drafter = cast.as('drafter', department, moments.at(day - 2))
  const introduction = intro ?? (await draftIntroduction(drafter, consultationId))
  await saveReport(drafter, consultationId, { introduction })
  await submitReport(cast.as('drafter', department, moments.at(day - 1, '16:30')), consultationId)
  await publishFeedback(cast.as('issuer', department, moments.at(day, '10:30')), consultationId)
}
