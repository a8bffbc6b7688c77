import { and, eq, gt, lte } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { concerns, concernTriages } from '~/db/schema/concerns'
import { firstAnsweredAt, isSiteReport, newestTriage } from './read.server'
import { clockOf, deadlineOf } from './rules'
import type { ConcernFigures } from './types'

const year = 365 * 24 * 3_600_000

export async function concernFigures(
  ctx: Ctx,
  filter: { departmentId?: number } = {},
): Promise<ConcernFigures> {
  const since = new Date(ctx.now.getTime() - year)
  const rows = await ctx.db
    .select({
      receivedAt: concerns.receivedAt,
      severity: concernTriages.severity,
      answeredAt: firstAnsweredAt(ctx.now),
      site: isSiteReport,
    })
    .from(concerns)
    .leftJoin(concernTriages, newestTriage)
    .where(
      and(
        gt(concerns.receivedAt, since),
        lte(concerns.receivedAt, ctx.now),
        filter.departmentId === undefined ? undefined : eq(concernTriages.departmentId, filter.departmentId),
      ),
    )
  let inTime = 0
  let due = 0
  const hours: number[] = []
  for (const { receivedAt, severity, answeredAt, site } of rows) {
    const { state } = clockOf(deadlineOf(severity ?? 'ordinary', receivedAt, { site }), answeredAt, ctx.now)
    if (state !== 'running') due += 1
    if (state === 'in-time') inTime += 1
    if (answeredAt) hours.push((answeredAt.getTime() - receivedAt.getTime()) / 3_600_000)
  }
  return { since, asked: rows.length, answered: hours.length, due, inTime, medianHours: medianOf(hours) }
}

function medianOf(values: number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : Math.round(((upper + lower) / 2) * 10) / 10
}
