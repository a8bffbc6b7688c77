import { sql } from 'drizzle-orm'
import { recordAll, transact } from '~/app/domain/audit/record.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { lockLedger, refuseIfReported } from '~/app/domain/comments/consultation.server'
import { takeIn } from '~/app/domain/comments/take-in.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { shownOn, surveyRow } from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { lockTexts } from './text-rows.server'

/**
 * Takes kept words of open questions into the ledger of the consultation that the survey belongs to: each becomes a
 * published comment with one waiting point, so that it is put into an issue, decided and reported as what came in
 * writing. Nobody is named, and all have one moment: when somebody answered is kept nowhere. Gives how many there were.
 */
export async function takeTextsIntoLedger(ctx: Ctx, surveyId: number, ids: number[]): Promise<number> {
  return transact(ctx, async (tx) => {
    const survey = await surveyRow(tx, surveyId)
    requirePermission(tx, 'survey.write', survey)
    const { consultationId } = survey
    if (consultationId === null) throw new Refusal(409, '这份问卷不属于哪次征求意见，没有可以归入的台账。')
    const texts = await lockTexts(tx, surveyId, ids)
    if (texts.some(({ state }) => state !== 'kept'))
      throw new Refusal(409, '只能归入审核后可以公开的文字，请先审核。')
    const fresh = texts.filter(({ commentId }) => commentId === null)
    if (fresh.length === 0) return 0
    await lockLedger(tx, consultationId, 'key share')
    if (!publicStep(await stepsOf(tx, 'consultation', consultationId), tx.now))
      throw new Refusal(409, '这次征求意见还没有公开，请先公开它。')
    await refuseIfReported(tx, consultationId)
    const receivedAt = survey.closesAt < tx.now ? survey.closesAt : tx.now
    const commentIds = await takeIn(
      tx,
      consultationId,
      fresh.map(({ id, shown }) => ({
        ...{ channel: 'survey', receivedAt, body: shown },
        original: { surveyText: String(id) },
      })),
    )
    const taken = fresh.map(({ id }, at) => ({ textId: id, commentId: commentIds[at] as number }))
    const pairs = sql.join(
      taken.map(({ textId, commentId }) => sql`(${textId}::bigint, ${commentId}::bigint)`),
      sql`, `,
    )
    await tx.db.execute(sql`update survey_texts set comment_id = taken.comment_id
      from (values ${pairs}) as taken (text_id, comment_id) where survey_texts.id = taken.text_id`)
    await recordAll(
      tx,
      taken.map(({ textId, commentId }) => ({
        ...{ action: 'comment.taken-from-survey', subject: 'comment', id: commentId },
        ...{ after: { surveyId, textId }, tags: shownOn(survey).tags },
      })),
    )
    return taken.length
  })
}
