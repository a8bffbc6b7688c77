import { data } from '@remix-run/node'
import { once } from '~/app/domain/audit/idempotency.server'
import { accountIdOf, type Ctx } from './context'
import { Refusal } from './errors'
import type { FormValues } from './forms'

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
