import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { lastStep, type Step, stepsOfMany } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { presenceOf } from '~/app/domain/check-in/presence'
import { deliveriesOf, servedAt } from '~/app/domain/materials/deliveries'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import {
  activities,
  activityMaterials,
  activityReports,
  agendaItems,
  seatCategories,
} from '~/db/schema/activities'
import { registrations, seats } from '~/db/schema/registrations'
import { statements } from '~/db/schema/statements'
import type { Chain, ChainParticipant } from './gates'
import { categoriesOfMany } from './row.server'
import { type AgendaPart, type ChainStep, isParticipantGroup } from './types'

/** What has happened to an activity so far: read once, every gate is decided on it. */
export async function chainOf(ctx: Ctx, activityId: number): Promise<Chain> {
  const chain = (await chainsOf(ctx, [activityId])).get(activityId)
  if (!chain) throw notFound('活动')
  return chain
}

/** The same for many, each thing in one query. */
export async function chainsOf(ctx: Ctx, ids: number[]): Promise<Map<number, Chain>> {
  if (ids.length === 0) return new Map()
  // One after the other: within a transaction there is one connection.
  const rows = await ctx.db.select().from(activities).where(inArray(activities.id, ids))
  const steps = await stepsOfMany(ctx, 'activity', ids)
  const categories = await categoriesOfMany(ctx, ids)
  const agendas = await agendasOf(ctx, ids)
  const reported = await reportedOf(ctx, ids)
  const inLedger = await inLedgerOf(ctx, ids)
  const transcripts = new Map(ids.map((id) => [id, transcriptOf(steps.get(id) ?? [])]))
  const participants = await participantsOf(ctx, rows, transcripts)
  return new Map(
    rows.map((row) => {
      const own = steps.get(row.id) ?? []
      const at = (kind: ChainStep) => lastStep(own, kind)?.at ?? null
      const chain: Chain = {
        kind: row.kind,
        profile: row.profile,
        startsAt: row.startsAt,
        registrationClosesAt: row.registrationClosesAt,
        categories: categories.get(row.id) ?? [],
        publishedAt: publicStep(own, ctx.now)?.at ?? null,
        cancelledAt: at('cancelled'),
        frozenAt: at('list-frozen'),
        drawnAt: at('drawn'),
        listPublishedAt: at('list-published'),
        heldAt: at('held'),
        transcript: transcripts.get(row.id) ?? null,
        transcriptClosedAt: at('transcript-closed'),
        reportedAt: reported.get(row.id) ?? null,
        isInLedger: inLedger.has(row.id),
        agenda: agendas.get(row.id) ?? [],
        participants: participants.get(row.id) ?? [],
      }
      return [row.id, chain]
    }),
  )
}

async function agendasOf(ctx: Ctx, ids: number[]): Promise<Map<number, AgendaPart[]>> {
  const rows = await ctx.db
    .select({ activityId: agendaItems.activityId, part: agendaItems.part })
    .from(agendaItems)
    .where(inArray(agendaItems.activityId, ids))
    .orderBy(asc(agendaItems.activityId), asc(agendaItems.position))
  return grouped(rows, ({ part }) => part)
}

/** The newest version that was opened for signing. */
export function transcriptOf(steps: Step[]): Chain['transcript'] {
  const opened = lastStep(steps, 'transcript-opened')
  if (!opened) return null
  const { version, sha256 } = opened.data as { version: number; sha256: string }
  return { version, sha256, openedAt: opened.at }
}

export async function reportedAt(ctx: Ctx, activityId: number): Promise<Date | null> {
  return (await reportedOf(ctx, [activityId])).get(activityId) ?? null
}

/** Since when the public reads the report of each of these. */
export async function reportedOf(ctx: Ctx, ids: number[]): Promise<Map<number, Date>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: activityReports.activityId, at: publishedStep.at })
    .from(activityReports)
    .innerJoin(publishedStep, isPublic('activity-report', activityReports.id, ctx.now))
    .where(inArray(activityReports.activityId, ids))
  return new Map(rows.map(({ id, at }) => [id, at]))
}

async function inLedgerOf(ctx: Ctx, ids: number[]): Promise<Set<number>> {
  const rows = await ctx.db
    .selectDistinct({ id: statements.activityId })
    .from(statements)
    .where(and(inArray(statements.activityId, ids), isNotNull(statements.commentId)))
  return new Set(rows.map(({ id }) => id))
}

async function participantsOf(
  ctx: Ctx,
  rows: { id: number; startsAt: Date }[],
  transcripts: Map<number, Chain['transcript']>,
): Promise<Map<number, ChainParticipant[]>> {
  const ids = rows.map(({ id }) => id)
  const begins = new Map(rows.map(({ id, startsAt }) => [id, startsAt]))
  const materials = await materialIdsOf(ctx, ids)
  const seated = await ctx.db
    .select({
      activityId: seatCategories.activityId,
      registrationId: registrations.id,
      pseudonym: registrations.pseudonym,
      group: seatCategories.group,
      confirmBy: seats.confirmBy,
    })
    .from(seats)
    .innerJoin(seatCategories, eq(seatCategories.id, seats.categoryId))
    .innerJoin(registrations, eq(registrations.id, seats.registrationId))
    .where(inArray(seatCategories.activityId, ids))
    .orderBy(asc(seatCategories.activityId), asc(seatCategories.position), asc(seats.number))
  const participants = seated.filter(({ group }) => isParticipantGroup(group))
  const steps = await stepsOfMany(
    ctx,
    'registration',
    participants.map(({ registrationId }) => registrationId),
  )
  return grouped(participants, (participant): ChainParticipant => {
    const { activityId, registrationId, pseudonym, group, confirmBy } = participant
    const own = steps.get(registrationId) ?? []
    return {
      registrationId,
      pseudonym,
      group,
      isConfirmed: confirmBy === null,
      deliveredAt: servedAt(deliveriesOf(own), materials.get(activityId) ?? []),
      presence: presenceOf(own, begins.get(activityId) ?? ctx.now),
      signature: signatureOf(own, transcripts.get(activityId)?.version ?? null),
    }
  })
}

async function materialIdsOf(ctx: Ctx, ids: number[]): Promise<Map<number, number[]>> {
  const rows = await ctx.db
    .select({ activityId: activityMaterials.activityId, id: activityMaterials.id })
    .from(activityMaterials)
    .where(inArray(activityMaterials.activityId, ids))
  return grouped(rows, ({ id }) => id)
}

function grouped<R extends { activityId: number }, V>(rows: R[], read: (row: R) => V): Map<number, V[]> {
  const groups = new Map<number, V[]>()
  for (const row of rows) {
    const group = groups.get(row.activityId)
    if (group) group.push(read(row))
    else groups.set(row.activityId, [read(row)])
  }
  return groups
}

/** Only for the version that is open: who signed an earlier one has not seen this one. */
export function signatureOf(steps: Step[], version: number | null): ChainParticipant['signature'] {
  const last = lastStep(steps, 'signed', 'refused-to-sign')
  if (!last || version === null || last.data?.version !== version) return null
  return last.kind === 'signed' ? 'signed' : 'refused'
}
