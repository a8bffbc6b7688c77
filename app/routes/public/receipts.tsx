import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { readCode } from '~/app/domain/audit/codes'
import { receiptOf } from '~/app/domain/comments/receipt.server'
import { concernReceipt } from '~/app/domain/concerns/receipt.server'
import { isRegistrationCode } from '~/app/domain/registrations/receipt.server'
import { paths } from '~/app/paths'
import { contextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'receipts.title') }],
}

export const meta: MetaFunction = ({ matches }) =>
  siteMeta(siteOf(matches), translate(langOf(matches), 'receipts.title'))

// A loader of its own, so that the breadcrumb has data to stand on.
export function loader() {
  return {}
}

export async function action({ request }: ActionFunctionArgs) {
  const typed = String((await request.formData()).get('code') ?? '')
  const code = readCode(typed)
  if (!code) return data({ typed, error: 'receipts.wrong' as const }, 422)
  const ctx = await contextFor(request)
  if (await isRegistrationCode(ctx, code)) return redirect(paths.registration(code), 303)
  const found = (await receiptOf(ctx, code)) ?? (await concernReceipt(ctx, code))
  return found ? redirect(paths.receipt(code), 303) : data({ typed, error: 'receipts.unknown' as const }, 404)
}

export default function ReceiptsPage() {
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = refused ? { code: t(refused.error) } : {}
  return (
    <>
      <PageHeading title={t('receipts.title')} lead={t('receipts.lead')} />
      <ErrorSummary errors={errors} />
      <Form action={paths.receipts()}>
        <TextField
          name="code"
          label={t('receipts.code')}
          hint={t('receipts.code.hint')}
          error={errors.code}
          value={refused?.typed}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
        <Actions>
          <Button>{t('receipts.find')}</Button>
        </Actions>
      </Form>
    </>
  )
}
