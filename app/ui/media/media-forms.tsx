import type { RefObject } from 'react'
import type { MediaFact } from '~/app/domain/media/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

type Words = Record<string, string>
type FormProps = { idempotencyKey: string; values: Words; errors: Words }

/** What a reader and a lawyer want to know of a file. */
export function DetailsForm({
  file,
  idempotencyKey,
  values,
  errors,
}: FormProps & { file: MediaFact & { alt: string } }) {
  const t = useT()
  const of = (name: 'title' | 'alt' | 'source' | 'licence' | 'people') => ({
    name,
    label: t(`mediaLibrary.details.${name}`),
    value: values[name] ?? file[name],
    error: errors[name],
  })
  const isSeen = file.kind === 'image' || file.kind === 'moving-image'
  return (
    <Form idempotencyKey={idempotencyKey}>
      <input type="hidden" name="intent" value="details" />
      <TextField {...of('title')} />
      {isSeen || file.kind === 'lottie' ? (
        <TextArea {...of('alt')} rows={2} hint={t('mediaLibrary.details.alt.hint')} optional />
      ) : null}
      <TextField {...of('source')} hint={t('mediaLibrary.details.source.hint')} optional />
      <TextField {...of('licence')} hint={t('mediaLibrary.details.licence.hint')} optional />
      <TextArea {...of('people')} rows={2} hint={t('mediaLibrary.details.people.hint')} optional />
      <Actions>
        <Button>{t('mediaLibrary.details.save')}</Button>
      </Actions>
    </Form>
  )
}

export function TranscriptForm({
  transcript,
  idempotencyKey,
  values,
  errors,
}: FormProps & { transcript: string }) {
  const t = useT()
  return (
    <Form idempotencyKey={idempotencyKey}>
      <input type="hidden" name="intent" value="transcript" />
      <TextArea
        name="transcript"
        label={t('mediaLibrary.transcript')}
        hint={t('mediaLibrary.transcript.hint')}
        value={values.transcript ?? transcript}
        error={errors.transcript}
        rows={8}
        optional
      />
      <Actions>
        <Button kind="quiet">{t('mediaLibrary.transcript.save')}</Button>
      </Actions>
    </Form>
  )
}

type PosterProps = FormProps & {
  file: MediaFact
  pictures: { id: number; sha256: string; title: string }[]
  player: RefObject<HTMLMediaElement>
}

/** The still picture: one of the library, or a frame. */
export function PosterForms({ file, pictures, idempotencyKey, values, errors, player }: PosterProps) {
  const t = useT()
  const chosen = file.poster && !pictures.some(({ id }) => id === file.poster?.id) ? file.poster : null
  const choices = [
    ...(chosen ? [{ value: String(chosen.id), label: t('mediaLibrary.poster') }] : []),
    ...pictures.map(({ id, title }) => ({ value: String(id), label: title })),
  ]
  return (
    <>
      <p className="field-hint">{t('mediaLibrary.poster.hint')}</p>
      {file.poster ? (
        <img
          className="media-poster"
          src={paths.media(file.poster.sha, '480.webp')}
          alt={t('mediaLibrary.poster')}
        />
      ) : null}
      <Form idempotencyKey={idempotencyKey}>
        <input type="hidden" name="intent" value="poster" />
        <Select
          name="posterId"
          label={t('mediaLibrary.poster.choose')}
          value={values.posterId ?? (file.poster ? String(file.poster.id) : '')}
          error={errors.posterId}
          empty={t('mediaLibrary.poster.none')}
          choices={choices}
          optional
        />
        <Actions>
          <Button kind="quiet">{t('mediaLibrary.poster.save')}</Button>
        </Actions>
      </Form>
      {file.kind === 'video' ? (
        <Form>
          <input type="hidden" name="intent" value="frame" />
          <TextField
            name="second"
            label={t('mediaLibrary.poster.second')}
            value={values.second ?? '1'}
            error={errors.second}
            inputMode="decimal"
          />
          <Actions>
            <Button kind="quiet">{t('mediaLibrary.poster.take')}</Button>
            <Button
              kind="quiet"
              type="button"
              onClick={() => {
                const field = document.getElementById('second')
                if (field instanceof HTMLInputElement)
                  field.value = String(Math.round((player.current?.currentTime ?? 0) * 10) / 10)
              }}
            >
              {t('mediaLibrary.poster.now')}
            </Button>
          </Actions>
        </Form>
      ) : null}
    </>
  )
}
