import { sql } from 'drizzle-orm'
import type { Ctx } from '~/app/server/context'
import { sayError } from '~/app/server/say-error'
import { groupCampaigns } from './group-campaigns.server'
import { type GroupingThread, startGroupingThread } from './grouping-thread.server'

/**
 * The public consultations whose comments have moved since they were looked through; nobody posts into an activity's ledger. A transaction that ended just after the
 * last look is not overlooked, and a look that took long is not repeated before ten times as long has gone by.
 */
async function dueConsultations(ctx: Ctx): Promise<number[]> {
  const { rows } = await ctx.db.execute<{ id: string }>(sql`
    select c.id from consultations c left join campaign_runs r on r.consultation_id = c.id
    where c.form = 'public'
      and (r.at is null or r.at + r.milliseconds * interval '10 milliseconds' < ${ctx.now.toISOString()}::timestamptz)
      and exists (select 1 from comment_states s where s.consultation_id = c.id
        and s.moved_at > coalesce(r.at - interval '30 seconds', '-infinity'))
    order by r.at nulls first, c.id`)
  return rows.map(({ id }) => Number(id))
}

/** Brings every campaign up to date that needs it, one consultation after the other in one thread. */
export async function groupDueCampaigns(
  ctx: Ctx,
  start: () => GroupingThread = startGroupingThread,
  signal?: AbortSignal,
): Promise<void> {
  const due = await dueConsultations(ctx)
  let thread = start()
  try {
    for (const id of due) {
      if (signal?.aborted) break
      try {
        await groupCampaigns(ctx, id, thread)
      } catch (error) {
        if (signal?.aborted) break
        // Nothing of it was written; the next round tries again. The others have their turn with a thread that works.
        console.error(
          `同文来信没有归并成功，将自动重试 (campaigns of consultation ${id}): ${sayError(error)}`,
        )
        await thread.stop()
        thread = start()
      }
    }
  } finally {
    await thread.stop()
  }
}
