import type { z } from 'zod'
import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { commentForm, enteredCommentForm, findUnreadable } from '~/app/domain/comments/forms'
import { enterComment, submitComment } from '~/app/domain/comments/submit.server'
import type { Upload } from '~/app/domain/comments/types'
import type { Ctx } from './context'
import { Refusal } from './errors'
import { type FormValues, newFormKey, parseForm } from './forms'
import { readUploads } from './uploads'

export type RefusedComment = {
  status: number
  errors: Record<string, string>
  values: FormValues
  /** For the form that is shown again. */
  key: string
}
type Answer = { code: string } | RefusedComment

/** A citizen's posted form, whichever handler takes it: the receipt's code, or everything that the page shows again. */
export function submitCommentForm(ctx: Ctx, consultationId: number, form: FormData): Promise<Answer> {
  return takeForm(ctx, form, commentForm, (comment) => submitComment(ctx, { ...comment, consultationId }))
}

/** The same for what staff enter. */
export function enterCommentForm(ctx: Ctx, consultationId: number, form: FormData): Promise<Answer> {
  return takeForm(ctx, form, enteredCommentForm, (comment) =>
    enterComment(ctx, { ...comment, consultationId }),
  )
}

type BesideTheFields = { attachments: Upload[]; original: Record<string, string> }

async function takeForm<T extends { key: string }>(
  ctx: Ctx,
  form: FormData,
  schema: z.ZodType<T>,
  take: (comment: T & BesideTheFields) => Promise<{ code: string }>,
): Promise<Answer> {
  const parsed = parseForm(schema, form)
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
    return await take({ ...parsed.value, attachments, original: fieldsAsTheyCame(form) })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 403 || error.status === 404) throw error
    const fields = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    // Refused as another text under the same key: what is written now may be sent under a new one.
    return refuse(error.status, fields, error.status === 409 ? newFormKey(ctx) : parsed.value.key)
  }
}

/** The key is no field that anybody sees. */
function withoutKey({ key, ...fields }: Record<string, string>): Record<string, string> {
  return key ? { ...fields, form: key } : fields
}
