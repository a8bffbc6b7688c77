import { and, eq } from 'drizzle-orm'
import { recordOf } from '~/app/domain/activity-reports/record.server'
import { isPublicAsWell } from '~/app/domain/audit/published.server'
import { type Step, stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { drawSummary } from '~/app/domain/draws/page.server'
import { materialNames } from '~/app/domain/materials/materials.server'
import { occasionOf } from '~/app/domain/occasions/occasion.server'
import { seatFigures } from '~/app/domain/registrations/figures.server'
import { participantList } from '~/app/domain/registrations/list.server'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { activities } from '~/db/schema/activities'
import { consultations } from '~/db/schema/consultations'
import { matters } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import { agendaTimes } from './agenda'
import { agendaOf } from './agenda.server'
import { chainOf } from './chain.server'
import { chainLinks } from './chain-links'
import type { Chain } from './gates'
import type { ActivityChange, ActivityHead, HeardDraft } from './page-types'
import { activityState } from './rules'

export type ActivityPage = ActivityHead & Awaited<ReturnType<typeof partsOf>>

/** What the public reads about an activity; what is not public does not exist here (invariant 9). */
export async function activityPage(ctx: Ctx, id: number): Promise<ActivityPage> {
  const [row] = await ctx.db
    .select({
      activity: activities,
      department: { name: departments.name, slug: departments.slug },
      matter: { id: matters.id, title: matters.title },
    })
    .from(activities)
    .innerJoin(departments, eq(departments.id, activities.departmentId))
    .innerJoin(matters, eq(matters.id, activities.matterId))
    .where(eq(activities.id, id))
  const steps = row ? await stepsOf(ctx, 'activity', id) : []
  const published = publicStep(steps, ctx.now)
  if (!row || !published) throw notFound('活动')
  const { createdBy: _by, createdAt: _at, ...activity } = row.activity
  const chain = await chainOf(ctx, id)
  const changes = steps.filter(({ at }) => at <= ctx.now).flatMap(changeOf)
  return {
    activity,
    department: row.department,
    matter: publicStep(await stepsOf(ctx, 'matter', row.matter.id), ctx.now) ? row.matter : null,
    publishedAt: published.at,
    state: activityState({ ...chain, ...activity }, ctx.now),
    categories: chain.categories,
    links: chainLinks(chain, activity, changes, ctx.now),
    changes,
    draft: await draftOf(ctx, activity.consultationId),
    ...(await partsOf(ctx, id, chain)),
  }
}

/** What hangs on a public activity, each part from where it is kept; what is not there yet is null or empty. */
async function partsOf(ctx: Ctx, id: number, chain: Chain) {
  return {
    agenda: agendaTimes(chain.startsAt, await agendaOf(ctx, id)),
    figures: await seatFigures(ctx, id),
    participants: await participantList(ctx, id),
    draw: await drawSummary(ctx, id),
    materials: await materialNames(ctx, id),
    record: await recordOf(ctx, id, chain),
    occasion: await occasionOf(ctx, id, chain),
  }
}

function changeOf({ kind, at, reason, data }: Step): ActivityChange[] {
  if (kind !== 'postponed' && kind !== 'cancelled') return []
  const registrationTo = momentOf(data?.registrationTo)
  return [{ kind, at, reason, from: momentOf(data?.from), to: momentOf(data?.to), registrationTo }]
}

function momentOf(said: unknown): Date | null {
  return typeof said === 'string' ? new Date(said) : null
}

async function draftOf(ctx: Ctx, consultationId: number | null): Promise<HeardDraft | null> {
  if (consultationId === null) return null
  const [ledger] = await ctx.db
    .select()
    .from(consultations)
    .where(
      and(eq(consultations.id, consultationId), isPublicAsWell('consultation', consultations.id, ctx.now)),
    )
  if (!ledger) return null
  const { title, clauses } = await versionOf(ctx, ledger.versionId)
  const hasPage = ledger.form === 'public'
  return {
    title,
    explanation: ledger.draftingNote,
    consultation: hasPage ? { id: ledger.id, title: ledger.title } : null,
    clauses: hasPage ? [] : clauses,
  }
}
