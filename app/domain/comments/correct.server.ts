import { count, desc, eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { commentCorrections, comments } from '~/db/schema/comments'
import { consultationRow, refuseIfReported } from './consultation.server'
import { longestComment } from './forms'
import { whyNoCorrection } from './receipt-rules'
import { lockCommentByCode } from './state.server'

type Correction = {
  code: string
  body: string
  /** Every field as it came (invariant 4), where a form was posted. */
  original?: Record<string, string>
}

/**
 * The author's later words, while the consultation is open. They are a row of their own, read by a moderator before
 * anybody else reads them; what is public stays public until then.
 */
export function correctComment(ctx: Ctx, { code, body, original }: Correction): Promise<void> {
  return transact(ctx, async (tx) => {
    const comment = await lockCommentByCode(tx, code)
    const consultation = await consultationRow(tx, comment.consultationId)
    const { words, corrections } = await presentWords(tx, comment.id)
    const why = whyNoCorrection({ state: comment.state, consultation, corrections }, tx.now)
    if (why) throw new Refusal(409, why)
    await refuseIfReported(tx, consultation.id)
    const length = [...body].length
    if (body.trim() === '' || length > longestComment)
      throw wrongField('words', `意见应当在1到${longestComment}个字之间`)
    if (body === words) throw wrongField('words', '文字和现在的一样，没有改动')
    const [row] = await tx.db
      .insert(commentCorrections)
      .values({ commentId: comment.id, body, original: original ?? { words: body }, at: tx.now })
      .returning({ id: commentCorrections.id })
    if (!row) throw new Error('no row came back from the insert of a correction')
    await record(tx, {
      action: 'comment.corrected',
      subject: 'comment-correction',
      id: row.id,
      after: { commentId: comment.id, state: comment.state },
    })
  })
}

/** The newest words of the author, and how often they were corrected. */
async function presentWords(tx: Ctx, commentId: number): Promise<{ words: string; corrections: number }> {
  const [[newest], [first], [total]] = [
    await tx.db
      .select({ body: commentCorrections.body })
      .from(commentCorrections)
      .where(eq(commentCorrections.commentId, commentId))
      .orderBy(desc(commentCorrections.id))
      .limit(1),
    await tx.db.select({ body: comments.body }).from(comments).where(eq(comments.id, commentId)),
    await tx.db
      .select({ count: count() })
      .from(commentCorrections)
      .where(eq(commentCorrections.commentId, commentId)),
  ]
  return { words: newest?.body ?? first?.body ?? '', corrections: total?.count ?? 0 }
}
