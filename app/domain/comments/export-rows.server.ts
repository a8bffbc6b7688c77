import { and, asc, desc, eq, gt, gte, inArray, sql } from 'drizzle-orm'
import { fewestCopies } from '~/app/domain/campaigns/types'
import { publicDecisionsOfComments } from '~/app/domain/issues/decisions.server'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { campaignComments, campaigns, commentStates, comments } from '~/db/schema/comments'
import { issueDecisions, issues, points } from '~/db/schema/issues'
import { departments } from '~/db/schema/people'
import { countAttachments } from './attachments.server'
import type { ConsultationRow } from './consultation.server'
import { type DraftClause, draftClauses } from './draft.server'
import type { ExportedComment, ExportScope } from './export-types'
import { maskPrivateData } from './private-data'
import { commentColumns, publicBody } from './state.server'
import { placeOf } from './types'

const readAtOnce = 1000

/** By the thousand, oldest first; no transaction is held open while somebody downloads slowly. */
export async function* readComments(
  ctx: Ctx,
  consultation: ConsultationRow,
  scope: ExportScope,
): AsyncGenerator<ExportedComment[]> {
  const clauses = await draftClauses(ctx, consultation.versionId)
  for (let after = 0; ; ) {
    const rows = await readRows(ctx, consultation.id, scope, after)
    if (rows.length > 0) yield await complete(ctx, consultation, scope, rows, clauses)
    if (rows.length < readAtOnce) return
    after = rows.at(-1)?.id ?? after
  }
}

type Row = Awaited<ReturnType<typeof readRows>>[number]

function readRows(ctx: Ctx, consultationId: number, scope: ExportScope, after: number) {
  return ctx.db
    .select({
      ...commentColumns,
      body: comments.body,
      publicBody: publicBody(),
      corrected: sql<string | null>`(select c.body from comment_corrections c where c.comment_id = comments.id
        order by c.id desc limit 1)`,
      state: commentStates.state,
    })
    .from(commentStates)
    .innerJoin(comments, eq(comments.id, commentStates.commentId))
    .leftJoin(departments, eq(departments.slug, comments.township))
    .where(
      and(
        eq(commentStates.consultationId, consultationId),
        gt(commentStates.commentId, after),
        scope === 'public' ? eq(commentStates.state, 'published') : undefined,
      ),
    )
    .orderBy(asc(commentStates.commentId))
    .limit(readAtOnce)
}

async function complete(
  ctx: Ctx,
  consultation: ConsultationRow,
  scope: ExportScope,
  rows: Row[],
  clauses: Map<number, DraftClause>,
): Promise<ExportedComment[]> {
  const ids = rows.map(({ id }) => id)
  const refused = rows.filter(({ state }) => state === 'refused').map(({ id }) => id)
  const [outcomes, reasons, attachments, letters] = await Promise.all([
    scope === 'public' ? publicOutcomes(ctx, consultation.id, ids) : deskOutcomes(ctx, ids),
    refusalReasons(ctx, refused),
    countAttachments(ctx, ids),
    campaignsOfComments(ctx, ids, scope),
  ])
  return rows.map((row) => {
    const isPublic = row.state === 'published'
    return {
      number: row.id,
      receivedAt: inShanghai(row.receivedAt),
      channel: row.channel,
      authorKind: row.authorKind,
      // L2: a name only where its person wanted it public, and with what is public.
      name: isPublic && row.publishName ? maskPrivateData(row.displayName) : '',
      township: placeOf(row.township),
      group: row.affectedGroup,
      clause: row.clauseId === null ? '' : (clauses.get(row.clauseId)?.cited ?? ''),
      quote: row.quote,
      words: wordsOf(row, scope),
      state: row.state,
      refusalReason: reasons.get(row.id) ?? '',
      attachments: attachments.get(row.id) ?? 0,
      issues: outcomes.get(row.id)?.issues ?? [],
      decisions: outcomes.get(row.id)?.decisions ?? [],
      campaign: letters.get(row.id) ?? null,
      round: consultation.round,
    }
  })
}

/** Who withdrew a comment wants it read no more. */
function wordsOf({ state, body, publicBody: shown, corrected }: Row, scope: ExportScope): string {
  if (state === 'withdrawn') return ''
  if (scope === 'original') return body
  return state === 'published' ? shown : maskPrivateData(corrected ?? body)
}

const shanghai = 8 * 3_600_000

function inShanghai(at: Date): string {
  return new Date(at.getTime() + shanghai).toISOString().replace(/\.\d+Z$/, '+08:00')
}

type Outcome = Pick<ExportedComment, 'issues' | 'decisions'>

async function publicOutcomes(
  ctx: Ctx,
  consultationId: number,
  ids: number[],
): Promise<Map<number, Outcome>> {
  const found = await publicDecisionsOfComments(ctx, consultationId, ids)
  return new Map(
    [...found].map(([id, all]) => [
      id,
      {
        issues: all.map(({ title }) => title),
        decisions: all.map(({ title, decision, reason }) => ({ issue: title, decision, reason })),
      },
    ]),
  )
}

async function deskOutcomes(ctx: Ctx, ids: number[]): Promise<Map<number, Outcome>> {
  const rows = await ctx.db
    .selectDistinctOn([points.commentId, issues.id], {
      commentId: points.commentId,
      title: issues.title,
      decision: issueDecisions.decision,
      reason: issueDecisions.reason,
    })
    .from(points)
    .innerJoin(issues, eq(issues.id, points.issueId))
    .leftJoin(issueDecisions, eq(issueDecisions.issueId, issues.id))
    .where(inArray(points.commentId, ids))
    .orderBy(points.commentId, issues.id, desc(issueDecisions.id))
  const found = new Map<number, Outcome>()
  for (const { commentId, title, decision, reason } of rows) {
    const outcome = found.get(commentId) ?? { issues: [], decisions: [] }
    outcome.issues.push(title)
    if (decision) outcome.decisions.push({ issue: title, decision, reason: reason ?? '' })
    found.set(commentId, outcome)
  }
  return found
}

async function refusalReasons(ctx: Ctx, ids: number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectDistinctOn([steps.subjectId], { id: steps.subjectId, reason: steps.reason })
    .from(steps)
    .where(and(eq(steps.subject, 'comment'), eq(steps.kind, 'refused'), inArray(steps.subjectId, ids)))
    .orderBy(steps.subjectId, desc(steps.id))
  return new Map(rows.map(({ id, reason }) => [id, reason ?? '']))
}

async function campaignsOfComments(
  ctx: Ctx,
  ids: number[],
  scope: ExportScope,
): Promise<Map<number, number>> {
  const rows = await ctx.db
    .select({ id: campaignComments.commentId, campaignId: campaignComments.campaignId })
    .from(campaignComments)
    .innerJoin(campaigns, eq(campaigns.id, campaignComments.campaignId))
    .where(
      and(
        inArray(campaignComments.commentId, ids),
        scope === 'public' ? gte(campaigns.sent, fewestCopies) : undefined,
      ),
    )
  return new Map(rows.map(({ id, campaignId }) => [id, campaignId]))
}
