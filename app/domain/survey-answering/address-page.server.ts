import { publicSurvey } from '~/app/domain/surveys/row.server'
import type { SurveyAccess } from '~/app/domain/surveys/types'
import type { Ctx } from '~/app/server/context'

/** Where somebody proves an address; `refusal` says why the survey cannot be answered now. */
export async function addressPage(
  ctx: Ctx,
  surveyId: number,
): Promise<{ id: number; title: string; access: SurveyAccess; refusal: string | null }> {
  const { survey, state } = await publicSurvey(ctx, surveyId)
  const { id, title, access } = survey
  if (state === 'open') return { id, title, access, refusal: null }
  const refusal = state === 'upcoming' ? '问卷还没有开始，请到时再来。' : '问卷已经截止，不再收答案。'
  return { id, title, access, refusal }
}
