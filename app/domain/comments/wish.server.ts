import { and, count, eq, gt } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import { decryptContact, encryptContact } from '~/app/domain/people/contact.server'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { audit } from '~/db/schema/audit'
import { commentWishes } from '~/db/schema/comments'
import { emailAddress } from './receipt-forms'
import { maskEmail, whyNoWish } from './receipt-rules'
import { lockCommentByCode } from './state.server'

const day = 24 * 3_600_000
// Each new address gets a message: nobody shall be flooded through us.
const changesPerDay = 5

/** To be told by e-mail when the comment was moderated and when the report is public; a later address replaces the earlier one. */
export function wishToBeTold(ctx: Ctx, { code, email }: { code: string; email: string }): Promise<void> {
  return transact(ctx, async (tx) => {
    const comment = await lockCommentByCode(tx, code)
    const isReported = (await reportPublishedAt(tx, comment.consultationId)) !== null
    const why = whyNoWish({ state: comment.state, isReported })
    if (why) throw new Refusal(409, why)
    const address = readAddress(email)
    const earlier = await wishOf(tx, comment.id)
    if (earlier === address) return
    await refuseFlood(tx, comment.id)
    const sealed = encryptContact(tx, address)
    if (!sealed) throw wrongField('email', '请填写邮箱')
    await tx.db
      .insert(commentWishes)
      .values({ commentId: comment.id, email: sealed, at: tx.now })
      .onConflictDoUpdate({ target: commentWishes.commentId, set: { email: sealed, at: tx.now } })
    await record(tx, {
      action: 'comment.wish-made',
      subject: 'comment',
      id: comment.id,
      mail: [{ kind: 'wish-confirmed', commentId: comment.id }],
    })
  })
}

/** Nothing more is sent, and the address is gone. */
export function stopTelling(ctx: Ctx, { code }: { code: string }): Promise<void> {
  return transact(ctx, async (tx) => {
    const comment = await lockCommentByCode(tx, code)
    const gone = await tx.db
      .delete(commentWishes)
      .where(eq(commentWishes.commentId, comment.id))
      .returning({ id: commentWishes.commentId })
    if (gone.length > 0)
      await record(tx, { action: 'comment.wish-stopped', subject: 'comment', id: comment.id })
  })
}

/** The address as it is shown to who made the wish; null where nobody wishes to be told. */
export async function maskedWishOf(ctx: Ctx, commentId: number): Promise<string | null> {
  try {
    const address = await wishOf(ctx, commentId)
    return address === null ? null : maskEmail(address)
  } catch (error) {
    // A key that is missing must not hide the rest of the receipt.
    if (error instanceof Refusal) return '***'
    throw error
  }
}

async function wishOf(ctx: Ctx, commentId: number): Promise<string | null> {
  const [row] = await ctx.db.select().from(commentWishes).where(eq(commentWishes.commentId, commentId))
  return row ? decryptContact(row.email) : null
}

function readAddress(email: string): string {
  const parsed = emailAddress.safeParse(email)
  if (!parsed.success) throw wrongField('email', parsed.error.issues[0]?.message ?? '请填写邮箱')
  return parsed.data
}

async function refuseFlood(tx: Ctx, commentId: number): Promise<void> {
  const [made] = await tx.db
    .select({ count: count() })
    .from(audit)
    .where(
      and(
        eq(audit.subject, 'comment'),
        eq(audit.subjectId, String(commentId)),
        eq(audit.action, 'comment.wish-made'),
        gt(audit.at, new Date(tx.now.getTime() - day)),
      ),
    )
  if ((made?.count ?? 0) >= changesPerDay)
    throw wrongField('email', `一天最多改${changesPerDay}次，请明天再试`)
}
