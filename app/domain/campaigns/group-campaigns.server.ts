import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { consultationRow } from '~/app/domain/comments/consultation.server'
import { maskPrivateData } from '~/app/domain/comments/private-data'
import { publicBody } from '~/app/domain/comments/state.server'
import { countByState } from '~/app/domain/comments/tallies.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { campaignComments, campaignRuns, campaigns, commentStates, comments } from '~/db/schema/comments'
import { type GroupingThread, startGroupingThread } from './grouping-thread.server'
import { type Changes, type CommentToGroup, noChanges } from './match-campaigns'
import { fewestCopies } from './types'

const readAtOnce = 1000
const writtenAtOnce = 1000
// The first half of the lock's name; the second is the consultation.
const lockName = 0x6c657474

export type GroupingRun = { state: 'done'; campaigns: number; comments: number } | { state: 'running' }

/**
 * Looks through the pending and the published comments of a consultation for letters that many sent, and brings the
 * campaigns up to date in one transaction. Where another process is at it already, it is left to that one.
 */
export async function groupCampaigns(
  ctx: Ctx,
  consultationId: number,
  thread?: GroupingThread,
): Promise<GroupingRun> {
  const consultation = await consultationRow(ctx, consultationId)
  requirePermission(ctx, 'issue.write', consultation)
  const begun = performance.now()
  const used = thread ?? startGroupingThread()
  try {
    return await transact(ctx, async (tx) => {
      if (!(await lock(tx, consultationId))) return { state: 'running' }
      const { pending, published } = await countByState(tx, consultationId)
      const known = await knownCampaigns(tx, consultationId)
      const read =
        pending + published >= fewestCopies
          ? await findIn(tx, consultationId, consultation.versionId, used)
          : { changes: noChanges(), comments: pending + published }
      const gone = known.filter((id) => !read.changes.found.some(({ campaignId }) => campaignId === id))
      const campaigns = await write(tx, consultationId, { ...read.changes, gone })
      await noteRun(tx, consultationId, read.comments, Math.round(performance.now() - begun))
      if (campaigns.changed) {
        await record(tx, {
          action: 'consultation.campaigns-grouped',
          subject: 'consultation',
          id: consultationId,
          after: { campaigns: campaigns.count, comments: read.comments },
          tags: [`consultation:${consultationId}`],
        })
      }
      return { state: 'done', campaigns: campaigns.count, comments: read.comments }
    })
  } finally {
    if (!thread) await used.stop()
  }
}

async function lock(tx: Ctx, consultationId: number): Promise<boolean> {
  const { rows } = await tx.db.execute<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(${lockName}::int, ${consultationId}::int) as taken`,
  )
  return rows[0]?.taken === true
}

async function knownCampaigns(tx: Ctx, consultationId: number): Promise<number[]> {
  const rows = await tx.db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(eq(campaigns.consultationId, consultationId))
  return rows.map(({ id }) => id)
}

async function findIn(
  tx: Ctx,
  consultationId: number,
  versionId: number,
  thread: GroupingThread,
): Promise<{ changes: Changes; comments: number }> {
  let count = 0
  for await (const batch of readComments(tx, consultationId)) {
    thread.add(batch)
    count += batch.length
  }
  const { clauses } = await versionOf(tx, versionId)
  const changes = await thread.group(clauses.map(({ heading, body }) => `${heading ?? ''}${body}`))
  return { changes, comments: count }
}

/** By the thousand, so that other requests have their turn in between. */
async function* readComments(tx: Ctx, consultationId: number): AsyncGenerator<CommentToGroup[]> {
  for (let after = 0; ; ) {
    const rows = await tx.db
      .select({
        id: comments.id,
        state: commentStates.state,
        publicBody: publicBody(),
        // What the moderator reads of a comment that waits: the author's newest words.
        ownBody: sql<string>`coalesce((select c.body from comment_corrections c where c.comment_id = comments.id
          order by c.id desc limit 1), comments.body)`,
        campaignId: campaignComments.campaignId,
        relation: campaignComments.relation,
        addition: campaignComments.addition,
      })
      .from(comments)
      .innerJoin(commentStates, eq(commentStates.commentId, comments.id))
      .leftJoin(campaignComments, eq(campaignComments.commentId, comments.id))
      .where(
        and(
          eq(comments.consultationId, consultationId),
          gt(comments.id, after),
          inArray(commentStates.state, ['pending', 'published']),
        ),
      )
      .orderBy(asc(comments.id))
      .limit(readAtOnce)
    if (rows.length > 0)
      yield rows.map(({ state, publicBody: shown, ownBody, ...row }) => ({
        ...row,
        isPublic: state === 'published',
        text: state === 'published' ? shown : maskPrivateData(ownBody),
      }))
    if (rows.length < readAtOnce) return
    after = rows.at(-1)?.id ?? after
  }
}

async function write(
  tx: Ctx,
  consultationId: number,
  { found, gone, members, left }: Changes,
): Promise<{ count: number; changed: boolean }> {
  const ids: number[] = []
  let changed = gone.length > 0 || left.length > 0 || members.ids.length > 0
  for (const { campaignId, sent, added } of found) {
    if (campaignId === null) {
      const [row] = await tx.db
        .insert(campaigns)
        .values({ consultationId, sent, added })
        .returning({ id: campaigns.id })
      ids.push(row?.id ?? 0)
      continue
    }
    ids.push(campaignId)
    const updated = await tx.db
      .update(campaigns)
      .set({ sent, added })
      .where(
        and(
          eq(campaigns.id, campaignId),
          sql`(${campaigns.sent}, ${campaigns.added}) is distinct from (${sent}::int, ${added}::int)`,
        ),
      )
      .returning({ id: campaigns.id })
    changed ||= updated.length > 0
  }
  await forget(tx, consultationId, left)
  if (gone.length > 0) await tx.db.delete(campaigns).where(inArray(campaigns.id, gone))
  for (let from = 0; from < members.ids.length; from += writtenAtOnce) {
    const part = <T>(list: T[]) => list.slice(from, from + writtenAtOnce)
    const campaignIds = part(members.campaigns).map((at) => ids[at])
    await tx.db.execute(sql`
      insert into campaign_comments (comment_id, campaign_id, relation, addition)
      select * from unnest(${sql.param(part(members.ids))}::bigint[], ${sql.param(campaignIds)}::bigint[],
        ${sql.param(part(members.relations))}::text[], ${sql.param(part(members.additions))}::text[])
      on conflict (comment_id) do update set
        campaign_id = excluded.campaign_id, relation = excluded.relation, addition = excluded.addition`)
  }
  return { count: ids.length, changed }
}

/** Those that hold no letter any more, and those that were withdrawn or refused. */
async function forget(tx: Ctx, consultationId: number, left: number[]): Promise<void> {
  for (let from = 0; from < left.length; from += writtenAtOnce)
    await tx.db
      .delete(campaignComments)
      .where(inArray(campaignComments.commentId, left.slice(from, from + writtenAtOnce)))
  await tx.db.execute(sql`
    delete from campaign_comments m using campaigns, comment_states s
    where campaigns.consultation_id = ${consultationId} and m.campaign_id = campaigns.id
      and s.comment_id = m.comment_id and s.state in ('refused', 'withdrawn')`)
}

async function noteRun(tx: Ctx, consultationId: number, count: number, milliseconds: number): Promise<void> {
  const run = { at: tx.now, comments: count, milliseconds }
  await tx.db
    .insert(campaignRuns)
    .values({ consultationId, ...run })
    .onConflictDoUpdate({ target: campaignRuns.consultationId, set: run })
}
