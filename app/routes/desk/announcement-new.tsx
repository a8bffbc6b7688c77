import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { matterChoices } from '~/app/domain/announcements/desk.server'
import { announcementForm } from '~/app/domain/announcements/forms'
import { createAnnouncement } from '~/app/domain/announcements/write.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readOptionalId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { AnnouncementFields, announcementValues } from '~/app/ui/announcement/announcement-fields'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'announcementDesk.title'), href: paths.desk.announcements() },
    { label: translate(lang, 'announcementDesk.new') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'announcementDesk.new') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  requirePermission(ctx, 'announcement.write', ctx.actor)
  const matterId = readOptionalId(new URL(request.url).searchParams, 'matter')
  return { matters: await matterChoices(ctx), matterId, key: newFormKey(ctx) }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  return postForm(ctx, await request.formData(), {
    schema: announcementForm,
    work: (tx, typed) => createAnnouncement(tx, { ...typed, departmentId: ctx.actor.departmentId }),
    to: ({ id }) => paths.desk.announcement(id),
  })
}

export default function NewAnnouncement() {
  const { matters, matterId, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  return (
    <>
      <PageHeading title={t('announcementDesk.new')} />
      <ErrorSummary errors={errors} />
      <Form idempotencyKey={key}>
        <AnnouncementFields
          matters={matters}
          values={announcementValues({ matterId }, refused?.values)}
          errors={errors}
        />
        <Actions>
          <Button>{t('desk.save')}</Button>
        </Actions>
      </Form>
    </>
  )
}
