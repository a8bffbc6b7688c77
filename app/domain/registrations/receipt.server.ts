import { eq } from 'drizzle-orm'
import { reportedAt, signatureOf, transcriptOf } from '~/app/domain/activities/chain.server'
import { lastDayForList } from '~/app/domain/activities/rules'
import { isParticipantGroup } from '~/app/domain/activities/types'
import { ownOpinions } from '~/app/domain/activity-reports/record.server'
import { readCode } from '~/app/domain/audit/codes'
import { lastStep, type Step } from '~/app/domain/audit/steps.server'
import { presenceOf } from '~/app/domain/check-in/presence'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { seatCategories } from '~/db/schema/activities'
import { departments } from '~/db/schema/people'
import { registrations } from '~/db/schema/registrations'
import type { RegistrationMove, RegistrationReceipt } from './receipt-types'
import { registrationOfCode } from './row.server'
import { waitingRanks } from './seats.server'
import { type Standing, standingOf } from './standing.server'
import type { SeatWay } from './types'

/** Whether the code that somebody typed is one of a registration. */
export async function isRegistrationCode(ctx: Ctx, typed: string): Promise<boolean> {
  const code = readCode(typed)
  if (!code) return false
  return (await ctx.db.$count(registrations, eq(registrations.code, code))) > 0
}

/** The whole way of one registration, for who holds its code. */
export async function registrationReceipt(ctx: Ctx, typed: string): Promise<RegistrationReceipt> {
  const standing = await standingOf(ctx, await registrationOfCode(ctx, typed))
  const { registration, activity, activitySteps, steps, seat, state } = standing
  const { category, department } = await categoryAndDepartment(ctx, standing)
  const ranks = await waitingRanks(ctx, [registration.id])
  const at = (kind: string) => lastStep(activitySteps, kind)?.at ?? null
  const reported = await reportedAt(ctx, activity.id)
  const { id, kind, title, startsAt, endsAt, place, accessibility, liveUrl, registrationClosesAt } = activity
  const { code, pseudonym, channel, receivedAt, shownName, publishName, organisation, topic } = registration
  return {
    ...{ code, pseudonym, channel, receivedAt, shownName, publishName, organisation, topic, category },
    activity: {
      ...{ id, kind, title, startsAt, endsAt, place, accessibility, liveUrl, registrationClosesAt },
    },
    ...{ department, state, confirmBy: seat?.confirmBy ?? null },
    rank: state === 'waiting' ? (ranks.get(registration.id) ?? null) : null,
    presence: presenceOf(steps, startsAt),
    moves: steps.map(moveOf),
    cancelled: changeOf(activitySteps, 'cancelled'),
    postponed: changeOf(activitySteps, 'postponed'),
    ...{ frozenAt: at('list-frozen'), drawnAt: at('drawn'), listPublishedAt: at('list-published') },
    ...{ heldAt: at('held'), transcriptOpenedAt: at('transcript-opened'), reportedAt: reported },
    listBy: lastDayForList(activity),
    opinions: await ownOpinions(ctx, registration.id),
    may: mayOf(standing, category.group, ctx.now),
  }
}

async function categoryAndDepartment(ctx: Ctx, { registration, activity }: Standing) {
  const [category] = await ctx.db
    .select({
      group: seatCategories.group,
      method: seatCategories.method,
      seats: seatCategories.seats,
      eligibility: seatCategories.eligibility,
    })
    .from(seatCategories)
    .where(eq(seatCategories.id, registration.categoryId))
  const [department] = await ctx.db
    .select({ name: departments.name, phone: departments.phone })
    .from(departments)
    .where(eq(departments.id, activity.departmentId))
  if (!category || !department) throw notFound('报名')
  return { category, department }
}

function moveOf({ kind, at, reason, data }: Step): RegistrationMove {
  return { kind, at, reason, way: (data?.way as SeatWay | undefined) ?? null }
}

function changeOf(steps: Step[], kind: 'cancelled' | 'postponed') {
  const last = lastStep(steps, kind)
  return last ? { at: last.at, reason: last.reason } : null
}

/** The same rules by which the functions refuse (invariant 5). */
function mayOf(standing: Standing, group: RegistrationReceipt['category']['group'], now: Date) {
  const { state, seat, steps, activity, activitySteps } = standing
  const isCancelled = lastStep(activitySteps, 'cancelled') !== undefined
  const isHeld = lastStep(activitySteps, 'held') !== undefined
  const transcript = transcriptOf(activitySteps)
  const wasThere = presenceOf(steps, activity.startsAt) === 'present'
  const isOpen = transcript !== null && !lastStep(activitySteps, 'transcript-closed')
  return {
    confirm: !isCancelled && state === 'offered' && seat?.confirmBy != null && now <= seat.confirmBy,
    withdraw: !isHeld && !isCancelled && !['withdrawn', 'lapsed', 'excluded'].includes(state),
    readMaterials: seat !== null && !isCancelled && steps.some(({ kind }) => kind === 'materials-delivered'),
    signTranscript:
      isOpen &&
      wasThere &&
      isParticipantGroup(group) &&
      signatureOf(steps, transcript?.version ?? null) === null,
  }
}
