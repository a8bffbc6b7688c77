import { type SQL, sql } from 'drizzle-orm'
import { requirePermission } from '~/app/domain/people/permissions'
import { compareWords } from '~/app/domain/texts/compare'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { deskComments } from './desk-comments.server'
import { findingsOfComment } from './findings'
import { proposeMasking } from './private-data'
import type { AppealRequest, CorrectionRequest, DeskComment } from './types'

const pageSize = 20

type Asked = { consultationId?: number; after?: number }

/** What authors want to put in the place of words that were decided about already, the oldest first. */
export async function correctionQueue(
  ctx: Ctx,
  { consultationId, after = 0 }: Asked = {},
): Promise<{ corrections: CorrectionRequest[]; next: number | null }> {
  requirePermission(ctx, 'comment.moderate')
  const { rows } = await ctx.db.execute<{ id: string; commentId: string; body: string; at: string }>(sql`
    select k.id, k.comment_id as "commentId", k.body, k.at from comment_corrections k
    join comment_states s on s.comment_id = k.comment_id and s.state in ('published', 'refused')
    where k.id > ${after} ${ofConsultation(consultationId)}
      and not exists (select 1 from comment_corrections n where n.comment_id = k.comment_id and n.id > k.id)
      and not exists (select 1 from steps t where t.subject = 'comment-correction' and t.subject_id = k.id)
    order by k.id limit ${pageSize + 1}`)
  const page = rows.slice(0, pageSize)
  const comments = await byId(ctx, page)
  const corrections = page.flatMap(({ id, commentId, body, at }) => {
    const comment = comments.get(Number(commentId))
    if (!comment) return []
    const words = compareWords(comment.body, body)
    const suggestion = proposeMasking(body)
    return [
      {
        id: Number(id),
        at: new Date(at),
        body,
        words,
        suggestion,
        findings: findingsOfComment(body),
        comment,
      },
    ]
  })
  return { corrections, next: nextOf(rows) }
}

/** Refusals that authors do not accept, the oldest first. */
export async function appealQueue(
  ctx: Ctx,
  { consultationId, after = 0 }: Asked = {},
): Promise<{ appeals: AppealRequest[]; next: number | null }> {
  requirePermission(ctx, 'comment.appeal')
  type Row = {
    id: string
    commentId: string
    body: string
    at: string
    reason: string | null
    refusedAt: string
    refusedBy: string | null
    by: string | null
    wasPublic: boolean
  }
  const { rows } = await ctx.db.execute<Row>(sql`
    select p.id, p.comment_id as "commentId", p.body, p.at, r.reason, r.at as "refusedAt",
      r.account_id as "refusedBy", a.name as by,
      exists (select 1 from steps t where t.subject = 'comment' and t.subject_id = p.comment_id and t.kind = 'published') as "wasPublic"
    from comment_appeals p
    join comment_states s on s.comment_id = p.comment_id and s.state = 'refused'
    join steps r on r.id = p.refusal_id left join accounts a on a.id = r.account_id
    where p.id > ${after} ${ofConsultation(consultationId)}
      and not exists (select 1 from steps t where t.subject = 'comment-appeal' and t.subject_id = p.id)
    order by p.id limit ${pageSize + 1}`)
  const page = rows.slice(0, pageSize)
  const comments = await byId(ctx, page)
  const appeals = page.flatMap(({ id, commentId, body, at, reason, refusedAt, refusedBy, by, wasPublic }) => {
    const comment = comments.get(Number(commentId))
    if (!comment) return []
    return [
      {
        ...{ id: Number(id), at: new Date(at), body, wasPublic, comment },
        refusal: { reason: reason ?? '', at: new Date(refusedAt), by },
        own: refusedBy !== null && refusedBy === accountIdOf(ctx),
        suggestion: proposeMasking(comment.body),
      },
    ]
  })
  return { appeals, next: nextOf(rows) }
}

type Requests = { corrections: number; appeals: number; oldestAppeal: Date | null }

/** How many of them wait, and since when the oldest appeal does. */
export async function countRequests(ctx: Ctx, { consultationId }: Asked = {}): Promise<Requests> {
  const own = ofConsultation(consultationId)
  const { rows } = await ctx.db.execute<Omit<Requests, 'oldestAppeal'> & { oldest: string | null }>(sql`
    select
      (select count(*)::int from (select 1 from comment_corrections k
        join comment_states s on s.comment_id = k.comment_id and s.state in ('published', 'refused')
        where not exists (select 1 from comment_corrections n where n.comment_id = k.comment_id and n.id > k.id)
          and not exists (select 1 from steps t where t.subject = 'comment-correction' and t.subject_id = k.id) ${own}
        limit 100) as waiting) as corrections,
      (select count(*)::int from (select 1 from comment_appeals p
        join comment_states s on s.comment_id = p.comment_id and s.state = 'refused'
        where not exists (select 1 from steps t where t.subject = 'comment-appeal' and t.subject_id = p.id) ${own}
        limit 100) as waiting) as appeals,
      (select p.at from comment_appeals p
        join comment_states s on s.comment_id = p.comment_id and s.state = 'refused'
        where not exists (select 1 from steps t where t.subject = 'comment-appeal' and t.subject_id = p.id) ${own}
        order by p.id limit 1) as oldest`)
  const { corrections = 0, appeals = 0, oldest } = rows[0] ?? {}
  return { corrections, appeals, oldestAppeal: oldest ? new Date(oldest) : null }
}

function ofConsultation(consultationId: number | undefined): SQL {
  return consultationId === undefined ? sql`` : sql`and s.consultation_id = ${consultationId}`
}

async function byId(ctx: Ctx, rows: { commentId: string }[]): Promise<Map<number, DeskComment>> {
  const all = await deskComments(ctx, [...new Set(rows.map(({ commentId }) => Number(commentId)))])
  return new Map(all.map((comment) => [comment.id, comment]))
}

function nextOf(rows: { id: string }[]): number | null {
  return rows.length > pageSize ? Number(rows[pageSize - 1]?.id) : null
}
