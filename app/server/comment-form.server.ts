import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { commentForm, findUnreadable } from '~/app/domain/comments/forms'
import { submitComment } from '~/app/domain/comments/submit.server'
import type { Ctx } from './context'
import { Refusal } from './errors'
import { type FormValues, newFormKey, parseForm } from './forms'
import { readUploads } from './read-upload'

export type RefusedComment = {
  status: number
  errors: Record<string, string>
  values: FormValues
  /** For the form that is shown again. */
  key: string
}

/** One posted comment form, whichever handler takes it: the receipt's code, or everything that the page shows again. */
export async function submitCommentForm(
  ctx: Ctx,
  consultationId: number,
  form: FormData,
): Promise<{ code: string } | RefusedComment> {
  const parsed = parseForm(commentForm, form)
  const attachments = await readUploads(form, 'attachments')
  const refuse = (status: number, errors: Record<string, string>, key: string): RefusedComment => ({
    ...{ status, values: parsed.values, key },
    errors: attachments.length > 0 ? { attachments: '附件没有保存，请重新选择后再提交', ...errors } : errors,
  })
  const unreadable = findUnreadable(form)
  if (!parsed.ok || Object.keys(unreadable).length > 0) {
    const fields = parsed.ok ? {} : parsed.fields
    const errors = withoutKey({ ...fields, ...unreadable })
    return refuse(422, errors, fields.key ? newFormKey(ctx) : (parsed.values.key ?? newFormKey(ctx)))
  }
  try {
    const original = fieldsAsTheyCame(form)
    return await submitComment(ctx, { ...parsed.value, consultationId, attachments, original })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 404) throw error
    const fields = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    // Refused as another text under the same key: what is written now may be sent under a new one.
    return refuse(error.status, fields, error.status === 409 ? newFormKey(ctx) : parsed.value.key)
  }
}

/** The key is no field that anybody sees. */
function withoutKey({ key, ...fields }: Record<string, string>): Record<string, string> {
  return key ? { ...fields, form: key } : fields
}
