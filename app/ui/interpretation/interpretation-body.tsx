import { atView, type ChangedClause } from '~/app/domain/interpretation-blocks/view-html'
import { useT } from '~/app/ui/language'
import { Prose } from '~/app/ui/prose'
import lottieElement from './lottie-figure-element.ts?worker&url'
import lottiePlayer from './lottie-player.ts?worker&url'
import momentsElement from './media-moments-element.ts?worker&url'

type BodyProps = {
  /** As it was rendered when it was saved. */
  html: string
  changed?: readonly [number, ChangedClause][]
  /** `?play=` of the address. */
  play?: string | null
}

/** The blocks of an interpretation. Scripts come only where a block stands that they help; without them all is there. */
export function InterpretationBody({ html, changed = [], play = null }: BodyProps) {
  const t = useT()
  return (
    <>
      <Prose html={atView(html, { changed: new Map(changed), play, say: t })} lang="zh-CN" />
      {html.includes('<media-moments') ? (
        <>
          <p id="now-playing" className="visually-hidden" role="status" data-words={t('block.nowAt')} />
          <script type="module" src={momentsElement} />
        </>
      ) : null}
      {html.includes('<lottie-figure') ? (
        <script
          type="module"
          src={lottieElement}
          data-lottie-player={lottiePlayer}
          data-failed={t('block.playerFailed')}
        />
      ) : null}
    </>
  )
}
