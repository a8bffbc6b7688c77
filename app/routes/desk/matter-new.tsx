import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/app/domain/calendar'
import { matterForm } from '~/app/domain/matters/forms'
import { createMatter } from '~/app/domain/matters/write.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { MatterFields, matterValues } from '~/app/ui/matter/matter-fields'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.matters'), href: paths.desk.matters() },
    { label: translate(lang, 'matterForm.new') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'matterForm.new') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  requirePermission(ctx, 'matter.write', ctx.actor)
  return { key: newFormKey(ctx), year: dayOf(ctx.now).slice(0, 4) }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  return postForm(ctx, await request.formData(), {
    schema: matterForm,
    work: (tx, typed) => createMatter(tx, { ...typed, departmentId: ctx.actor.departmentId }),
    to: ({ id }) => paths.desk.matter(id),
  })
}

export default function NewMatter() {
  const { key, year } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  return (
    <>
      <PageHeading title={t('matterForm.new')} />
      <ErrorSummary errors={errors} />
      <Form idempotencyKey={key}>
        <MatterFields values={matterValues(null, refused?.values, year)} errors={errors} />
        <Actions>
          <Button>{t('desk.save')}</Button>
        </Actions>
      </Form>
    </>
  )
}
