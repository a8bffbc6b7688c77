import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { decryptContact } from '~/app/domain/people/contact.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'

const longestPurpose = 200

/** L3: one contact, for who drafts in the consultation's own department, and every look is written down with its purpose. */
export async function seeContact(ctx: Ctx, commentId: number, purpose: string): Promise<string> {
  const [row] = await ctx.db
    .select({ contact: comments.contact, departmentId: consultations.departmentId })
    .from(comments)
    .innerJoin(consultations, eq(consultations.id, comments.consultationId))
    .where(eq(comments.id, commentId))
  if (!row) throw notFound('意见')
  requirePermission(ctx, 'comment.contact', row)
  const words = purpose.trim()
  if (words === '' || [...words].length > longestPurpose)
    throw new Refusal(422, `请写明为什么要看联系方式（${longestPurpose}字以内）。`, {
      fields: { purpose: '请写明为什么要看，例如“核实第三条的事实”' },
    })
  const { contact } = row
  if (!contact) throw new Refusal(404, '这条意见没有留下联系方式，或者已经按规定删除。')
  return transact(ctx, async (tx) => {
    await record(tx, {
      action: 'comment.contact-seen',
      subject: 'comment',
      id: commentId,
      after: { purpose: words },
    })
    return decryptContact(contact)
  })
}
