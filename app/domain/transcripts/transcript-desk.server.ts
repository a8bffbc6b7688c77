import { chainOf } from '~/app/domain/activities/chain.server'
import { deskHead } from '~/app/domain/activities/desk-head.server'
import { closeTranscriptFindings, openTranscriptFindings } from '~/app/domain/activities/gates'
import { activityRow } from '~/app/domain/activities/row.server'
import { isParticipantGroup } from '~/app/domain/activities/types'
import { signaturesOf } from '~/app/domain/activity-reports/record.server'
import type { CitedWords } from '~/app/domain/activity-reports/record-types'
import { seatedOf } from '~/app/domain/check-in/presence.server'
import { findPrivateData } from '~/app/domain/comments/private-data'
import { hasPermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { recordingRow } from './recording.server'
import { privateDataFindings } from './statement-findings'
import { clausesOf, shownStatements, statementRows, transcriptText } from './statement-rows.server'
import { refusalToWrite } from './statements.server'
import { sha256Of } from './transcript'
import type { TranscriptDesk } from './transcript-desk-types'
import { draftOf, noteOf } from './transcript-page.server'

/** Everything with which the department writes down what was said, and has it signed. */
export async function transcriptDesk(ctx: Ctx, id: number): Promise<TranscriptDesk> {
  const head = await deskHead(ctx, id)
  const activity = await activityRow(ctx, id)
  const rows = await statementRows(ctx, id)
  const shown = await shownStatements(ctx, activity, rows)
  const seated = (await seatedOf(ctx, activity)).filter(({ group }) => isParticipantGroup(group))
  const recording = await recordingRow(ctx, id)
  const mayWrite = hasPermission(ctx, 'activity.write', head)
  return {
    head,
    ...{ place: activity.place, endsAt: activity.endsAt, mayWrite },
    statements: shown.map((statement, at) => ({ ...statement, ...asTyped(rows[at]) })),
    participants: seated
      .filter(({ presence }) => presence !== 'absent')
      .map(({ registrationId, pseudonym, shownName, organisation }) => ({
        ...{ registrationId, pseudonym, shownName, organisation },
      })),
    labels: [
      ...new Set(rows.flatMap(({ speakerKind, speaker }) => (speakerKind === 'guest' ? speaker : []))),
    ],
    clauses: await clauseChoices(ctx, activity),
    hasLedger: activity.consultationId !== null,
    consultationId: (await draftOf(ctx, activity)).consultationId,
    closedFor: await reasonOf(() => refusalToWrite(ctx, activity)),
    mayHandle: hasPermission(ctx, 'registration.handle', head),
    mayClose: hasPermission(ctx, 'activity.publish', head),
    signing: activity.kind === 'hearing' ? await signingOf(ctx, activity, rows) : null,
    recording: recording ? { name: recording.name, size: recording.size, addedAt: recording.addedAt } : null,
    mayUpload: mayWrite && !head.isCancelled && activity.startsAt <= ctx.now,
  }
}

type Rows = Awaited<ReturnType<typeof statementRows>>

function asTyped(row: Rows[number] | undefined) {
  if (!row) return { speakerChoice: '', label: '', privateData: [] }
  const { registrationId, speakerKind, speaker, body } = row
  const found = [...findPrivateData(body), ...findPrivateData(speaker)]
  return {
    speakerChoice: registrationId === null ? speakerKind : `seat-${registrationId}`,
    label: speaker,
    privateData: [...new Set(found.map(({ name }) => name))],
  }
}

async function clauseChoices(ctx: Ctx, activity: Parameters<typeof clausesOf>[1]): Promise<CitedWords[]> {
  return [...(await clausesOf(ctx, activity)).values()]
    .filter(({ label, depth }) => label !== null && depth <= 1)
    .map(({ clauseId, cited, excerpt }) => ({ clauseId, cited: `${cited}　${excerpt.slice(0, 20)}` }))
}

/** A cancelled activity is refused where one acts, and shown where one looks. */
async function reasonOf(ask: () => Promise<string | null>): Promise<string | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

async function signingOf(
  ctx: Ctx,
  activity: Awaited<ReturnType<typeof activityRow>>,
  rows: Rows,
): Promise<TranscriptDesk['signing']> {
  const chain = await chainOf(ctx, activity.id)
  const sha256 = sha256Of(transcriptText(activity.id, rows))
  const own = privateDataFindings(rows)
  const { transcript, transcriptClosedAt } = chain
  const isOutdated = transcript !== null && transcript.sha256 !== sha256
  const isToOpen = !transcriptClosedAt && (transcript === null || isOutdated)
  return {
    transcript: transcript && { ...transcript, note: await noteOf(ctx, activity.id) },
    isOutdated,
    closedAt: transcriptClosedAt,
    signatures: await signaturesOf(ctx, activity, chain),
    openFindings: isToOpen ? [...openTranscriptFindings(chain, rows.length), ...own] : [],
    closeFindings:
      transcript && !transcriptClosedAt ? [...closeTranscriptFindings(chain, sha256), ...own] : [],
  }
}
