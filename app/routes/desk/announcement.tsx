import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { deskAnnouncement, matterChoices, takeAnnouncementStep } from '~/app/domain/announcements/desk.server'
import { announcementForm } from '~/app/domain/announcements/forms'
import { updateAnnouncement } from '~/app/domain/announcements/write.server'
import { stepForm } from '~/app/domain/audit/forms'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { AnnouncementFields, announcementValues } from '~/app/ui/announcement/announcement-fields'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { SignOff, SignOffHistory, SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: ({ announcement }: { announcement: { title: string } }, lang: Lang) => [
    { label: translate(lang, 'announcementDesk.title'), href: paths.desk.announcements() },
    { label: announcement.title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.announcement.title ?? '' },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const page = await deskAnnouncement(ctx, readId(params.id))
  return { ...page, matters: page.canEdit ? await matterChoices(ctx) : null, key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const to = () => paths.desk.announcement(id)
  if (form.get('intent') === 'update')
    return postForm(ctx, form, {
      schema: announcementForm,
      work: (tx, typed) => updateAnnouncement(tx, id, typed),
      to,
    })
  return postForm(ctx, form, {
    schema: stepForm,
    work: (tx, { intent, reason }) => takeAnnouncementStep(tx, id, intent, reason),
    to,
  })
}

export default function DeskAnnouncement() {
  const { announcement, state, offered, steps, matters, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  const typed = refused?.values.title === undefined ? undefined : refused.values
  const isPublic = state === 'published'
  return (
    <>
      <PageHeading
        kind={t('announcement.kind')}
        title={announcement.title}
        status={<SignOffWord state={state} />}
        meta={[
          announcement.heldAt ? formatDateTime(announcement.heldAt) : null,
          announcement.place,
          isPublic ? (
            <a key="public" href={paths.announcement(announcement.id)}>
              {t('desk.public')}
            </a>
          ) : null,
        ]}
      />
      <ErrorSummary errors={errors} />
      <SignOff
        findings={[]}
        offered={offered}
        idempotencyKey={key}
        errors={errors}
        reason={refused?.values.reason}
      />
      <section>
        <h2>{t('desk.content')}</h2>
        {matters ? (
          <Form idempotencyKey={key}>
            <AnnouncementFields
              matters={matters}
              values={announcementValues(announcement, typed)}
              errors={errors}
            />
            <Actions>
              <Button name="intent" value="update">
                {t('desk.saveChanges')}
              </Button>
            </Actions>
          </Form>
        ) : (
          <Paragraphs text={announcement.body} />
        )}
      </section>
      <SignOffHistory steps={steps} />
    </>
  )
}
