import { and, desc, eq, lt } from 'drizzle-orm'
import type { Decision } from '~/app/domain/comments/types'
import type { Ctx } from '~/app/server/context'
import { audit } from '~/db/schema/audit'
import { accounts } from '~/db/schema/people'
import type { IssueEvent } from './types'

const pageSize = 30

type Words = {
  title?: string
  summary?: string
  clauseIds?: number[]
  ownerId?: string | null
  comments?: number[]
  comment?: number
  suggested?: boolean
  decision?: Decision
  reason?: string
}

const namedAtMost = 5

/** Who did what with an issue and when, newest first, from the audit. It asks no permission: the page does. */
export async function issueHistory(
  ctx: Ctx,
  issueId: number,
  { after }: { after?: number } = {},
): Promise<{ events: IssueEvent[]; next: number | null }> {
  const rows = await ctx.db
    .select({
      id: audit.id,
      at: audit.at,
      by: accounts.name,
      action: audit.action,
      before: audit.before,
      after: audit.after,
    })
    .from(audit)
    .leftJoin(accounts, eq(accounts.id, audit.accountId))
    .where(
      and(
        eq(audit.subject, 'issue'),
        eq(audit.subjectId, String(issueId)),
        after === undefined ? undefined : lt(audit.id, after),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(pageSize + 1)
  const page = rows.slice(0, pageSize)
  const events = page.flatMap((row): IssueEvent[] => {
    const event = eventOf(row.action, (row.before ?? {}) as Words, (row.after ?? {}) as Words)
    return event ? [{ id: row.id, at: row.at, by: row.by, ...event }] : []
  })
  return { events, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null }
}

type Event = IssueEvent extends infer One
  ? One extends IssueEvent
    ? Omit<One, 'id' | 'at' | 'by'>
    : never
  : never

function eventOf(action: string, before: Words, after: Words): Event | null {
  switch (action) {
    case 'issue.created':
      return { kind: 'created', title: after.title ?? '' }
    case 'issue.changed':
      return { kind: 'changed', fields: changedFields(before, after) }
    case 'issue.points-added': {
      const comments = after.comments ?? []
      return {
        kind: 'placed',
        count: comments.length,
        comments: comments.slice(0, namedAtMost),
        suggested: after.suggested ?? false,
      }
    }
    case 'issue.point-removed':
      return { kind: 'removed', comment: before.comment ?? 0 }
    case 'issue.decided':
      return { kind: 'decided', decision: after.decision ?? 'explained', reason: after.reason ?? '' }
    default:
      return null
  }
}

function changedFields(before: Words, after: Words) {
  const fields: ('title' | 'summary' | 'clauses' | 'owner')[] = []
  if (before.title !== after.title) fields.push('title')
  if (before.summary !== after.summary) fields.push('summary')
  if (JSON.stringify(before.clauseIds) !== JSON.stringify(after.clauseIds)) fields.push('clauses')
  if (before.ownerId !== after.ownerId) fields.push('owner')
  return fields
}
