import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { fieldsAsTheyCame } from '~/app/domain/audit/as-it-came.server'
import { newCode } from '~/app/domain/audit/codes'
import { errorReportForm } from '~/app/domain/concerns/forms'
import { raiseConcern } from '~/app/domain/concerns/raise.server'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { parseForm, refreshedKey } from '~/app/server/forms'
import { contextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'errorReport.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  siteMeta(siteOf(matches), translate(langOf(matches), 'errorReport.title'))

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  return { page: new URL(request.url).searchParams.get('page') ?? '', key: newCode(ctx) }
}

/** W3: a complaint about the site itself, with a clock of three working days. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextFor(request)
  const posted = await request.formData()
  const form = parseForm(errorReportForm, posted)
  if (!form.ok) return data({ errors: form.fields, values: form.values }, 422)
  try {
    const { code } = await raiseConcern(ctx, {
      ...form.value,
      original: fieldsAsTheyCame(posted),
      kind: 'complaint',
      place: '',
      displayName: '',
      publishWords: false,
    })
    return redirect(paths.receipt(code), 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return data({ errors: { form: error.message }, values: refreshedKey(form.values, error) }, error.status)
  }
}

export default function ErrorReport() {
  const { page, key } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const t = useT()
  const values: Record<string, string> = sent?.values ?? { page }
  const errors: Record<string, string> = sent?.errors ?? {}
  return (
    <>
      <ErrorSummary errors={errors} labels={{ body: t('errorReport.body'), page: t('errorReport.page') }} />
      <PageHeading title={t('errorReport.title')} lead={t('errorReport.lead')} />
      <Form idempotencyKey={values.key || key} action={paths.errorReport()}>
        <TextField
          name="page"
          label={t('errorReport.page')}
          hint={t('errorReport.pageHint')}
          value={values.page}
          error={errors.page}
          optional
        />
        <TextArea
          name="body"
          label={t('errorReport.body')}
          hint={t('errorReport.bodyHint')}
          value={values.body}
          error={errors.body}
        />
        <TextField
          name="contact"
          label={t('concernForm.contact')}
          hint={t('concernForm.contactHint')}
          value={values.contact}
          error={errors.contact}
          optional
        />
        <p className="field-hint">{t('errorReport.when')}</p>
        <Actions>
          <Button>{t('errorReport.submit')}</Button>
        </Actions>
      </Form>
    </>
  )
}
