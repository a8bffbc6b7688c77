import { eq } from 'drizzle-orm'
import { endOfDay } from '~/app/domain/calendar'
import { publishComments, refuseComment } from '~/app/domain/comments/moderate.server'
import { enterComment, submitComment } from '~/app/domain/comments/submit.server'
import { withdrawComment } from '~/app/domain/comments/withdraw.server'
import {
  createConsultation,
  publishConsultation,
  reviewConsultation,
  submitConsultation,
} from '~/app/domain/consultations/write.server'
import { publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { type Clause, saveVersion, versionOf } from '~/app/domain/texts/versions.server'
import { comments as commentTable } from '~/db/schema/comments'
import type { Cast } from './cast'
import { clauseIdOf } from './documents'
import type { Moments } from './moments'
import type { CommentSeed, ConsultationSeed, Story } from './types'

export type SownConsultation = { consultationId: number; clauses: Clause[] }

/** From the draft to the published consultation, with its comments, issues and report as far as they have come. */
export async function sowConsultation(story: Story, matterId: number, cast: Cast, moments: Moments) {
  const { consultation } = story
  if (!consultation) return undefined
  const sown = await publish(consultation, matterId, cast, moments)
  const ids = await sowComments(story, consultation, sown, cast, moments)
  await sowIssues(story, consultation, sown, ids, cast, moments)
  return sown
}

async function publish(
  seed: ConsultationSeed,
  matterId: number,
  cast: Cast,
  moments: Moments,
): Promise<SownConsultation> {
  const { department, opensDay, channels } = seed
  const departmentId = cast.departmentId(department)
  // One that opens in a few days is announced already.
  const announced = Math.min(0, opensDay)
  const drafted = moments.at(announced - 3)
  const drafter = cast.as('drafter', department, drafted)
  const { versionId } = await saveVersion(drafter, {
    departmentId,
    parsed: parseText(seed.draft),
    note: '征求意见稿',
  })
  const { id } = await createConsultation(drafter, {
    departmentId,
    matterId,
    versionId,
    title: seed.title,
    background: seed.background,
    draftingNote: seed.draftingNote,
    draftKind: seed.draftKind,
    opensAt: moments.planned(opensDay),
    closesAt: endOfDay(moments.workday(seed.closesDay)),
    shortReason: seed.shortReason ?? '',
    letterTo: channels.letter,
    phone: channels.phone,
    email: channels.email,
  })
  await submitConsultation(drafter, id)
  await reviewConsultation(cast.as('reviewer', department, moments.at(announced - 2, '15:00')), id)
  await publishConsultation(cast.as('issuer', department, moments.at(announced)), id)
  const { clauses } = await versionOf(drafter, versionId)
  return { consultationId: id, clauses }
}

/** The ids of the comments, in the order of the story. */
async function sowComments(
  story: Story,
  { department }: ConsultationSeed,
  sown: SownConsultation,
  cast: Cast,
  moments: Moments,
) {
  const ids: number[] = []
  for (const [at, comment] of (story.comments ?? []).entries()) {
    ids.push(await sowComment(comment, at, story.slug, department, sown, cast, moments))
  }
  return ids
}

async function sowComment(
  seed: CommentSeed,
  at: number,
  slug: string,
  department: string,
  sown: SownConsultation,
  cast: Cast,
  moments: Moments,
) {
  const receivedAt = moments.at(seed.day, timeOf(at))
  const comment = {
    key: `demo-${slug}-${at}`,
    consultationId: sown.consultationId,
    clauseId: seed.clause ? clauseIdOf(sown.clauses, seed.clause) : undefined,
    body: seed.body,
    displayName: seed.name ?? '',
    publishName: seed.publishName,
    township: seed.township ?? '',
    contact: '',
  }
  const { channel } = seed
  const { code } =
    channel === 'online'
      ? await submitComment(cast.citizen(receivedAt), comment)
      : await enterComment(cast.as('drafter', department, moments.after(receivedAt, 2)), {
          ...comment,
          channel,
          receivedAt,
        })
  const { db } = cast.citizen(receivedAt)
  const [row] = await db.select({ id: commentTable.id }).from(commentTable).where(eq(commentTable.code, code))
  const id = row?.id ?? 0
  const moderator = cast.as('moderator', 'office', moments.after(receivedAt, 5))
  if (seed.moderation === 'published') await publishComments(moderator, [{ id, mask: seed.mask }])
  if (seed.moderation === 'refused') await refuseComment(moderator, id, { note: seed.refusalReason })
  if (seed.moderation === 'withdrawn')
    await withdrawComment(cast.citizen(moments.after(receivedAt, 20)), { code })
  return id
}

/** Spread over the day, so that a list does not look as if a machine had written it. */
function timeOf(at: number): string {
  const minutes = 9 * 60 + 10 + ((at * 97) % 700)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

async function sowIssues(
  story: Story,
  { department }: ConsultationSeed,
  sown: SownConsultation,
  ids: number[],
  cast: Cast,
  moments: Moments,
) {
  const { issues = [], comments = [], feedback } = story
  const sortedDay = feedback ? feedback.day - 6 : 0
  for (const issue of issues) {
    const commentIds = ids.filter(
      (_, at) => comments[at]?.issue === issue.key && comments[at]?.moderation === 'published',
    )
    const drafter = cast.as('drafter', department, moments.at(sortedDay, '10:00'))
    const issueId = await createIssue(drafter, {
      consultationId: sown.consultationId,
      title: issue.title,
      summary: issue.summary,
      clauseIds: issue.clauses.map((label) => clauseIdOf(sown.clauses, label)),
      commentIds,
    })
    if (!issue.decision) continue
    const decided = cast.as('drafter', department, moments.at(sortedDay + 2, '16:00'))
    await decideIssue(decided, { issueId, decision: issue.decision, reason: issue.reason ?? '' })
  }
  if (!feedback) return
  const { consultationId } = sown
  await saveReport(cast.as('drafter', department, moments.at(feedback.day - 2)), consultationId, {
    introduction: feedback.intro,
  })
  await publishFeedback(cast.as('issuer', department, moments.at(feedback.day, '10:30')), consultationId)
}
