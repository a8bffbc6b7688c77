import { eq } from 'drizzle-orm'
import { chainOf } from '~/app/domain/activities/chain.server'
import type { Chain } from '~/app/domain/activities/gates'
import { activityRow, type StoredActivity } from '~/app/domain/activities/row.server'
import { signaturesOf } from '~/app/domain/activity-reports/record.server'
import type {
  DraftOfTranscript,
  Heard,
  ParticipantState,
  ParticipantTranscript,
  SignatureState,
  TranscriptPage,
} from '~/app/domain/activity-reports/record-types'
import { lastStep, stepsOf } from '~/app/domain/audit/steps.server'
import { registrationOfCode } from '~/app/domain/registrations/row.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'
import { departments } from '~/db/schema/people'
import {
  maskedIn,
  shownStatements,
  statementRows,
  transcriptHash,
  transcriptText,
} from './statement-rows.server'

/** The whole transcript for the public: from the moment on which everybody had signed or refused (P7). */
export async function publicTranscript(ctx: Ctx, id: number): Promise<TranscriptPage> {
  const { activity, chain } = await closedTranscript(ctx, id)
  const { transcript, transcriptClosedAt } = chain
  if (!transcript || !transcriptClosedAt) throw notFound('听证记录')
  const signatures = await signaturesOf(ctx, activity, chain)
  return {
    ...(await heardOf(ctx, activity)),
    isMasked: (await maskedIn(ctx, await statementRows(ctx, id))).size > 0,
    closedAt: transcriptClosedAt,
    version: transcript.version,
    sha256: transcript.sha256,
    // Whose registration it is, and what was corrected on the way, is between them and the clerk.
    signatures: signatures.map(({ registrationId: _id, corrections: _own, ...signature }) => signature),
  }
}

/** The text whose fingerprint stands on the page, byte for byte as it was signed, unless words had to be masked since (L3). */
export async function publicTranscriptText(ctx: Ctx, id: number): Promise<string> {
  await closedTranscript(ctx, id)
  const rows = await statementRows(ctx, id)
  const masked = await maskedIn(ctx, rows)
  return transcriptText(
    id,
    rows.map((row) => ({ ...row, body: masked.get(row.commentId ?? 0) ?? row.body })),
  )
}

async function closedTranscript(ctx: Ctx, id: number): Promise<{ activity: StoredActivity; chain: Chain }> {
  const activity = await activityRow(ctx, id)
  const chain = await chainOf(ctx, id)
  if (!chain.publishedAt || !chain.transcriptClosedAt) throw notFound('听证记录')
  return { activity, chain }
}

export async function heardOf(ctx: Ctx, activity: StoredActivity): Promise<Heard> {
  const { id, kind, title, place, startsAt, endsAt } = activity
  const [department] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, activity.departmentId))
  return {
    activity: { id, kind, title, place, startsAt, endsAt, department: department?.name ?? '' },
    draft: await draftOf(ctx, activity),
    ledgerId: activity.consultationId,
    statements: await shownStatements(ctx, activity, await statementRows(ctx, id)),
  }
}

export async function draftOf(ctx: Ctx, { consultationId }: StoredActivity): Promise<DraftOfTranscript> {
  if (consultationId === null) return { consultationId }
  const [ledger] = await ctx.db
    .select({ form: consultations.form })
    .from(consultations)
    .where(eq(consultations.id, consultationId))
  return { consultationId: ledger?.form === 'public' ? consultationId : null }
}

/** The transcript for who holds the code: only participants who were there read it before it is public. */
export async function participantTranscript(ctx: Ctx, typed: string): Promise<ParticipantTranscript> {
  const registration = await registrationOfCode(ctx, typed)
  const activity = await activityRow(ctx, registration.activityId)
  const chain = await chainOf(ctx, activity.id)
  if (!chain.publishedAt) throw notFound('听证记录')
  const signatures = await signaturesOf(ctx, activity, chain)
  const own = signatures.find(({ registrationId }) => registrationId === registration.id) ?? null
  const state = await stateFor(ctx, chain, activity.id, own)
  const mayRead = !['no-seat', 'not-open'].includes(state)
  const { statements, ...heard } = await heardOf(ctx, activity)
  return {
    ...heard,
    ...{ code: registration.code, pseudonym: registration.pseudonym, state, own },
    isPublic: chain.transcriptClosedAt !== null,
    version: chain.transcript?.version ?? null,
    openedAt: chain.transcript?.openedAt ?? null,
    note: mayRead ? await noteOf(ctx, activity.id) : null,
    sha256: chain.transcript?.sha256 ?? null,
    statements: mayRead ? statements : [],
  }
}

async function stateFor(
  ctx: Ctx,
  chain: Chain,
  activityId: number,
  own: SignatureState | null,
): Promise<ParticipantState> {
  const isClosed = chain.transcriptClosedAt !== null
  if (own?.presence !== 'present') return isClosed ? 'closed' : 'no-seat'
  if (!chain.transcript) return 'not-open'
  const isOld = !isClosed && chain.transcript.sha256 !== (await transcriptHash(ctx, activityId))
  if (isOld) return 'being-mended'
  return own.state ?? (isClosed ? 'closed' : 'to-sign')
}

/** What was said to the participants when the newest version was opened. */
export async function noteOf(ctx: Ctx, activityId: number): Promise<string | null> {
  return lastStep(await stepsOf(ctx, 'activity', activityId), 'transcript-opened')?.reason ?? null
}
