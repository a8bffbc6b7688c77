import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { saveRecording } from '~/app/domain/transcripts/recording.server'
import {
  type StatementForm as Said,
  statementForm,
  transcriptForm,
} from '~/app/domain/transcripts/statement-forms'
import { saveStatement } from '~/app/domain/transcripts/statements.server'
import { takeTranscriptAction } from '~/app/domain/transcripts/transcript-actions.server'
import { transcriptDesk } from '~/app/domain/transcripts/transcript-desk.server'
import type { TranscriptDesk } from '~/app/domain/transcripts/transcript-desk-types'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { newFormKey, parseForm } from '~/app/server/forms'
import { readId, readOptionalId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { readUploads } from '~/app/server/uploads'
import { activityKindKey } from '~/app/ui/activity/activity-words'
import { ActivityTabs } from '~/app/ui/activity-desk/activity-tabs'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { DeskStatements } from '~/app/ui/transcripts/desk-statements'
import { RecordingForm } from '~/app/ui/transcripts/recording-form'
import { SigningPanel } from '~/app/ui/transcripts/signing-panel'
import { StatementForm } from '~/app/ui/transcripts/statement-form'
import { TranscriptSheet } from '~/app/ui/transcripts/transcript-sheet'

export const handle = {
  breadcrumb: ({ head }: TranscriptDesk, lang: Lang) => [
    { label: translate(lang, 'desk.activities'), href: paths.desk.activities() },
    { label: head.title, href: paths.desk.activity(head.id) },
    { label: translate(lang, head.kind === 'hearing' ? 'transcript.title' : 'transcript.title.other') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'transcript.title') },
  { name: 'robots', content: 'noindex' },
]

const done = ['saved', 'moved', 'removed', 'opened', 'closed', 'recorded', 'recording'] as const
type Done = (typeof done)[number]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const desk = await transcriptDesk(ctx, readId(params.id))
  const query = new URL(request.url).searchParams
  const last = Object.fromEntries(
    ['speaker', 'label', 'part', 'kind'].map((name) => [name, (query.get(name) ?? '').slice(0, 60)]),
  )
  return {
    ...desk,
    ...{ key: newFormKey(ctx), changeId: readOptionalId(query, 'change'), last },
    done: done.find((one) => one === query.get('done')) ?? null,
  }
}

type Refused = { errors: Record<string, string>; values: Record<string, string> }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  // A button of its own in the list, or beside a statement that is being changed.
  const [, intent, statementId] = /^(up|down|remove)-(\d{1,15})$/.exec(String(form.get('act') ?? '')) ?? []
  if (intent && statementId) {
    form.set('intent', intent)
    form.set('statementId', statementId)
  }
  if (form.get('intent') === 'statement') return write(ctx, id, form)
  if (form.get('intent') === 'recording') return record(ctx, id, form)
  const parsed = parseForm(transcriptForm, form)
  if (!parsed.ok) return data<Refused>({ errors: parsed.fields, values: parsed.values }, 422)
  const { key: _key, ...payload } = parsed.values
  const answer = await answerForm(ctx, form, payload, (tx) => takeTranscriptAction(tx, id, parsed.value))
  if (!answer.ok) return answer.refused
  return redirect(paths.desk.transcript(id, { done: outcomes[parsed.value.intent] }), 303)
}

const outcomes = {
  ...{ up: 'moved', down: 'moved', remove: 'removed', open: 'opened', close: 'closed' },
  ...{ signed: 'recorded', refused: 'recorded', answer: 'recorded' },
} as const satisfies Record<string, Done>

async function write(ctx: Ctx, id: number, form: FormData) {
  const parsed = parseForm(statementForm, form)
  const { values } = parsed
  if (!parsed.ok) return data<Refused>({ errors: parsed.fields, values }, 422)
  const { key: _key, ...payload } = values
  const said: Said = parsed.value
  const answer = await answerForm(ctx, form, payload, (tx) => saveStatement(tx, id, said))
  if (!answer.ok) return answer.refused
  // The next statement is often of the same part, and of the same kind.
  const { part = '', kind = '' } = values
  return redirect(`${paths.desk.transcript(id, { done: 'saved', part, kind })}#statement`, 303)
}

