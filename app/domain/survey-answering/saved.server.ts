import { and, eq } from 'drizzle-orm'
import { dayOf } from '~/app/domain/calendar'
import type { SurveyState } from '~/app/domain/surveys/types'
import type { Ctx } from '~/app/server/context'
import { surveyDrafts } from '~/db/schema/survey-answers'
import { standingOf } from './answer-page.server'
import type { AnswerHead, SavedAnswers } from './answer-types'
import { participationMark } from './marks.server'

export type SavedPage = { head: AnswerHead; state: SurveyState; saved: SavedAnswers | null }

/** What is kept under a code, and until which day. */
export async function savedPage(ctx: Ctx, surveyId: number, code: string | null): Promise<SavedPage> {
  const { head, state, survey } = await standingOf(ctx, surveyId, undefined)
  const [row] = code
    ? await ctx.db
        .select({ expiresOn: surveyDrafts.expiresOn })
        .from(surveyDrafts)
        .where(isDraft(surveyId, code))
    : []
  if (!row || !code) return { head, state, saved: null }
  const closing = dayOf(survey.closesAt)
  const expiresOn = closing < row.expiresOn ? closing : row.expiresOn
  return { head, state, saved: { head, code, expiresOn } }
}

/** At the wish of the one who knows the code. */
export async function forgetDraft(ctx: Ctx, surveyId: number, code: string): Promise<void> {
  await ctx.db.delete(surveyDrafts).where(isDraft(surveyId, code))
}

function isDraft(surveyId: number, code: string) {
  return and(
    eq(surveyDrafts.surveyId, surveyId),
    eq(surveyDrafts.mark, Buffer.from(participationMark(surveyId, 'draft', code))),
  )
}
