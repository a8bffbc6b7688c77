import { asc, eq } from 'drizzle-orm'
import { lastStep, type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import type { Ctx } from '~/app/server/context'
import { activityReports, agendaItems, seatCategories } from '~/db/schema/activities'
import { registrations, seats } from '~/db/schema/registrations'
import type { Chain, ChainParticipant } from './gates'
import { activityRow, categoriesOf } from './row.server'
import { type ChainStep, isParticipantGroup } from './types'

/** What has happened to an activity so far: read once, every gate is decided on it. */
export async function chainOf(ctx: Ctx, activityId: number): Promise<Chain> {
  // One after the other: within a transaction there is one connection.
  const activity = await activityRow(ctx, activityId)
  const steps = await stepsOf(ctx, 'activity', activityId)
  const categories = await categoriesOf(ctx, activityId)
  const agenda = await ctx.db
    .select({ part: agendaItems.part })
    .from(agendaItems)
    .where(eq(agendaItems.activityId, activityId))
    .orderBy(asc(agendaItems.position))
  const at = (kind: ChainStep) => lastStep(steps, kind)?.at ?? null
  const transcript = transcriptOf(steps)
  return {
    kind: activity.kind,
    profile: activity.profile,
    startsAt: activity.startsAt,
    registrationClosesAt: activity.registrationClosesAt,
    categories,
    publishedAt: publicStep(steps, ctx.now)?.at ?? null,
    cancelledAt: at('cancelled'),
    frozenAt: at('list-frozen'),
    drawnAt: at('drawn'),
    listPublishedAt: at('list-published'),
    heldAt: at('held'),
    transcript,
    transcriptClosedAt: at('transcript-closed'),
    reportedAt: await reportedAt(ctx, activityId),
    agenda: agenda.map(({ part }) => part),
    participants: await participantsOf(ctx, activityId, transcript?.version ?? null),
  }
}

/** The newest version that was opened for signing. */
export function transcriptOf(steps: Step[]): Chain['transcript'] {
  const opened = lastStep(steps, 'transcript-opened')
  if (!opened) return null
  const { version, sha256 } = opened.data as { version: number; sha256: string }
  return { version, sha256, openedAt: opened.at }
}

export async function reportedAt(ctx: Ctx, activityId: number): Promise<Date | null> {
  const [report] = await ctx.db
    .select({ id: activityReports.id })
    .from(activityReports)
    .where(eq(activityReports.activityId, activityId))
  if (!report) return null
  return publicStep(await stepsOf(ctx, 'activity-report', report.id), ctx.now)?.at ?? null
}

async function participantsOf(
  ctx: Ctx,
  activityId: number,
  transcriptVersion: number | null,
): Promise<ChainParticipant[]> {
  const seated = await ctx.db
    .select({
      registrationId: registrations.id,
      pseudonym: registrations.pseudonym,
      group: seatCategories.group,
      confirmBy: seats.confirmBy,
    })
    .from(seats)
    .innerJoin(seatCategories, eq(seatCategories.id, seats.categoryId))
    .innerJoin(registrations, eq(registrations.id, seats.registrationId))
    .where(eq(seatCategories.activityId, activityId))
    .orderBy(asc(seatCategories.position), asc(seats.number))
  const participants = seated.filter(({ group }) => isParticipantGroup(group))
  const steps = await stepsOfMany(
    ctx,
    'registration',
    participants.map(({ registrationId }) => registrationId),
  )
  return participants.map(({ registrationId, pseudonym, confirmBy }) => {
    const own = steps.get(registrationId) ?? []
    return {
      registrationId,
      pseudonym,
      isConfirmed: confirmBy === null,
      deliveredAt: own.find(({ kind }) => kind === 'materials-delivered')?.at ?? null,
      presence: (lastStep(own, 'present', 'absent')?.kind as ChainParticipant['presence']) ?? null,
      signature: signatureOf(own, transcriptVersion),
    }
  })
}

/** Only for the version that is open: who signed an earlier one has not seen this one. */
export function signatureOf(steps: Step[], version: number | null): ChainParticipant['signature'] {
  const last = lastStep(steps, 'signed', 'refused-to-sign')
  if (!last || version === null || last.data?.version !== version) return null
  return last.kind === 'signed' ? 'signed' : 'refused'
}
