import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { consultationChoices } from '~/app/domain/consultations/desk.server'
import { consultationForm } from '~/app/domain/consultations/forms'
import { createConsultation } from '~/app/domain/consultations/write.server'
import { paths } from '~/app/paths'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readOptionalId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ConsultationFields, consultationValues } from '~/app/ui/consultation/consultation-fields'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.consultations'), href: paths.desk.consultations() },
    { label: translate(lang, 'consultationForm.new') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'consultationForm.new') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const query = new URL(request.url).searchParams
  const given = {
    matterId: readOptionalId(query, 'matter') ?? undefined,
    versionId: readOptionalId(query, 'version') ?? undefined,
  }
  return { choices: await consultationChoices(ctx), given, now: ctx.now, key: newFormKey(ctx) }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const form = await request.formData()
  const parsed = parseForm(consultationForm, form)
  if (!parsed.ok) return data({ errors: parsed.fields, values: parsed.values }, 422)
  const answer = await answerForm(ctx, form, parsed.values, (tx) =>
    createConsultation(tx, { ...parsed.value, departmentId: ctx.actor.departmentId }),
  )
  return answer.ok ? redirect(paths.desk.consultation(answer.receipt.id), 303) : answer.refused
}

export default function NewConsultation() {
  const { choices, given, now, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  return (
    <>
      <PageHeading title={t('consultationForm.new')} />
      <ErrorSummary errors={errors} />
      <Form idempotencyKey={key}>
        <ConsultationFields
          choices={choices}
          values={consultationValues({ ...given, opensAt: now }, refused?.values)}
          errors={errors}
        />
        <Actions>
          <Button>{t('desk.save')}</Button>
        </Actions>
      </Form>
    </>
  )
}
