import { eq } from 'drizzle-orm'
import { activityRow } from '~/app/domain/activities/row.server'
import { hasDraw, lastDayForList, refusalToRegister } from '~/app/domain/activities/rules'
import { callsPeople } from '~/app/domain/activities/types'
import { lastStep, stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { placeOf } from '~/app/domain/comments/types'
import { listDepartments } from '~/app/domain/departments/list.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { departments } from '~/db/schema/people'
import { seatFigures } from './figures.server'
import { takesRegistrations } from './rules'

/** Everything that the registration form shows; `categoryId` is the one that the person has chosen. */
export async function registerPage(ctx: Ctx, id: number, categoryId: number | null) {
  const { activity, cancelledAt } = await publicCall(ctx, id)
  const figures = await seatFigures(ctx, id)
  const open = figures.filter(takesRegistrations)
  const [department] = await ctx.db
    .select({ name: departments.name, phone: departments.phone, address: departments.address })
    .from(departments)
    .where(eq(departments.id, activity.departmentId))
  const { kind, title, startsAt, endsAt, place, accessibility, confirmHours } = activity
  const { registrationOpensAt: opensAt, registrationClosesAt: closesAt } = activity
  // Where there is one only, nothing has to be chosen.
  const chosen = open.length === 1 ? open[0] : open.find((figure) => figure.categoryId === categoryId)
  return {
    ...{ id, kind, title, startsAt, endsAt, place, accessibility, confirmHours, opensAt, closesAt },
    ...{
      figures,
      open,
      category: chosen ?? null,
      hasDraw: hasDraw(figures),
      isCancelled: cancelledAt !== null,
    },
    department: department ?? { name: '', phone: '', address: '' },
    refusal: refusalToRegister({ ...activity, cancelledAt }, ctx.now)?.message ?? null,
    isUpcoming: opensAt !== null && ctx.now < opensAt,
    listBy: lastDayForList(activity),
    townships: await townshipChoices(ctx),
    now: ctx.now,
  }
}

export async function townshipChoices(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const all = await listDepartments(ctx)
  return all
    .filter(({ kind }) => kind === 'township')
    .map(({ slug, name }) => ({ value: slug, label: placeOf(name) }))
}

/** An activity that calls people, and that the public sees (invariant 9). */
async function publicCall(ctx: Ctx, id: number) {
  const activity = await activityRow(ctx, id)
  const steps = await stepsOf(ctx, 'activity', id)
  if (!callsPeople(activity.kind) || !publicStep(steps, ctx.now)) throw notFound('活动')
  return { activity, cancelledAt: lastStep(steps, 'cancelled')?.at ?? null }
}
