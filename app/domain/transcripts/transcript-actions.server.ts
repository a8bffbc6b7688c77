import type { z } from 'zod'
import { registrationRow } from '~/app/domain/registrations/row.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import type { transcriptForm } from './statement-forms'
import { moveStatement, removeStatement } from './statements.server'
import { answerCorrection, closeTranscript, openTranscript, recordSignature } from './transcript.server'

/** One thing that the desk's page of a transcript asks for. */
export async function takeTranscriptAction(
  ctx: Ctx,
  activityId: number,
  asked: z.output<typeof transcriptForm>,
): Promise<void> {
  if (asked.intent === 'signed' || asked.intent === 'refused' || asked.intent === 'answer')
    await refuseOfOther(ctx, activityId, asked.registrationId)
  switch (asked.intent) {
    case 'up':
    case 'down':
      return moveStatement(ctx, activityId, asked.statementId, asked.intent)
    case 'remove':
      return removeStatement(ctx, activityId, asked.statementId)
    case 'open':
      return openTranscript(ctx, activityId, { note: asked.note })
    case 'close':
      await closeTranscript(ctx, activityId)
      return
    case 'signed':
      return recordSignature(ctx, asked.registrationId, { kind: 'signed' })
    case 'refused':
      return recordSignature(ctx, asked.registrationId, { kind: 'refused', reason: asked.refusal })
    case 'answer':
      return answerCorrection(ctx, asked.registrationId, asked.answer)
  }
}

/** The page of one activity does nothing to a registration of another. */
async function refuseOfOther(ctx: Ctx, activityId: number, registrationId: number): Promise<void> {
  const { activityId: own } = await registrationRow(ctx, registrationId)
  if (own !== activityId) throw notFound('报名')
}
