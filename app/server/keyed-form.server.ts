import type { z } from 'zod'
import { findUnreadable } from '~/app/domain/comments/forms'
import type { Ctx } from './context'
import { Refusal } from './errors'
import { type FormValues, newFormKey, parseForm } from './forms'

export type RefusedForm = {
  status: number
  errors: Record<string, string>
  values: FormValues
  /** For the form that is shown again. */
  key: string
}
export type FormAnswer = { code: string } | RefusedForm

/** What anyone hands in under a key: the code of its receipt, or everything that the page shows again. */
export async function takeKeyedForm<T extends { key: string }>(
  ctx: Ctx,
  form: FormData,
  schema: z.ZodType<T>,
  take: (value: T) => Promise<{ code: string }>,
): Promise<FormAnswer> {
  const parsed = parseForm(schema, form)
  const refuse = (status: number, errors: Record<string, string>, key: string): RefusedForm => ({
    ...{ status, errors, values: parsed.values, key },
  })
  const unreadable = findUnreadable(form)
  if (!parsed.ok || Object.keys(unreadable).length > 0) {
    const fields = parsed.ok ? {} : parsed.fields
    const errors = withoutKey({ ...fields, ...unreadable })
    return refuse(422, errors, fields.key ? newFormKey(ctx) : (parsed.values.key ?? newFormKey(ctx)))
  }
  try {
    return await take(parsed.value)
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
