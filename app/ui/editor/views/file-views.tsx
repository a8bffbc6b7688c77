import type { ReactNodeViewProps } from '@tiptap/react'
import { kindsOf } from '~/app/domain/interpretation-blocks/block-files'
import { paths } from '~/app/paths'
import { BlockCard } from '~/app/ui/editor/block-card'
import { BlockInput, BlockText } from '~/app/ui/editor/fields'
import { MediaSlot } from '~/app/ui/editor/views/media-slot'
import { useT } from '~/app/ui/language'

export function AnimationView(view: ReactNodeViewProps) {
  const t = useT()
  return (
    <BlockCard
      type="animation"
      view={view}
      form={({ data, change, isWrong }) => (
        <>
          <MediaSlot
            label={t('editor.media.file')}
            sha={data.sha}
            kinds={kindsOf.animation}
            isWrong={isWrong('sha')}
            onPick={({ sha, alt, poster }) =>
              change({ sha, alt: data.alt || alt, still: data.still ?? poster })
            }
          >
            <Still sha={data.sha} />
          </MediaSlot>
          <MediaSlot
            label={t('editor.animation.still')}
            sha={data.still}
            kinds={kindsOf.still}
            onPick={({ sha }) => change({ still: sha })}
          >
            {data.still ? (
              <img className="card-picture" src={paths.media(data.still, '480.webp')} alt="" />
            ) : null}
          </MediaSlot>
          <BlockInput
            label={t('editor.alt')}
            value={data.alt}
            isWrong={isWrong('alt')}
            onChange={(alt) => change({ alt })}
          />
          <BlockInput
            label={t('editor.image.caption')}
            value={data.caption}
            onChange={(caption) => change({ caption })}
          />
        </>
      )}
      preview={({ sha, still, alt, caption }) => (
        <>
          {still ? (
            <img className="card-picture" src={paths.media(still, '480.webp')} alt={alt} />
          ) : (
            <Still sha={sha} />
          )}
          <p>{caption || alt}</p>
        </>
      )}
    />
  )
}

/** A Lottie file has no still of its own, and then nothing is shown: its words stand below. */
function Still({ sha }: { sha: string }) {
  return (
    <img
      className="card-picture"
      src={paths.media(sha, 'still.jpg')}
      alt=""
      onError={(event) => {
        event.currentTarget.hidden = true
      }}
    />
  )
}

export function LongImageView(view: ReactNodeViewProps) {
  const t = useT()
  return (
    <BlockCard
      type="longImage"
      view={view}
      form={({ data, change, isWrong }) => (
        <>
          <MediaSlot
            label={t('editor.media.file')}
            sha={data.sha}
            kinds={kindsOf.longImage}
            isWrong={isWrong('sha')}
            onPick={({ sha, alt }) => change({ sha, alt: data.alt || alt })}
          >
            <img className="card-picture" src={paths.media(data.sha, '480.webp')} alt="" />
          </MediaSlot>
          <BlockInput
            label={t('editor.alt')}
            value={data.alt}
            isWrong={isWrong('alt')}
            onChange={(alt) => change({ alt })}
          />
          <BlockText
            label={t('editor.longImage.text')}
            hint={t('editor.longImage.text.hint')}
            rows={8}
            value={data.text}
            isWrong={isWrong('text')}
            onChange={(text) => change({ text })}
          />
        </>
      )}
      preview={({ sha, alt }) => (
        <>
          <img className="card-picture" src={paths.media(sha, '480.webp')} alt={alt} />
          <p>{alt}</p>
        </>
      )}
    />
  )
}

export function DownloadView(view: ReactNodeViewProps) {
  const t = useT()
  return (
    <BlockCard
      type="download"
      view={view}
      form={({ data, change, isWrong }) => (
        <>
          <MediaSlot
            label={t('editor.media.file')}
            sha={data.sha}
            kinds={kindsOf.download}
            isWrong={isWrong('sha')}
            onPick={({ sha, title, name }) => change({ sha, title: data.title || title || name })}
          >
            <p>{data.title}</p>
          </MediaSlot>
          <BlockInput
            label={t('editor.download.title')}
            value={data.title}
            isWrong={isWrong('title')}
            onChange={(title) => change({ title })}
          />
        </>
      )}
      preview={({ title }) => <p>{title}</p>}
    />
  )
}
