import { takeTheirs } from '~/app/domain/interpretation-writing/conflict.server'
import { dropDraft } from '~/app/domain/interpretation-writing/drafts.server'
import { addRemark, resolveRemark } from '~/app/domain/interpretation-writing/remarks.server'
import { scheduleForm } from '~/app/domain/publishing/forms'
import { cancelPublishing, schedulePublishing } from '~/app/domain/publishing/schedule.server'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { type ParsedForm, parseForm } from '~/app/server/forms'
import { interpretationRow } from './facts.server'
import { interpretationForm, remarkForm, resolveForm } from './forms'
import {
  publishInterpretation,
  returnInterpretation,
  reviewInterpretation,
  submitInterpretation,
  withdrawInterpretation,
} from './sign-off.server'
import { saveInterpretation } from './write.server'

/** What a button of the desk page asks for; a form that is not in order is refused with its fields. */
export async function takeDeskAction(ctx: Ctx, id: number, form: FormData): Promise<void> {
  const reason = String(form.get('reason') ?? '')
  switch (form.get('intent')) {
    case 'save': {
      const { policyId } = await interpretationRow(ctx, id)
      await saveInterpretation(ctx, { ...read(parseForm(interpretationForm, form)), id, policyId })
      return
    }
    case 'theirs':
      await takeTheirs(ctx, id, read(parseForm(interpretationForm, form)))
      return
    case 'discard':
      return dropDraft(ctx, id)
    case 'remark':
      await addRemark(ctx, id, read(parseForm(remarkForm, form)))
      return
    case 'resolve':
      return resolveRemark(ctx, id, read(parseForm(resolveForm, form)))
    case 'schedule':
      return schedulePublishing(ctx, 'interpretation', id, read(parseForm(scheduleForm, form)).publishAt)
    case 'unschedule':
      return cancelPublishing(ctx, 'interpretation', id)
    case 'submitted':
      return submitInterpretation(ctx, id, { reason })
    case 'reviewed':
      return reviewInterpretation(ctx, id)
    case 'returned':
      return returnInterpretation(ctx, id, reason)
    case 'published':
      return publishInterpretation(ctx, id)
    case 'withdrawn':
      return withdrawInterpretation(ctx, id, reason)
    default:
      throw new Refusal(422, '没有这一步，请刷新页面后再试。')
  }
}

function read<T>(parsed: ParsedForm<T>): T {
  if (parsed.ok) return parsed.value
  throw new Refusal(422, '请改好标出的几处，再提交一次。', { fields: parsed.fields })
}
