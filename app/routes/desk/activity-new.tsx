import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { activityChoices } from '~/app/domain/activities/desk.server'
import { activityForm } from '~/app/domain/activities/forms'
import { createActivity } from '~/app/domain/activities/write.server'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readOptionalId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { ActivityFields } from '~/app/ui/activity-desk/activity-fields'
import { activityValues } from '~/app/ui/activity-desk/activity-values'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.activities'), href: paths.desk.activities() },
    { label: translate(lang, 'activityDesk.new') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'activityDesk.new') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const query = new URL(request.url).searchParams
  const matterId = readOptionalId(query, 'matter') ?? undefined
  return { choices: await activityChoices(ctx), matterId, key: newFormKey(ctx) }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  return postForm(ctx, await request.formData(), {
    schema: activityForm,
    work: (tx, form) => createActivity(tx, { ...form, departmentId: ctx.actor.departmentId }),
    to: ({ id }) => paths.desk.activity(id),
  })
}

export default function NewActivity() {
  const { choices, matterId, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  const given = { kind: 'hearing', profile: 'general', ...(matterId ? { matterId } : {}) }
  return (
    <>
      <PageHeading title={t('activityDesk.new')} lead={t('activityDesk.new.lead')} />
      <ErrorSummary errors={errors} />
      <Form idempotencyKey={key}>
        <h2>{t('desk.content')}</h2>
        <ActivityFields choices={choices} values={activityValues(given, refused?.values)} errors={errors} />
        <Actions>
          <Button>{t('desk.save')}</Button>
        </Actions>
      </Form>
    </>
  )
}
