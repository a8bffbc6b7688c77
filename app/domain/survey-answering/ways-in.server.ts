import { and, eq, inArray } from 'drizzle-orm'
import type { SurveyAccess } from '~/app/domain/surveys/types'
import type { Ctx } from '~/app/server/context'
import { surveyParticipations } from '~/db/schema/survey-answers'
import type { Answers } from '~/db/schema/survey-definition'
import { surveyQuotas } from '~/db/schema/surveys'
import { participationMark } from './marks.server'
import { quotasOf } from './quotas'

/** What a browser brings along to say that its person may answer. */
export type WaysIn = {
  browserToken: string | null
  invitationCode: string | null
  accountMark: Uint8Array | null
}

/** Whether this person has answered, as far as the survey asks. Said before the questions, not after them. */
export async function hasTakenPart(
  ctx: Ctx,
  { id, access }: { id: number; access: SurveyAccess },
  { browserToken, invitationCode, accountMark }: WaysIn,
): Promise<boolean> {
  const marks: Record<SurveyAccess, Uint8Array | null> = {
    open: null,
    browser: browserToken ? participationMark(id, 'browser', browserToken) : null,
    invitation: invitationCode ? participationMark(id, 'invitation', invitationCode) : null,
    account: accountMark,
  }
  const mark = marks[access]
  if (!mark) return false
  const found = await ctx.db
    .select({ mark: surveyParticipations.mark })
    .from(surveyParticipations)
    .where(
      and(eq(surveyParticipations.surveyId, id), inArray(surveyParticipations.mark, [Buffer.from(mark)])),
    )
  return found.length > 0
}

/** The quota that is full for these answers, if one is: nobody fills in thirty questions for nothing. */
export async function fullQuota(ctx: Ctx, surveyId: number, answers: Answers): Promise<string | null> {
  const quotas = await ctx.db.select().from(surveyQuotas).where(eq(surveyQuotas.surveyId, surveyId))
  return quotasOf(quotas, answers).find(({ taken, most }) => taken >= most)?.label ?? null
}
