import { data, redirect } from '@remix-run/node'
import type { z } from 'zod'
import { once } from '~/app/domain/audit/idempotency.server'
import { accountIdOf, type Ctx } from './context'
import { Refusal } from './errors'
import { type FormValues, parseForm } from './forms'

type Refused = { errors: Record<string, string>; values: FormValues }

/**
 * Runs a form's work once for its key. A refusal that the person can do something about becomes what the page shows
 * again, with the words that were typed; other refusals (not found, not allowed) go on to the error page.
 */
export async function answerForm<R>(
  ctx: Ctx,
  form: FormData,
  values: FormValues,
  work: (tx: Ctx) => Promise<R>,
) {
  try {
    const key = form.get('key')
    if (typeof key !== 'string' || !/^[\w-]{16,64}$/.test(key))
      throw new Refusal(422, '表单不完整，请刷新页面后再提交。')
    // A step gives nothing back, and its key still needs a receipt.
    return {
      ok: true as const,
      receipt: await once(
        ctx,
        key,
        { by: accountIdOf(ctx), values },
        async (tx) => (await work(tx)) ?? (null as R),
      ),
    }
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 422)) throw error
    const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    return { ok: false as const, refused: data<Refused>({ errors, values }, error.status) }
  }
}

/** What every form of a desk page does: read it, do its work once, and go on to `to`; or show it again, with what is wrong. */
export async function postForm<S extends z.ZodType, R>(
  ctx: Ctx,
  form: FormData,
  {
    schema,
    work,
    to,
  }: { schema: S; work: (tx: Ctx, value: z.output<S>) => Promise<R>; to: (done: R) => string },
) {
  const parsed = parseForm(schema, form)
  if (!parsed.ok) return data<Refused>({ errors: parsed.fields, values: parsed.values }, 422)
  const answer = await answerForm(ctx, form, parsed.values, (tx) => work(tx, parsed.value))
  return answer.ok ? redirect(to(answer.receipt), 303) : answer.refused
}
