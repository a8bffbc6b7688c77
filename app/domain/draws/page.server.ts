import { and, asc, count, eq, lte } from 'drizzle-orm'
import { activityRow } from '~/app/domain/activities/row.server'
import { lastStep, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { maskPrivateData } from '~/app/domain/comments/private-data'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { seatCategories } from '~/db/schema/activities'
import { departments } from '~/db/schema/people'
import { drawResults, registrations } from '~/db/schema/registrations'
import { readRules, seedOf, sha256 } from './draw'
import { drawOf, type StoredDraw } from './file.server'
import type { DrawCategory, DrawPage, DrawSummary } from './types'

const mostWaitingShown = 100

/** The draw of an activity as far as it has come; null where nobody is drawn. */
export async function drawSummary(ctx: Ctx, activityId: number): Promise<DrawSummary | null> {
  const draw = await drawOf(ctx, activityId)
  if (!draw) return null
  const { registrationClosesAt } = await activityRow(ctx, activityId)
  const frozen = lastStep(await stepsOf(ctx, 'activity', activityId), 'list-frozen')
  const rules = readRules(draw.rules) as DrawCategory['rule'][]
  return {
    activityId,
    rules,
    commitment: draw.commitment,
    rulesHash: await sha256(draw.rules),
    committedAt: draw.committedAt,
    closesAt: registrationClosesAt,
    frozen: draw.frozenAt && {
      at: draw.frozenAt,
      listHash: draw.listHash ?? '',
      count: Number(frozen?.data?.count ?? 0),
    },
    drawn: await drawnOf(ctx, draw, rules),
  }
}

async function drawnOf(
  ctx: Ctx,
  { id, secret, drawnAt, listHash }: StoredDraw,
  rules: DrawCategory['rule'][],
): Promise<DrawSummary['drawn']> {
  if (!secret || !drawnAt) return null
  const most = Math.max(...rules.map(({ seats }) => seats)) + mostWaitingShown
  const rows = await ctx.db
    .select({
      group: seatCategories.group,
      rank: drawResults.rank,
      pseudonym: registrations.pseudonym,
      registrationId: drawResults.registrationId,
    })
    .from(drawResults)
    .innerJoin(registrations, eq(registrations.id, drawResults.registrationId))
    .innerJoin(seatCategories, eq(seatCategories.id, drawResults.categoryId))
    .where(and(eq(drawResults.drawId, id), lte(drawResults.rank, most)))
    .orderBy(asc(drawResults.categoryId), asc(drawResults.rank))
  const totals = await ctx.db
    .select({ group: seatCategories.group, count: count() })
    .from(drawResults)
    .innerJoin(seatCategories, eq(seatCategories.id, drawResults.categoryId))
    .where(eq(drawResults.drawId, id))
    .groupBy(seatCategories.group)
  const gone = await goneOf(ctx, rows)
  const categories = rules.map((rule) => {
    const own = rows.filter(({ group }) => group === rule.group)
    const order = own.map(({ pseudonym }) => pseudonym)
    const total = totals.find(({ group }) => group === rule.group)?.count ?? 0
    return {
      rule,
      chosen: order.slice(0, rule.seats),
      waiting: order.slice(rule.seats, rule.seats + mostWaitingShown),
      waitingCount: Math.max(0, total - rule.seats),
      gone: own.flatMap(({ registrationId }) => gone.get(registrationId) ?? []),
    }
  })
  return { at: drawnAt, secret, seed: await seedOf(secret, listHash ?? ''), categories }
}

type Gone = DrawCategory['gone'][number]

/** Whom the draw has put on a place that somebody else has now: nobody is left out without the public reading why. */
async function goneOf(
  ctx: Ctx,
  rows: { registrationId: number; pseudonym: string }[],
): Promise<Map<number, Gone>> {
  const histories = await stepsOfMany(
    ctx,
    'registration',
    rows.map(({ registrationId }) => registrationId),
  )
  return new Map(
    rows.flatMap(({ registrationId, pseudonym }): [number, Gone][] => {
      const last = lastStep(histories.get(registrationId) ?? [], 'withdrawn', 'lapsed', 'excluded')
      if (!last || last.at > ctx.now) return []
      const reason = last.kind === 'excluded' && last.reason ? maskPrivateData(last.reason) : null
      return [[registrationId, { pseudonym, kind: last.kind as Gone['kind'], at: last.at, reason }]]
    }),
  )
}

/** The public page of a draw; what is not public does not exist here (invariant 9). */
export async function drawPage(ctx: Ctx, activityId: number): Promise<DrawPage> {
  const activity = await activityRow(ctx, activityId)
  const steps = await stepsOf(ctx, 'activity', activityId)
  const published = publicStep(steps, ctx.now)
  const draw = published && (await drawSummary(ctx, activityId))
  const [department] = await ctx.db
    .select({ name: departments.name, slug: departments.slug })
    .from(departments)
    .where(eq(departments.id, activity.departmentId))
  if (!published || !draw || !department) throw notFound('抽签')
  const { id, kind, profile, title } = activity
  return {
    activity: { id, kind, profile, title },
    department,
    publishedAt: published.at,
    isCancelled: steps.some((step) => step.kind === 'cancelled'),
    draw,
  }
}
