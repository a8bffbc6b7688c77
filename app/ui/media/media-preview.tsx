import type { ReactNode, RefObject } from 'react'
import type { MediaFact } from '~/app/domain/media/types'
import { paths } from '~/app/paths'
import { LinkButton } from '~/app/ui/button'
import { useT } from '~/app/ui/language'
import { Time } from '~/app/ui/time'
import { sayLength, saySize } from './media-words'

type Previewed = MediaFact & { alt: string }

/** The file itself, as far as a page can show it. */
export function MediaPreview({ file, player }: { file: Previewed; player: RefObject<HTMLVideoElement> }) {
  const t = useT()
  const { sha, kind } = file
  const poster = file.poster ? paths.media(file.poster.sha, '960.webp') : undefined
  if (kind === 'image' || kind === 'moving-image') {
    return (
      <img
        className="media-shown"
        src={paths.media(sha, '960.webp')}
        width={file.width ?? undefined}
        height={file.height ?? undefined}
        alt={file.alt || file.title}
      />
    )
  }
  if (kind === 'video' || kind === 'audio') {
    // A video element plays sound too, and shows its captions.
    return (
      // biome-ignore lint/a11y/useMediaCaption: its captions are the tracks that it has; here they are written
      <video
        ref={player}
        className={kind === 'audio' ? 'media-shown media-sound' : 'media-shown'}
        src={paths.media(sha, 'file')}
        poster={poster}
        controls
        preload="metadata"
        aria-label={file.title || file.name}
      >
        {file.captions.map(({ lang }) => (
          <track
            key={lang}
            kind="captions"
            src={paths.mediaCaptions(sha, lang)}
            srcLang={lang}
            label={lang === 'zh' ? '中文' : 'English'}
            default={lang === 'zh'}
          />
        ))}
      </video>
    )
  }
  if (kind === 'lottie') {
    return (
      <>
        {poster ? <img className="media-shown" src={poster} alt={file.alt || file.title} /> : null}
        <p className="field-hint">{t('mediaLibrary.lottie')}</p>
      </>
    )
  }
  return (
    <p>
      <LinkButton kind="quiet" href={paths.media(sha, 'file')}>
        {t('mediaLibrary.download')}
      </LinkButton>
    </p>
  )
}

/** What a person can check the file by. */
export function MediaFacts({
  file,
  department,
  uploadedAt,
}: {
  file: Previewed
  department: string
  uploadedAt: Date | string
}) {
  const t = useT()
  const facts: [string, ReactNode][] = [
    [t('mediaLibrary.facts.name'), file.name],
    [t('mediaLibrary.facts.type'), file.type],
    [t('mediaLibrary.facts.size'), saySize(file.size)],
    [t('mediaLibrary.facts.pixels'), file.width ? `${file.width} × ${file.height}` : null],
    [t('mediaLibrary.facts.duration'), file.duration ? sayLength(file.duration) : null],
    [t('mediaLibrary.facts.codecs'), file.codecs || null],
    [t('mediaLibrary.facts.department'), department],
    [t('mediaLibrary.facts.uploaded'), <Time key="at" at={uploadedAt} />],
    ['SHA-256', <code key="sha">{file.sha}</code>],
  ]
  return (
    <dl className="media-facts">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
