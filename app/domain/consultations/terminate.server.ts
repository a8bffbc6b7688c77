import { record, transact } from '~/app/domain/audit/record.server'
import { lockState } from '~/app/domain/audit/sign-off.server'
import { stepsOf, takeStep } from '~/app/domain/audit/steps.server'
import { lockLedger } from '~/app/domain/comments/consultation.server'
import { reportOf } from '~/app/domain/feedback/report.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { refuseTargeted, shownOn, storedConsultation } from './row.server'
import { terminationFindings } from './rules'

/**
 * Ends a consultation before its time, with a reason that everybody reads (P3). What came in so far is still reviewed,
 * decided on and reported; nothing more is taken.
 */
export async function terminateConsultation(ctx: Ctx, id: number, reason: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await storedConsultation(tx, id)
    requirePermission(tx, 'consultation.publish', row)
    refuseTargeted(row)
    // Whole: no comment is taken, and no report published, between the check and the step.
    await lockLedger(tx, id, 'update')
    const state = await lockState(tx, 'consultation', id)
    if (state !== 'published')
      throw new Refusal(409, '公开之后才谈得上终止；还没有公开的，退回或者修改就可以。')
    const steps = await stepsOf(tx, 'consultation', id)
    const isTerminated = steps.some((step) => step.kind === 'terminated')
    const isAnswered = Boolean((await reportOf(tx, id))?.publishedAt)
    const [finding] = terminationFindings({ isTerminated, isAnswered }, reason)
    if (finding) {
      const { field, message } = finding
      throw field ? new Refusal(422, message, { fields: { [field]: message } }) : new Refusal(409, message)
    }
    await takeStep(tx, { subject: 'consultation', id, kind: 'terminated', reason: reason.trim() })
    await record(tx, {
      action: 'consultation.terminated',
      subject: 'consultation',
      id,
      after: { reason: reason.trim(), closesAt: row.closesAt },
      ...shownOn(row),
    })
  })
}
