import { useEffect, useRef, useState } from 'react'
import { largestUpload, tooLarge } from '~/app/domain/media/rules'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { FileField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { saySize } from './media-words'
import { type RunningUpload, startUpload, UploadError } from './upload'

type State = 'sending' | 'paused' | 'reading' | 'done' | 'failed'
type Item = {
  key: number
  file: File
  state: State
  sent: number
  message: string
  mediaId: number | null
}

/** Uploads that can be paused and go on after a cut; without JavaScript a plain form for one file. */
export function UploadPanel({ error, onTaken }: { error?: string; onTaken: () => void }) {
  const t = useT()
  const [isMounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  return (
    <section className="media-upload" aria-labelledby="upload-title">
      <h2 id="upload-title">{t('mediaLibrary.upload.title')}</h2>
      <p className="field-hint">{t('mediaLibrary.upload.hint')}</p>
      {isMounted ? <Uploads error={error} onTaken={onTaken} /> : <PlainUpload error={error} />}
    </section>
  )
}

function PlainUpload({ error }: { error?: string }) {
  const t = useT()
  return (
    <Form encType="multipart/form-data">
      <FileField
        name="file"
        label={t('mediaLibrary.upload.choose')}
        hint={t('mediaLibrary.upload.plain')}
        error={error}
      />
      <Actions>
        <Button>{t('mediaLibrary.upload.button')}</Button>
      </Actions>
    </Form>
  )
}

function Uploads({ error, onTaken }: { error?: string; onTaken: () => void }) {
  const t = useT()
  const { items, add, running } = useUploads(onTaken)
  return (
    <>
      <div className={error ? 'field field-wrong' : 'field'}>
        <label className="field-label" htmlFor="file">
          {t('mediaLibrary.upload.choose')}
        </label>
        {error ? (
          <p className="field-error" id="file-error">
            {error}
          </p>
        ) : null}
        <input
          id="file"
          type="file"
          multiple
          aria-describedby={error ? 'file-error' : undefined}
          onChange={({ currentTarget }) => {
            for (const file of currentTarget.files ?? []) add(file)
            currentTarget.value = ''
          }}
        />
      </div>
      <ul className="upload-list" aria-live="polite">
        {items.map((item) => (
          <UploadItem key={item.key} item={item} upload={running.get(item.key)} onState={item.onState} />
        ))}
      </ul>
    </>
  )
}

type Shown = Item & { onState: (state: State) => void }

function useUploads(onTaken: () => void) {
  const t = useT()
  const [items, setItems] = useState<Item[]>([])
  const running = useRef(new Map<number, RunningUpload>())
  const lastKey = useRef(0)
  const change = (key: number, changed: Partial<Item>) =>
    setItems((all) => all.map((item) => (item.key === key ? { ...item, ...changed } : item)))
  const add = (file: File) => {
    lastKey.current += 1
    const key = lastKey.current
    const item: Item = { key, file, state: 'sending', sent: 0, message: '', mediaId: null }
    if (file.size > largestUpload) {
      setItems((all) => [{ ...item, state: 'failed', message: tooLarge }, ...all])
      return
    }
    setItems((all) => [item, ...all])
    const upload = startUpload(file, (sent, total) =>
      change(key, { sent, ...(sent === total ? { state: 'reading' } : {}) }),
    )
    running.current.set(key, upload)
    upload.done.then(
      ({ item: { id, department }, isNew }) => {
        const message = isNew ? t('mediaLibrary.upload.done') : t('mediaLibrary.upload.known', { department })
        change(key, { state: 'done', sent: file.size, message, mediaId: id })
        onTaken()
      },
      (error: unknown) =>
        change(key, {
          state: 'failed',
          message: error instanceof UploadError ? error.message : String(error),
        }),
    )
  }
  const shown: Shown[] = items.map((item) => ({
    ...item,
    onState: (state) => change(item.key, { state }),
  }))
  return { items: shown, add, running: running.current }
}

function UploadItem({
  item,
  upload,
  onState,
}: {
  item: Item
  upload?: RunningUpload
  onState: Shown['onState']
}) {
  const t = useT()
  const { file, state, sent, message, mediaId } = item
  const percent = file.size === 0 ? 100 : Math.floor((sent / file.size) * 100)
  const words = {
    sending: t('mediaLibrary.upload.sending', { percent, sent: saySize(sent), total: saySize(file.size) }),
    paused: t('mediaLibrary.upload.paused', { percent }),
    reading: t('mediaLibrary.upload.reading'),
    done: message,
    failed: message,
  }[state]
  const isUnderWay = state === 'sending' || state === 'paused'
  return (
    <li className={`upload-item upload-${state}`}>
      <p className="upload-name">
        <b>{file.name}</b>{' '}
        {mediaId ? <a href={paths.desk.mediaItem(mediaId)}>{t('mediaLibrary.upload.describe')}</a> : null}
      </p>
      {isUnderWay ? (
        <progress
          max={100}
          value={percent}
          aria-label={t('mediaLibrary.upload.progress', { name: file.name })}
        />
      ) : null}
      {/* Read out when something happens, not at every percent. */}
      <p aria-live={isUnderWay ? 'off' : 'polite'}>{words}</p>
      {isUnderWay ? (
        <div className="actions">
          {state === 'sending' ? (
            <Button
              kind="quiet"
              type="button"
              onClick={() => {
                upload?.pause()
                onState('paused')
              }}
            >
              {t('mediaLibrary.upload.pause')}
            </Button>
          ) : (
            <Button
              kind="quiet"
              type="button"
              onClick={() => {
                upload?.resume()
                onState('sending')
              }}
            >
              {t('mediaLibrary.upload.resume')}
            </Button>
          )}
          <Button kind="quiet" type="button" onClick={() => upload?.cancel()}>
            {t('mediaLibrary.upload.cancel')}
          </Button>
        </div>
      ) : null}
    </li>
  )
}
