import { useId, useState } from 'react'
import { sayTime } from '~/app/domain/interpretation-blocks/say-time'
import type { MediaChoice } from '~/app/domain/media/choice-types'
import type { MediaKind } from '~/app/domain/media/types'
import { paths } from '~/app/paths'
import { useMedia } from '~/app/ui/editor/use-media'
import { useT } from '~/app/ui/language'
import { UploadError, uploadMedia } from '~/app/ui/media/upload'

type MediaPickerProps = {
  kinds: readonly MediaKind[]
  chosen: readonly string[]
  onPick: (choice: MediaChoice) => void
  /** For the label of the file field, where a page holds several. */
  fileId?: string
  onBusy?: (isBusy: boolean) => void
}

/** Takes a file out of the library, or puts one in and takes that. */
export function MediaPicker({ kinds, chosen, onPick, fileId, onBusy }: MediaPickerProps) {
  const t = useT()
  const [words, setWords] = useState('')
  const [isAll, setAll] = useState(false)
  const library = useMedia({ kinds, words, isAll })
  const id = useId()
  const take = (choice: MediaChoice) => {
    library.add(choice)
    onPick(choice)
  }
  return (
    <div className="picker">
      <UploadField id={fileId ?? `${id}-file`} kinds={kinds} onTaken={take} onBusy={onBusy} />
      <div className="picker-find">
        <div className="field card-field">
          <label className="field-label" htmlFor={`${id}-find`}>
            {t('editor.media.find')}
          </label>
          <input
            id={`${id}-find`}
            type="text"
            value={words}
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
        </div>
        <label className="choice">
          <input type="checkbox" checked={isAll} onChange={(event) => setAll(event.target.checked)} />
          <span>{t('editor.media.all')}</span>
        </label>
      </div>
      <p role="status" className="picker-state">
        {library.state === 'loading' ? t('editor.media.loading') : null}
        {library.state === 'failed' ? t('editor.media.failed') : null}
        {library.state === 'here' && library.items.length === 0 ? t('editor.media.none') : null}
      </p>
      <ul className="picker-items">
        {library.items.map((item) => (
          <li key={item.sha}>
            <button
              type="button"
              aria-pressed={chosen.includes(item.sha)}
              onClick={() => onPick(item)}
              title={item.name}
            >
              <Thumbnail item={item} />
              <span className="picker-name">{item.title || item.name}</span>
              <small>{factsOf(item, t)}</small>
            </button>
          </li>
        ))}
      </ul>
      {library.more ? (
        <button type="button" className="card-add" onClick={library.more}>
          {t('editor.media.more')}
        </button>
      ) : null}
    </div>
  )
}

type UploadFieldProps = {
  id: string
  kinds: readonly MediaKind[]
  onTaken: (choice: MediaChoice) => void
  onBusy?: (isBusy: boolean) => void
}

function UploadField({ id, kinds, onTaken, onBusy }: UploadFieldProps) {
  const t = useT()
  const [percent, setPercent] = useState<number | null>(null)
  const [fault, setFault] = useState('')
  const upload = async (file: File | undefined) => {
    if (!file) return
    setFault('')
    setPercent(0)
    onBusy?.(true)
    try {
      const choice = await uploadMedia(file, (sent, total) => setPercent(Math.round((sent / total) * 100)))
      if (kinds.includes(choice.kind)) onTaken(choice)
      else setFault(t('editor.media.otherKind'))
    } catch (error) {
      setFault(error instanceof UploadError ? error.message : t('editor.media.uploadFailed'))
    }
    setPercent(null)
    onBusy?.(false)
  }
  return (
    <div className="field card-field">
      <label className="field-label" htmlFor={id}>
        {t('editor.media.upload')}
      </label>
      <p className="field-hint">{t(`editor.media.hint.${kinds[0] ?? 'file'}`)}</p>
      <input
        id={id}
        type="file"
        accept={acceptOf(kinds)}
        disabled={percent !== null}
        onChange={(event) => void upload(event.target.files?.[0])}
      />
      {percent === null ? null : (
        <p className="picker-progress">
          <progress max={100} value={percent} aria-label={t('editor.media.upload')} />{' '}
          {percent < 100 ? t('editor.media.sending', { percent }) : t('editor.media.checking')}
        </p>
      )}
      {fault ? (
        <p className="field-error" role="alert">
          {fault}
        </p>
      ) : null}
    </div>
  )
}

const accepts: Record<MediaKind, string> = {
  image: 'image/*',
  'moving-image': 'image/*',
  video: 'video/*,.mp4,.webm',
  audio: 'audio/*,.mp3,.m4a,.ogg',
  lottie: '.json,application/json',
  file: '.pdf,.doc,.docx,.xls,.xlsx,.odt,.ods,.csv,.txt',
}

function acceptOf(kinds: readonly MediaKind[]): string {
  return [...new Set(kinds.map((kind) => accepts[kind]))].join(',')
}

function Thumbnail({ item }: { item: MediaChoice }) {
  const still =
    item.kind === 'image'
      ? paths.media(item.sha, '480.webp')
      : item.kind === 'moving-image'
        ? paths.media(item.sha, 'still.jpg')
        : item.poster
          ? paths.media(item.poster, '480.webp')
          : null
  return still ? (
    <img src={still} alt={item.alt} loading="lazy" width={item.width ?? 160} height={item.height ?? 120} />
  ) : (
    <span className="picker-blank" aria-hidden="true">
      {/\.([A-Za-z0-9]{1,5})$/.exec(item.name)?.[1]?.toUpperCase() ?? '—'}
    </span>
  )
}

/** What one has to know before one takes it: how long it is, and whether it may be published so (L7). */
function factsOf(item: MediaChoice, t: ReturnType<typeof useT>): string {
  const isHeard = item.kind === 'video' || item.kind === 'audio'
  return [
    item.duration === null ? '' : sayTime(item.duration),
    isHeard && !item.hasCaptions ? t('editor.media.noCaptions') : '',
    item.department,
  ]
    .filter(Boolean)
    .join(' · ')
}
