import { scheduleForm } from '~/app/domain/publishing/forms'
import { cancelPublishing, schedulePublishing } from '~/app/domain/publishing/schedule.server'
import type { ScheduledSubject } from '~/app/domain/publishing/types'
import type { Ctx } from './context'
import { parseForm } from './forms'
import { answerForm } from './post-form.server'

/** Does what `SchedulePanel` was asked for by its buttons `schedule` and `unschedule`; gives the errors when it was not in order. */
export async function takeScheduleForm(
  ctx: Ctx,
  form: FormData,
  subject: ScheduledSubject,
  id: number,
): Promise<Record<string, string> | undefined> {
  const parsed = parseForm(scheduleForm, form)
  const isCancelled = form.get('intent') === 'unschedule'
  if (!isCancelled && !parsed.ok) return parsed.fields
  const answer = await answerForm(ctx, form, parsed.values, async (tx) => {
    if (isCancelled) await cancelPublishing(tx, subject, id)
    else if (parsed.ok) await schedulePublishing(tx, subject, id, parsed.value.publishAt)
    return null
  })
  return answer.ok ? undefined : answer.refused.data.errors
}
