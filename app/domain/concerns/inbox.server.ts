import { and, desc, eq, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { concerns, concernTriages } from '~/db/schema/concerns'
import { departments } from '~/db/schema/people'
import { firstAnsweredAt, isSiteReport, newestTriage } from './read.server'
import { type Clock, clockOf, deadlineOf, type Severity } from './rules'
import type { ConcernKind } from './types'

export type InboxRow = {
  id: number
  code: string
  kind: ConcernKind
  title: string
  department: string | null
  severity: Severity | null
  receivedAt: Date
  answeredAt: Date | null
  isPublic: boolean
  isSiteReport: boolean
  clock: Clock
}

const pageSize = 20
const mostWaiting = 200

/** What waits for an answer, the most urgent first: all of it for those who triage, else the own department's. */
export async function waitingConcerns(ctx: Ctx): Promise<InboxRow[]> {
  const rows = await selectInbox(ctx)
    .where(and(isNull(firstAnsweredAt(ctx.now)), visibleTo(ctx)))
    .orderBy(concerns.receivedAt)
  return rows
    .map((row) => inboxRow(row, ctx.now))
    .sort((one, other) => one.clock.minutesLeft - other.clock.minutesLeft)
    .slice(0, mostWaiting)
}

/** What has been answered, newest first. */
export async function answeredConcerns(
  ctx: Ctx,
  after?: string | null,
): Promise<{ items: InboxRow[]; next: string | null }> {
  const cursor = /^\d{1,15}$/.test(after ?? '') ? lt(concerns.id, Number(after)) : undefined
  const rows = await selectInbox(ctx)
    .where(and(isNotNull(firstAnsweredAt(ctx.now)), visibleTo(ctx), cursor))
    .orderBy(desc(concerns.id))
    .limit(pageSize + 1)
  const items = rows.slice(0, pageSize).map((row) => inboxRow(row, ctx.now))
  return { items, next: rows.length > pageSize ? String(items.at(-1)?.id) : null }
}

/** Those who may see a concern at the desk: who triages, and who answers for its department. */
export function requireReading(ctx: Ctx, departmentId: number | null): void {
  if (hasPermission(ctx, 'concern.triage')) return
  requirePermission(ctx, 'response.write', { departmentId: departmentId ?? -1 })
}

function visibleTo(ctx: Ctx): SQL | undefined {
  if (hasPermission(ctx, 'concern.triage')) return undefined
  requirePermission(ctx, 'response.write')
  return eq(concernTriages.departmentId, requireStaff(ctx).departmentId)
}

function selectInbox(ctx: Ctx) {
  return ctx.db
    .select({
      id: concerns.id,
      code: concerns.code,
      kind: concerns.kind,
      body: concerns.body,
      title: concernTriages.publicTitle,
      department: departments.name,
      severity: concernTriages.severity,
      receivedAt: concerns.receivedAt,
      answeredAt: firstAnsweredAt(ctx.now),
      isSiteReport,
      isPublic: sql<boolean>`exists (select 1 from ${steps} s where s.subject = 'concern' and s.subject_id = ${concerns.id} and s.kind = 'published')
        and not exists (select 1 from ${steps} s where s.subject = 'concern' and s.subject_id = ${concerns.id} and s.kind = 'withdrawn')`,
    })
    .from(concerns)
    .leftJoin(concernTriages, newestTriage)
    .leftJoin(departments, eq(departments.id, concernTriages.departmentId))
}

function inboxRow({ body, ...row }: Awaited<ReturnType<typeof selectInbox>>[number], now: Date): InboxRow {
  const deadline = deadlineOf(row.severity ?? 'ordinary', row.receivedAt, { site: row.isSiteReport })
  const characters = [...body.trim()]
  const opening = characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : characters.join('')
  return { ...row, title: row.title ?? opening, clock: clockOf(deadline, row.answeredAt, now) }
}
