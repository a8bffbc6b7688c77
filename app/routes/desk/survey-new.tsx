import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { surveyChoices } from '~/app/domain/survey-building/choices.server'
import { standsAlone, surveyForm } from '~/app/domain/survey-building/forms'
import { proposedPeriod } from '~/app/domain/survey-building/proposed-period'
import { createSurvey } from '~/app/domain/survey-building/write.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readOptionalId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { SurveyFields } from '~/app/ui/survey-desk/survey-fields'
import { surveyValues } from '~/app/ui/survey-desk/survey-values'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.surveys'), href: paths.desk.surveys() },
    { label: translate(lang, 'surveyDesk.new') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'surveyDesk.new') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const query = new URL(request.url).searchParams
  const belonging = {
    matterId: readOptionalId(query, 'matter'),
    consultationId: readOptionalId(query, 'consultation'),
    policyId: readOptionalId(query, 'policy'),
  }
  return {
    choices: await surveyChoices(ctx),
    belonging: { ...standsAlone, ...belonging },
    period: proposedPeriod(ctx.now),
    key: newFormKey(ctx),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  return postForm(ctx, await request.formData(), {
    schema: surveyForm,
    work: (tx, form) => createSurvey(tx, { ...form, departmentId: ctx.actor.departmentId }),
    to: ({ id }) => paths.desk.surveyBuild(id),
  })
}

const empty = {
  ...{ title: '', purpose: '', audience: '', access: 'browser', weighting: '' },
  secondEntryPercent: 10,
}

export default function NewSurvey() {
  const { choices, belonging, period, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  const values = surveyValues({ ...empty, ...belonging, ...period }, refused?.values)
  return (
    <>
      <PageHeading title={t('surveyDesk.new')} lead={t('surveyDesk.new.lead')} />
      <ErrorSummary errors={errors} />
      <Form idempotencyKey={key}>
        <SurveyFields choices={choices} values={values} errors={errors} />
        <Actions>
          <Button>{t('surveyDesk.saveAndBuild')}</Button>
        </Actions>
      </Form>
    </>
  )
}
