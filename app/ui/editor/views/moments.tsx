import type { RefObject } from 'react'
import type { Moment } from '~/app/domain/interpretation-blocks/data-blocks'
import { sayTime } from '~/app/domain/interpretation-blocks/say-time'
import { BlockInput, ClauseSelect, TimeInput } from '~/app/ui/editor/fields'
import { useT } from '~/app/ui/language'

type MomentsProps = {
  moments: Moment[]
  player: RefObject<HTMLMediaElement>
  onChange: (moments: Moment[]) => void
  isWrong: (path: string) => boolean
}

const mostMoments = 100

/** The chapters of a recording, set while it plays: at which second what is said, and which clause it explains. */
export function Moments({ moments, player, onChange, isWrong }: MomentsProps) {
  const t = useT()
  const now = () => Math.floor(player.current?.currentTime ?? 0)
  const put = (at: number, part: Partial<Moment>) =>
    onChange(moments.map((moment, index) => (index === at ? { ...moment, ...part } : moment)))
  const playFrom = (second: number) => {
    const recording = player.current
    if (!recording) return
    recording.currentTime = second
    void recording.play().catch(() => undefined)
  }
  return (
    <fieldset className="moments">
      <legend className="field-label">{t('editor.moments')}</legend>
      <p className="field-hint">{t('editor.moments.hint')}</p>
      {moments.map((moment, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a moment is known by its place; its second may change
        <fieldset className="moment" key={at} aria-label={t('editor.moment', { number: at + 1 })}>
          <TimeInput
            label={t('editor.moment.second')}
            value={moment.second}
            isNeeded
            onChange={(second) => second !== null && put(at, { second })}
          />
          <button type="button" className="card-tool" onClick={() => put(at, { second: now() })}>
            {t('editor.moment.now')}
          </button>
          <button
            type="button"
            className="card-tool"
            aria-label={t('editor.moment.play', { time: sayTime(moment.second) })}
            onClick={() => playFrom(moment.second)}
          >
            ▶
          </button>
          <BlockInput
            isBare
            label={t('editor.moment.title')}
            value={moment.title}
            isWrong={isWrong(`moments.${at}.title`)}
            onChange={(title) => put(at, { title })}
          />
          <ClauseSelect
            label={t('editor.moment.clause')}
            value={moment.clauseId}
            onChange={(clauseId) => put(at, { clauseId })}
          />
          <button
            type="button"
            className="card-tool"
            aria-label={t('editor.row.delete', { row: t('editor.moment', { number: at + 1 }) })}
            onClick={() => onChange(moments.filter((_, index) => index !== at))}
          >
            ×
          </button>
        </fieldset>
      ))}
      {moments.length < mostMoments ? (
        <button
          type="button"
          className="card-add"
          onClick={() => onChange(inOrder([...moments, { second: now(), title: '', clauseId: null }]))}
        >
          ＋ {t('editor.moments.add')}
        </button>
      ) : null}
      {isInOrder(moments) ? null : (
        <button type="button" className="card-add" onClick={() => onChange(inOrder(moments))}>
          {t('editor.moments.sort')}
        </button>
      )}
    </fieldset>
  )
}

function inOrder(moments: Moment[]): Moment[] {
  return [...moments].sort((one, other) => one.second - other.second)
}

function isInOrder(moments: Moment[]): boolean {
  return moments.every((moment, at) => at === 0 || moment.second >= (moments[at - 1]?.second ?? 0))
}
