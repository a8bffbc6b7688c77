import { eq, inArray } from 'drizzle-orm'
import type { CommentMail } from '~/app/domain/audit/record.server'
import { type Step, stepsOfMany } from '~/app/domain/audit/steps.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { siteAddress } from '~/app/server/site-address'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { type Letter, letterOf, type Occasion, type SayCode } from './letters'

/** It names the consultation and leads to the receipt; it carries no word of the comment, because mail is read on the way. */
export async function commentLetters(
  ctx: Ctx,
  occasions: Occasion<CommentMail>[],
  sayCode: SayCode,
): Promise<Map<number, Letter>> {
  const ids = [...new Set(occasions.map(({ mail }) => mail.commentId))]
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: comments.id, code: comments.code, title: consultations.title })
    .from(comments)
    .innerJoin(consultations, eq(consultations.id, comments.consultationId))
    .where(inArray(comments.id, ids))
  const byComment = new Map(rows.map((row) => [row.id, row]))
  const steps = await stepsOfMany(ctx, 'comment', ids)
  return new Map(
    occasions.flatMap(({ id, mail, at }): [number, Letter][] => {
      const comment = byComment.get(mail.commentId)
      if (!comment) return []
      const happened = whatHappened(mail, steps.get(mail.commentId) ?? [], at)
      return [[id, compose(mail, { ...comment, code: sayCode(comment.code) }, happened)]]
    }),
  )
}

function compose(
  mail: CommentMail,
  { code, title }: { code: string; title: string },
  happened: Happened,
): Letter {
  return letterOf(`${happened.subject}：${title}`, [
    `您在“${title}”中提过一条意见。${happened.words}`,
    '',
    '查看这条意见的经过：',
    new URL(paths.receipt(code), siteAddress()).href,
    '',
    '请不要把这个链接转给别人：凭它可以更正、撤回您的意见。',
    mail.kind === 'feedback-published'
      ? '这是最后一封邮件，您的邮箱地址随后删除。'
      : '不想再收到这样的邮件，请打开上面的链接，在“邮件告知”里选择“不用再告诉我”。',
  ])
}

type Happened = { subject: string; words: string }

function whatHappened({ kind }: CommentMail, steps: Step[], at: Date): Happened {
  if (kind === 'wish-confirmed')
    return {
      subject: '有进展会告诉您',
      words:
        '您希望用邮件了解进展：意见审核有了结果、采纳情况反馈公布时，我们会写到这个地址。如果不是您留的地址，请打开下面的链接停止告知。',
    }
  if (kind === 'feedback-published')
    return {
      subject: '采纳情况反馈已经公布',
      words: '采纳情况反馈已经公布，您的意见归入哪一类、结论和理由是什么，都写在回执上。',
    }
  const moderated = steps.findLast(
    (step) => step.at <= at && ['published', 'refused', 'restored'].includes(step.kind),
  )
  if (moderated?.kind === 'restored')
    return { subject: '意见已经恢复公开', words: '这条意见公开后曾被撤下，现在恢复公开，公开日期不变。' }
  if (moderated?.kind === 'published')
    return { subject: '意见已经公开', words: '意见审核已经通过，现在公开了。' }
  if (moderated?.kind === 'refused')
    return {
      subject: '意见没有公开',
      words: '经审核，这条意见不予公开，理由写在回执上；它仍计入收到的意见。您不同意的，可以在回执上申诉。',
    }
  return { subject: '意见有了新的进展', words: '这条意见有了新的进展，写在回执上。' }
}
