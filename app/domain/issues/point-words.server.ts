import { eq, type SQL, sql } from 'drizzle-orm'
import { publicBody } from '~/app/domain/comments/state.server'
import type { Ctx } from '~/app/server/context'
import { comments } from '~/db/schema/comments'

// What came by mail or import may have other line breaks than what a form posts.
function words(): SQL<string> {
  return sql<string>`replace(${publicBody()}, E'\\r\\n', E'\\n')`
}

/**
 * What the public reads of a point `p` of the comment beside it. A part that a masking or correction has since made
 * something else of no longer stands in the comment: then the whole of the comment is shown, never the old words (L3).
 */
export function pointWords(): SQL<string> {
  return sql<string>`case when p.text is not null and position(p.text in ${words()}) > 0
    then p.text else ${words()} end`
}

/**
 * The points `p` of one issue, to be ordered by `p.issue_id, p.id`. Said as a range on purpose: with an equality
 * PostgreSQL walks the primary key instead, through all points of all issues, when the issue's own lie far away.
 */
export function ofIssue(issueId: SQL): SQL {
  return sql`p.issue_id >= ${issueId} and p.issue_id <= ${issueId}`
}

/**
 * The part is no longer among the comment's words, and has to be split anew; or the author's correction was taken up
 * after the whole was placed. Masking alone takes nothing from what a whole says.
 */
export function pointIsStale(): SQL<boolean> {
  return sql<boolean>`case when p.text is not null then position(p.text in ${words()}) = 0
    else p.placed_at is not null and exists (select 1 from comment_corrections k
      join steps t on t.subject = 'comment-correction' and t.subject_id = k.id and t.kind = 'published'
      where k.comment_id = p.comment_id and t.at > p.placed_at) end`
}

/** What the public reads of a comment, with line breaks of one kind. */
export async function publicWordsOf(ctx: Ctx, commentId: number): Promise<string> {
  const [row] = await ctx.db.select({ body: words() }).from(comments).where(eq(comments.id, commentId))
  return row?.body ?? ''
}