async function record(ctx: Ctx, id: number, form: FormData) {
  const [file] = await readUploads(form, 'file')
  const [captions] = await readUploads(form, 'captions')
  const answer = await answerForm(
    ctx,
    form,
    { file: file?.name ?? '', size: String(file?.bytes.length) },
    (tx) => saveRecording(tx, id, { file, captions }),
  )
  if (!answer.ok) return answer.refused
  return redirect(`${paths.desk.transcript(id, { done: 'recording' })}#recording`, 303)
}

export default function ActivityTranscript() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as Refused | undefined
  const t = useT()
  const { head, statements, signing, key, closedFor, changeId, done: outcome, last } = page
  const canEdit = page.mayWrite && closedFor === null
  const asked = refused?.values.statementId
  const changing = statements.find(({ id }) => id === (asked ? Number(asked) : changeId)) ?? null
  const errors = refused?.errors ?? {}
  const isStatement = refused?.values.intent === 'statement'
  const stored = changing && {
    ...{ speaker: changing.speakerChoice, label: changing.label, part: changing.part ?? '' },
    ...{ kind: changing.kind, body: changing.body, clauseId: String(changing.clause?.clauseId ?? '') },
  }
  return (
    <>
      <PageHeading
        kind={t(activityKindKey({ kind: head.kind, profile: 'general' }))}
        title={head.title}
        lead={t('deskTranscript.lead')}
      />
      <ActivityTabs id={head.id} kind={head.kind} current="transcript" />
      <ErrorSummary
        errors={errors}
        labels={{
          ...{ speaker: t('deskTranscript.speaker'), label: t('deskTranscript.label') },
          ...{ part: t('deskTranscript.part'), clauseId: t('deskTranscript.clause') },
          ...{ kind: t('deskTranscript.kind'), body: t('deskTranscript.body') },
          ...{ note: t('deskTranscript.note'), refusal: t('deskTranscript.refusal') },
          ...{ answer: t('deskTranscript.answer'), file: t('recording.file') },
          captions: t('recording.captionsFile'),
        }}
      />
      {outcome && outcome !== 'saved' && !refused ? (
        <Notice tone="done" title={t(`deskTranscript.done.${outcome}`)} />
      ) : null}
      {page.hasLedger ? null : (
        <Notice tone="warning" title={t('deskTranscript.noLedger')}>
          <a href={paths.desk.activity(head.id)}>{t('deskTranscript.noLedger.text')}</a>
        </Notice>
      )}
      {closedFor ? (
        <Notice title={t('deskTranscript.locked')}>
          <p>{closedFor}</p>
          {signing?.closedAt ? (
            <LinkButton kind="quiet" href={paths.transcript(head.id)}>
              {t('sign.public')}
            </LinkButton>
          ) : null}
        </Notice>
      ) : null}
      <DeskStatements desk={page} formKey={key} canEdit={canEdit} />
      {canEdit ? (
        <>
          {outcome === 'saved' && !refused ? <Notice tone="done" title={t('deskTranscript.saved')} /> : null}
          <StatementForm
            key={changing?.id ?? 'new'}
            desk={page}
            formKey={`${key}-statement`}
            changing={changing}
            values={(isStatement ? refused?.values : (stored ?? last)) ?? {}}
            errors={isStatement ? errors : {}}
            isNext={outcome === 'saved' && !refused}
          />
        </>
      ) : null}
      {signing ? (
        <>
          <SigningPanel desk={page} signing={signing} formKey={key} refused={refused} />
          {statements.length > 0 ? (
            <section className="no-print">
              <h2>{t('deskTranscript.print')}</h2>
              <p>{t('deskTranscript.print.text')}</p>
            </section>
          ) : null}
          <TranscriptSheet desk={page} signing={signing} />
        </>
      ) : null}
      {page.mayUpload ? <RecordingForm desk={page} formKey={key} errors={errors} /> : null}
    </>
  )
}
