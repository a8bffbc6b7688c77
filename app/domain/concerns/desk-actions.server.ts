import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { parseForm } from '~/app/server/forms'
import { responseForm, triageForm } from './forms'
import {
  publishResponse,
  returnResponse,
  saveResponse,
  submitResponse,
  withdrawResponse,
} from './respond.server'
import { publishConcern, triageConcern, withdrawConcern } from './triage.server'

/** Does what a form of the desk page asks for; gives the fields' errors where the form is incomplete. */
export async function actOnConcern(
  ctx: Ctx,
  id: number,
  form: FormData,
): Promise<Record<string, string> | null> {
  const text = (name: string) => String(form.get(name) ?? '')
  // Anything but a number is no response's.
  const responseId = /^\d{1,15}$/.test(text('responseId')) ? Number(text('responseId')) : 0
  switch (text('intent')) {
    case 'triage': {
      const parsed = parseForm(triageForm, form)
      if (!parsed.ok) return parsed.fields
      await triageConcern(ctx, { id, ...parsed.value })
      return null
    }
    case 'publish-concern':
      await publishConcern(ctx, id)
      return null
    case 'withdraw-concern':
      await withdrawConcern(ctx, id, text('withdrawReason'))
      return null
    case 'save': {
      const parsed = parseForm(responseForm, form)
      if (!parsed.ok) return parsed.fields
      await saveResponse(ctx, { concernId: id, ...parsed.value })
      return null
    }
    case 'submitted':
      await submitResponse(ctx, responseId)
      return null
    case 'returned':
      await returnResponse(ctx, responseId, text('reason'))
      return null
    case 'published':
      await publishResponse(ctx, responseId)
      return null
    case 'withdrawn':
      await withdrawResponse(ctx, responseId, text('reason'))
      return null
    default:
      throw new Refusal(400, '没有这一步，请刷新页面后重试。')
  }
}
