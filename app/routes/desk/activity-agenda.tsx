import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { agendaTimes } from '~/app/domain/activities/agenda'
import { deskAgenda, saveAgenda } from '~/app/domain/activities/agenda.server'
import { agendaForm } from '~/app/domain/activities/forms'
import { paths } from '~/app/paths'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { AgendaTable } from '~/app/ui/activity/activity-parts'
import { ActivityTabs } from '~/app/ui/activity-desk/activity-tabs'
import { AgendaRows } from '~/app/ui/activity-desk/agenda-fields'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

type Loaded = { head: { id: number; title: string } }

export const handle = {
  breadcrumb: ({ head }: Loaded, lang: Lang) => [
    { label: translate(lang, 'desk.activities'), href: paths.desk.activities() },
    { label: head.title, href: paths.desk.activity(head.id) },
    { label: translate(lang, 'activityTabs.agenda') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'activityTabs.agenda') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return { ...(await deskAgenda(ctx, readId(params.id))), key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  return postForm(ctx, await request.formData(), {
    schema: agendaForm,
    work: (tx, { items }) => saveAgenda(tx, id, items),
    to: () => paths.desk.agenda(id),
  })
}

export default function DeskAgenda() {
  const { head, items, isProposal, canEdit, startsAt, endsAt, findings, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors = refused?.errors ?? {}
  return (
    <>
      <PageHeading
        title={t('activityTabs.agenda')}
        lead={head.title}
        meta={[
          t('activity.period', { from: formatDateTime(startsAt), to: formatDateTime(endsAt) }),
          t('agendaForm.total', { minutes: items.reduce((sum, { minutes }) => sum + minutes, 0) }),
        ]}
      />
      <ActivityTabs id={head.id} kind={head.kind} current="agenda" />
      <ErrorSummary errors={errors} />
      {isProposal && canEdit ? (
        <Notice title={t('agendaForm.proposal')}>{t('agendaForm.proposal.text')}</Notice>
      ) : (
        <Findings findings={findings} title={t('agendaForm.findings')} />
      )}
      {canEdit ? (
        <>
          <p>{t('agendaForm.hint')}</p>
          <Form idempotencyKey={key}>
            <AgendaRows items={items} typed={refused?.values} errors={errors} />
            <Actions>
              <Button>{t('agendaForm.save')}</Button>
            </Actions>
          </Form>
        </>
      ) : isProposal ? (
        <p>{t('agendaForm.none')}</p>
      ) : (
        <AgendaTable items={agendaTimes(startsAt, items)} />
      )}
    </>
  )
}
