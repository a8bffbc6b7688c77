import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useRef } from 'react'
import { mediaFindings } from '~/app/domain/interpretations/media-rules'
import { takeMediaAction } from '~/app/domain/media/actions.server'
import { type MediaItem, mediaItem } from '~/app/domain/media/library.server'
import { nameOf } from '~/app/domain/media/rules'
import { paths } from '~/app/paths'
import { Refusal } from '~/app/server/errors'
import { newFormKey, wordsOf } from '~/app/server/forms'
import { readId } from '~/app/server/params'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { readUploads } from '~/app/server/uploads'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Findings } from '~/app/ui/findings'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { CaptionForm } from '~/app/ui/media/caption-editor'
import { DetailsForm, PosterForms, TranscriptForm } from '~/app/ui/media/media-forms'
import { MediaFacts, MediaPreview } from '~/app/ui/media/media-preview'
import { MediaUses } from '~/app/ui/media/media-uses'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  js: true,
  breadcrumb: ({ file }: MediaItem, lang: Lang) => [
    { label: translate(lang, 'desk.media'), href: paths.desk.media() },
    { label: nameOf(file) },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.media') },
  { name: 'robots', content: 'noindex' },
]

const done = ['details', 'captions', 'transcript', 'poster', 'uploaded', 'known'] as const

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const item = await mediaItem(ctx, readId(params.id))
  const said = new URL(request.url).searchParams.get('done')
  return {
    ...item,
    findings: item.file.kind === 'file' ? [] : mediaFindings([item.file]),
    key: newFormKey(ctx),
    done: done.find((one) => one === said) ?? null,
  }
}

type Refused = { errors: Record<string, string>; values: Record<string, string> }

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const id = readId(params.id)
  const form = await request.formData()
  const values = Object.fromEntries([...wordsOf(form)].map(([name, words]) => [name, words[0] ?? '']))
  const { intent = '', lang } = values
  const [captions] = await readUploads(form, `captions-file-${lang}`)
  const take = takeMediaAction(id, form, captions)
  // These two do work outside of the database and are harmless twice.
  if (intent === 'frame' || intent === 'delete') {
    try {
      await take(ctx)
    } catch (error) {
      if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 422)) throw error
      const errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
      return data<Refused>({ errors, values }, error.status)
    }
    const to =
      intent === 'delete'
        ? paths.desk.media({ done: 'deleted' })
        : paths.desk.mediaItem(id, { done: 'poster' })
    return redirect(to, 303)
  }
  const { key: _key, ...payload } = values
  const answer = await answerForm(ctx, form, payload, take)
  if (!answer.ok) return answer.refused
  return redirect(paths.desk.mediaItem(id, { done: intent }), 303)
}

export default function DeskMediaItem() {
  const item = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const player = useRef<HTMLVideoElement>(null)
  const { file, department, mayWrite, key } = item
  const intent = refused?.values.intent
  const of = (name: string) =>
    intent === name
      ? { values: refused?.values ?? {}, errors: refused?.errors ?? {}, idempotencyKey: key }
      : { values: {}, errors: {}, idempotencyKey: key }
  const isRecording = file.kind === 'video' || file.kind === 'audio'
  return (
    <div className="media-item">
      <PageHeading title={nameOf(file)} />
      <ErrorSummary errors={refused?.errors ?? {}} />
      {item.done && !refused ? (
        <Notice tone="done" title={t(`mediaLibrary.saved.${item.done}`, { department })} />
      ) : null}
      {mayWrite ? null : <Notice title={t('mediaLibrary.others', { department })} />}
      <Findings findings={item.findings} title={t('mediaLibrary.findings')} />
      <MediaPreview file={file} player={player} />
      <details>
        <summary>{t('mediaLibrary.facts')}</summary>
        <MediaFacts file={file} department={department} uploadedAt={item.uploadedAt} />
      </details>
      {mayWrite && isRecording ? (
        <section aria-labelledby="captions">
          <h2 id="captions">{t('mediaLibrary.captions')}</h2>
          <p className="field-hint">{t('mediaLibrary.captions.hint')}</p>
          {(['zh', 'en'] as const).map((lang) => {
            const isRefused = intent === 'captions' && refused?.values.lang === lang
            const stored = file.captions.find((one) => one.lang === lang)?.vtt ?? ''
            return (
              <details key={lang} open={lang === 'zh' || isRefused || stored !== ''}>
                <summary>{t(`mediaLibrary.captions.${lang}`)}</summary>
                <CaptionForm
                  lang={lang}
                  vtt={isRefused ? (refused?.values.vtt ?? '') : stored}
                  error={isRefused ? refused?.errors.vtt : undefined}
                  idempotencyKey={key}
                  player={player}
                />
              </details>
            )
          })}
          <TranscriptForm transcript={file.transcript} {...of('transcript')} />
        </section>
      ) : null}
      {mayWrite ? (
        <section aria-labelledby="details">
          <h2 id="details">{t('mediaLibrary.details')}</h2>
          <DetailsForm file={file} {...of('details')} />
        </section>
      ) : null}
      {mayWrite && (isRecording || file.kind === 'lottie') ? (
        <section aria-labelledby="poster">
          <h2 id="poster">{t('mediaLibrary.poster')}</h2>
          <PosterForms
            file={file}
            pictures={item.pictures}
            player={player}
            {...of(intent === 'frame' ? 'frame' : 'poster')}
          />
        </section>
      ) : null}
      <section aria-labelledby="uses">
        <h2 id="uses">{t('mediaLibrary.where')}</h2>
        <MediaUses uses={item.uses} />
      </section>
      {mayWrite && item.uses.length === 0 ? (
        <section aria-labelledby="delete">
          <h2 id="delete">{t('mediaLibrary.delete')}</h2>
          <p className="field-hint">{t('mediaLibrary.delete.hint')}</p>
          <Form>
            <input type="hidden" name="intent" value="delete" />
            <Actions>
              <Button kind="danger">{t('mediaLibrary.delete.button')}</Button>
            </Actions>
          </Form>
        </section>
      ) : null}
    </div>
  )
}
