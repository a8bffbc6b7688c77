import type { ReactNodeViewProps } from '@tiptap/react'
import { useRef } from 'react'
import { kindsOf } from '~/app/domain/interpretation-blocks/block-files'
import type { BlockData } from '~/app/domain/interpretation-blocks/data-blocks'
import { paths } from '~/app/paths'
import { BlockCard, type BlockView } from '~/app/ui/editor/block-card'
import { BlockInput } from '~/app/ui/editor/fields'
import { MediaSlot } from '~/app/ui/editor/views/media-slot'
import { Moments } from '~/app/ui/editor/views/moments'
import { useT } from '~/app/ui/language'

export function VideoView(view: ReactNodeViewProps) {
  return (
    <BlockCard
      type="video"
      view={view}
      isKeptOpen
      form={(given) => <RecordingForm type="video" {...given} />}
      preview={() => null}
    />
  )
}

export function AudioView(view: ReactNodeViewProps) {
  return (
    <BlockCard
      type="audio"
      view={view}
      isKeptOpen
      form={(given) => <RecordingForm type="audio" {...given} />}
      preview={() => null}
    />
  )
}

type RecordingFormProps = BlockView<'video'> & { type: 'video' | 'audio' }

function RecordingForm({ type, data, change, isWrong }: RecordingFormProps) {
  const t = useT()
  const player = useRef<HTMLVideoElement & HTMLAudioElement>(null)
  return (
    <>
      <MediaSlot
        label={t('editor.media.file')}
        sha={data.sha}
        kinds={kindsOf[type]}
        isWrong={isWrong('sha')}
        onPick={({ sha, title, name }) =>
          change({ sha, title: data.title || title || name.replace(/\.\w+$/, ''), ...keptMoments(data, sha) })
        }
      >
        {data.sha ? <Player type={type} sha={data.sha} player={player} /> : null}
      </MediaSlot>
      <BlockInput
        label={t('editor.title')}
        value={data.title}
        isWrong={isWrong('title')}
        onChange={(title) => change({ title })}
      />
      {data.sha ? (
        <Moments
          moments={data.moments}
          player={player}
          isWrong={isWrong}
          onChange={(moments) => change({ moments })}
        />
      ) : null}
    </>
  )
}

/** Another recording has other seconds. */
function keptMoments({ sha, moments }: BlockData<'video'>, chosen: string): Partial<BlockData<'video'>> {
  return sha === '' || sha === chosen ? { moments } : { moments: [] }
}

function Player({
  type,
  sha,
  player,
}: {
  type: 'video' | 'audio'
  sha: string
  player: React.RefObject<HTMLVideoElement & HTMLAudioElement>
}) {
  const t = useT()
  const address = paths.media(sha, 'file')
  const captions = paths.mediaCaptions(sha, 'zh')
  return type === 'video' ? (
    <video
      ref={player}
      controls
      preload="metadata"
      src={address}
      className="recording"
      aria-label={t('editor.block.video')}
    >
      <track kind="captions" srcLang="zh" label="中文" src={captions} />
    </video>
  ) : (
    <audio
      ref={player}
      controls
      preload="metadata"
      src={address}
      className="recording"
      aria-label={t('editor.block.audio')}
    >
      <track kind="captions" srcLang="zh" label="中文" src={captions} />
    </audio>
  )
}
