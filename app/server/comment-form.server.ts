import type { z } from 'zod'
import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { commentForm, enteredCommentForm } from '~/app/domain/comments/forms'
import { enterComment, submitComment } from '~/app/domain/comments/submit.server'
import type { Upload } from '~/app/domain/media/kept-files.server'
import type { Ctx } from './context'
import { type FormAnswer, type RefusedForm, takeKeyedForm } from './keyed-form.server'
import { readUploads } from './uploads'

export type RefusedComment = RefusedForm

/** A citizen's posted form, whichever handler takes it: the receipt's code, or everything that the page shows again. */
export function submitCommentForm(ctx: Ctx, consultationId: number, form: FormData): Promise<FormAnswer> {
  return takeForm(ctx, form, commentForm, (comment) => submitComment(ctx, { ...comment, consultationId }))
}

/** The same for what staff enter. */
export function enterCommentForm(ctx: Ctx, consultationId: number, form: FormData): Promise<FormAnswer> {
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
): Promise<FormAnswer> {
  const attachments = await readUploads(form, 'attachments')
  const answer = await takeKeyedForm(ctx, form, schema, (comment) =>
    take({ ...comment, attachments, original: fieldsAsTheyCame(form) }),
  )
  if ('code' in answer || attachments.length === 0) return answer
  return { ...answer, errors: { attachments: '附件没有保存，请重新选择后再提交', ...answer.errors } }
}
