import { eq } from 'drizzle-orm'
import { chainOf, signatureOf } from '~/app/domain/activities/chain.server'
import type { Chain } from '~/app/domain/activities/gates'
import { activityRow, type StoredActivity } from '~/app/domain/activities/row.server'
import { isParticipantGroup } from '~/app/domain/activities/types'
import { type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { seatedOf } from '~/app/domain/check-in/presence.server'
import { maskPrivateData } from '~/app/domain/comments/private-data'
import { registrationRow } from '~/app/domain/registrations/row.server'
import { isRecordPublic, recordingOf } from '~/app/domain/transcripts/recording.server'
import { opinionsOfParticipant } from '~/app/domain/transcripts/statement-rows.server'
import type { Ctx } from '~/app/server/context'
import { activityReports } from '~/db/schema/activities'
import { statements } from '~/db/schema/statements'
import type { ActivityRecord, OwnOpinion, Signature, SignatureState } from './record-types'

/**
 * What is public of how an activity went; nothing of it while the activity is not (invariant 9). The chain is read unless
 * the caller has it.
 */
export async function recordOf(ctx: Ctx, activityId: number, known?: Chain): Promise<ActivityRecord> {
  const activity = await activityRow(ctx, activityId)
  const chain = known ?? (await chainOf(ctx, activityId))
  if (!chain.publishedAt) return { transcript: null, recording: null, report: null, present: 0, absent: 0 }
  const count = (presence: 'present' | 'absent') =>
    chain.heldAt ? chain.participants.filter((one) => one.presence === presence).length : 0
  return {
    transcript: await transcriptFacts(ctx, activityId, chain),
    recording: (await isRecordPublic(ctx, activity)) ? await recordingOf(ctx, activityId) : null,
    report: await publicReport(ctx, activityId),
    present: count('present'),
    absent: count('absent'),
  }
}

async function transcriptFacts(ctx: Ctx, activityId: number, { transcriptClosedAt, participants }: Chain) {
  if (!transcriptClosedAt) return null
  const count = (state: 'signed' | 'refused') =>
    participants.filter(({ presence, signature }) => presence === 'present' && signature === state).length
  return {
    closedAt: transcriptClosedAt,
    statements: await ctx.db.$count(statements, eq(statements.activityId, activityId)),
    signed: count('signed'),
    refused: count('refused'),
  }
}

export async function publicReport(ctx: Ctx, activityId: number): Promise<ActivityRecord['report']> {
  const [report] = await ctx.db
    .select({ id: activityReports.id, body: activityReports.body })
    .from(activityReports)
    .where(eq(activityReports.activityId, activityId))
  if (!report) return null
  const published = publicStep(await stepsOf(ctx, 'activity-report', report.id), ctx.now)
  return published ? { body: report.body, publishedAt: published.at } : null
}

/** How every participant stands to the version that is open; earlier signatures do not count. */
export async function signaturesOf(
  ctx: Ctx,
  activity: StoredActivity,
  { transcript }: Pick<Chain, 'transcript'>,
): Promise<SignatureState[]> {
  const seated = (await seatedOf(ctx, activity)).filter(({ group }) => isParticipantGroup(group))
  const ids = seated.map(({ registrationId }) => registrationId)
  const steps = await stepsOfMany(ctx, 'registration', ids)
  return seated.map(({ registrationId, pseudonym, shownName, group, presence }) => {
    const own = steps.get(registrationId) ?? []
    return {
      ...{ registrationId, pseudonym, shownName, group, presence },
      ...signedIn(own, transcript?.version ?? null),
      corrections: correctionsIn(own),
    }
  })
}

function signedIn(steps: Step[], version: number | null): Pick<Signature, 'state' | 'way' | 'at' | 'reason'> {
  const state = signatureOf(steps, version)
  const step = steps.findLast(({ kind }) => kind === 'signed' || kind === 'refused-to-sign')
  if (!state || !step) return { state: null, way: null, at: null, reason: null }
  return {
    state,
    way: (step.data?.way as Signature['way']) ?? null,
    at: step.at,
    reason: step.reason === null ? null : maskPrivateData(step.reason),
  }
}

function correctionsIn(steps: Step[]) {
  return steps
    .filter(({ kind }) => kind === 'correction-asked' || kind === 'correction-answered')
    .map(({ kind, at, reason }) => ({ at, words: reason ?? '', isAnswer: kind === 'correction-answered' }))
}

/** What the person with this registration said, as it stands in the ledger, and what became of it. */
export async function ownOpinions(ctx: Ctx, registrationId: number): Promise<OwnOpinion[]> {
  const { activityId } = await registrationRow(ctx, registrationId)
  return opinionsOfParticipant(ctx, await activityRow(ctx, activityId), registrationId)
}
