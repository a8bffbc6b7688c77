import { sql } from 'drizzle-orm'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { draftClauses } from '~/app/domain/comments/draft.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import { pointWords } from '~/app/domain/issues/point-words.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { mayCode } from './coders'
import { cohenKappa } from './kappa'
import type { CodingChoice, CodingResult, Disagreement } from './types'

export type CodingPage = {
  consultation: { id: number; title: string }
  sample: { id: number; size: number; coded: number; drawnAt: Date; drawnBy: string | null } | null
  /** The next point that this person may code; never with the place that it has. */
  next: { pointId: number; commentId: number; body: string; cited: string | null; quote: string } | null
  /** What is left is this person's own placing: somebody else has to go on. */
  leftForOthers: number
  choices: CodingChoice[]
  result: CodingResult | null
  disagreements: Disagreement[]
  mayCode: boolean
  mayDraw: boolean
}

type Row = {
  point_id: string
  comment_id: string | null
  body: string | null
  clause_id: string | null
  quote: string | null
  first_issue_id: string
  first: string
  second_issue_id: string | null
  second: string | null
  coded_at: Date | string | null
  coded_by: string | null
  is_own: boolean
}

/** A sample holds a hundred points at most: it is read whole. */
async function readCodings(ctx: Ctx, sampleId: number): Promise<Row[]> {
  const me = accountIdOf(ctx) ?? ''
  const { rows } = await ctx.db.execute<Row>(sql`
    select c.point_id, p.comment_id, ${pointWords()} as body, comments.clause_id, comments.quote,
      c.first_issue_id, one.title as first, c.second_issue_id, other.title as second, c.coded_at, a.name as coded_by,
      coalesce(p.placed_by = ${me}, false) or exists (
        select 1 from audit where audit.subject = 'issue' and audit.subject_id = c.first_issue_id::text
          and audit.account_id = ${me} and audit.action = 'issue.points-added'
          and audit.after->'points' @> to_jsonb(array[c.point_id])) as is_own
    from codings c
    join issues one on one.id = c.first_issue_id
    left join issues other on other.id = c.second_issue_id
    left join accounts a on a.id = c.coded_by
    left join points p on p.id = c.point_id
    left join comments on comments.id = p.comment_id
    left join comment_states s on s.comment_id = p.comment_id
    where c.sample_id = ${sampleId} and (c.coded_at is not null or s.state = 'published')
    order by c.point_id`)
  return rows
}

/** Asks no permission: the figures stand on the public report. Null until every point of the sample is coded. */
export async function kappaOf(ctx: Ctx, consultationId: number): Promise<CodingResult | null> {
  const sample = await sampleOf(ctx, consultationId)
  if (!sample) return null
  return resultOf(await readCodings(ctx, sample.id))
}

function resultOf(rows: Row[]): CodingResult | null {
  if (rows.length === 0 || rows.some((row) => row.coded_at === null)) return null
  const pairs = rows.map((row) => ({ first: row.first_issue_id, second: row.second_issue_id }))
  return { ...cohenKappa(pairs), size: rows.length }
}

async function sampleOf(ctx: Ctx, consultationId: number) {
  const { rows } = await ctx.db.execute<{ id: string; drawn_at: Date | string; drawn_by: string | null }>(sql`
    select c.id, c.drawn_at, a.name as drawn_by from coding_samples c
    left join accounts a on a.id = c.drawn_by where c.consultation_id = ${consultationId}`)
  const [row] = rows
  return row ? { id: Number(row.id), drawnAt: new Date(row.drawn_at), drawnBy: row.drawn_by } : null
}

/** What the second coder sees: one point, the issues, how far it is; afterwards on what the two did not agree. */
export async function codingPage(ctx: Ctx, consultationId: number): Promise<CodingPage> {
  const consultation = await consultationRow(ctx, consultationId)
  requirePermission(ctx, 'text.read', consultation)
  const [sample, drafted, reportedAt, choices] = await Promise.all([
    sampleOf(ctx, consultationId),
    draftClauses(ctx, consultation.versionId),
    reportPublishedAt(ctx, consultationId),
    ctx.db.execute<{ id: string; title: string; summary: string }>(
      sql`select id, title, summary from issues where consultation_id = ${consultationId} order by id`,
    ),
  ])
  const rows = sample ? await readCodings(ctx, sample.id) : []
  const waiting = rows.filter((row) => row.coded_at === null)
  const next = waiting.find((row) => !row.is_own)
  const coded = rows.length - waiting.length
  const result = resultOf(rows)
  const may = reportedAt === null && mayCode(ctx, consultation)
  return {
    consultation: { id: consultationId, title: consultation.title },
    sample: sample ? { ...sample, size: rows.length, coded } : null,
    next:
      may && next
        ? {
            pointId: Number(next.point_id),
            commentId: Number(next.comment_id),
            body: next.body ?? '',
            cited: next.clause_id === null ? null : (drafted.get(Number(next.clause_id))?.cited ?? null),
            quote: next.quote ?? '',
          }
        : null,
    leftForOthers: waiting.filter((row) => row.is_own).length,
    choices: choices.rows.map((row) => ({ id: Number(row.id), title: row.title, summary: row.summary })),
    result,
    // Only when all is done: before, a list of them would show where the first one had put the rest.
    disagreements: result
      ? rows.filter((row) => row.first_issue_id !== row.second_issue_id).map(toDisagreement)
      : [],
    mayCode: may,
    mayDraw: may && coded === 0,
  }
}

function toDisagreement(row: Row): Disagreement {
  return {
    pointId: Number(row.point_id),
    commentId: Number(row.comment_id),
    body: row.body ?? '',
    first: row.first,
    second: row.second,
    codedBy: row.coded_by,
  }
}
