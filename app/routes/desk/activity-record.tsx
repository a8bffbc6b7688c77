import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { attendanceForm, photoForm, photoRemovalForm, pollForm } from '~/app/domain/occasions/occasion-forms'
import { addPhoto, readTableFile, recordDesk } from '~/app/domain/occasions/record-desk.server'
import { removePhoto, saveAttendances, savePoll } from '~/app/domain/occasions/save-record.server'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { newFormKey } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { postForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { readUploads } from '~/app/server/uploads'
import { Attendance, PollResults } from '~/app/ui/activity/occasion-parts'
import { ActivityTabs } from '~/app/ui/activity-desk/activity-tabs'
import { AttendanceForm } from '~/app/ui/activity-desk/attendance-form'
import { PhotoForms } from '~/app/ui/activity-desk/photo-forms'
import { PollForm } from '~/app/ui/activity-desk/poll-form'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

type Loaded = { head: { id: number; title: string } }

export const handle = {
  breadcrumb: ({ head }: Loaded, lang: Lang) => [
    { label: translate(lang, 'desk.activities'), href: paths.desk.activities() },
    { label: head.title, href: paths.desk.activity(head.id) },
    { label: translate(lang, 'record.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'record.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return { ...(await recordDesk(ctx, readId(params.id))), key: newFormKey(ctx) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const to = (anchor: string) => () => `${paths.desk.activityRecord(id)}#${anchor}`
  const intent = form.get('intent')
  if (intent === 'attendance')
    return postForm(ctx, form, {
      schema: attendanceForm,
      work: (tx, { rows }) => saveAttendances(tx, id, rows),
      to: to('attendance'),
    })
  if (intent === 'photo') {
    const [upload] = await readUploads(form, 'file')
    return postForm(ctx, form, {
      schema: photoForm,
      work: (tx, { mediaId, caption }) => addPhoto(tx, id, { mediaId, caption, upload }),
      to: to('photos'),
    })
  }
  if (intent === 'photo-removed')
    return postForm(ctx, form, {
      schema: photoRemovalForm,
      work: (tx, { mediaId, photoReason }) => removePhoto(tx, id, mediaId, photoReason),
      to: to('photos'),
    })
  if (intent === 'poll') return savePollForm()
  throw new Refusal(422, '没有这一步。')

  async function savePollForm() {
    const [file] = await readUploads(form, 'table')
    return postForm(ctx, form, {
      schema: pollForm,
      work: (tx, { poll, dropTable }) =>
        savePoll(tx, id, {
          ...poll,
          ...(file ? { rawTable: readTableFile(file) } : dropTable ? { rawTable: '' } : {}),
        }),
      to: to('poll'),
    })
  }
}

export default function DeskRecord() {
  const { head, refusal, mayWrite, attendances, photos, poll, library, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const errors: Record<string, string> = refused?.errors ?? {}
  const typedIn = (intent: string) => (refused?.values.intent === intent ? refused.values : undefined)
  const canWrite = mayWrite && refusal === null
  return (
    <>
      <PageHeading title={t('record.title')} lead={head.title} />
      <ActivityTabs id={head.id} kind={head.kind} current="record" />
      <ErrorSummary errors={errors} />
      {refusal ? (
        <Notice title={refusal}>{photos.length > 0 ? <p>{t('record.locked.photos')}</p> : null}</Notice>
      ) : null}
      {canWrite ? (
        <AttendanceForm
          attendances={attendances}
          formKey={key}
          errors={errors}
          typed={typedIn('attendance')}
        />
      ) : (
        <Attendance attendances={attendances} />
      )}
      <PhotoForms
        {...{ photos, library, errors, canWrite, mayRemove: mayWrite, formKey: key }}
        typed={typedIn('photo') ?? typedIn('photo-removed')}
      />
      {head.kind !== 'opinion-poll' ? null : canWrite ? (
        <PollForm poll={poll} formKey={key} errors={errors} typed={typedIn('poll')} />
      ) : (
        <PollResults activityId={head.id} poll={poll} />
      )}
    </>
  )
}
