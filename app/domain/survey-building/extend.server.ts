import { eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { takeStep } from '~/app/domain/audit/steps.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { shownOn, stateOfSurvey, surveyRow } from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import { Refusal, wrongField } from '~/app/server/errors'
import { surveys } from '~/db/schema/surveys'

/** A later end, with a public reason, while the survey has not closed; never an earlier one. */
export async function extendSurvey(
  ctx: Ctx,
  id: number,
  { closesAt, reason }: { closesAt: Date; reason: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    requirePermission(tx, 'survey.publish', await surveyRow(tx, id))
    await lockState(tx, 'survey', id)
    const row = await surveyRow(tx, id)
    const state = await stateOfSurvey(tx, row)
    if (state === 'unpublished') throw new Refusal(409, '公开之后才谈得上延长；现在请直接修改截止时间。')
    if (state !== 'upcoming' && state !== 'open')
      throw new Refusal(409, '问卷已经截止，不能再延长。需要再问的，请复制成一份新问卷。')
    if (closesAt <= row.closesAt)
      throw wrongField('newClosesAt', '只能往后延：公布过的截止时间不能提前，请填写更晚的时间')
    const words = reason.trim()
    if (words === '') throw wrongField('extendReason', '请写明为什么延长，公众会看到')
    await tx.db.update(surveys).set({ closesAt }).where(eq(surveys.id, id))
    const data = { from: row.closesAt.toISOString(), to: closesAt.toISOString() }
    await takeStep(tx, { subject: 'survey', id, kind: 'extended', reason: words, data })
    await record(tx, {
      action: 'survey.extended',
      subject: 'survey',
      id,
      before: data.from,
      after: { closesAt: data.to, reason: words },
      ...shownOn(row),
    })
  })
}
