import { type ReactNode, useState } from 'react'
import type { MediaChoice } from '~/app/domain/media/choice-types'
import type { MediaKind } from '~/app/domain/media/types'
import { MediaPicker } from '~/app/ui/editor/media-picker'
import { useT } from '~/app/ui/language'

type MediaSlotProps = {
  label: string
  sha: string | null
  kinds: readonly MediaKind[]
  onPick: (choice: MediaChoice) => void
  /** What stands there once it was chosen. */
  children: ReactNode
  isWrong?: boolean
}

/** The place of a file in a block: the picker while there is none, else the file with a button to take another. */
export function MediaSlot({ label, sha, kinds, onPick, children, isWrong }: MediaSlotProps) {
  const t = useT()
  const [isChoosing, setChoosing] = useState(false)
  const isEmpty = !sha
  return (
    <fieldset className={isWrong ? 'media-slot field-wrong' : 'media-slot'}>
      <legend className="field-label">{label}</legend>
      {isEmpty ? null : children}
      {isEmpty || isChoosing ? (
        <MediaPicker
          kinds={kinds}
          chosen={sha ? [sha] : []}
          onPick={(choice) => {
            setChoosing(false)
            onPick(choice)
          }}
        />
      ) : null}
      {isEmpty ? null : (
        <button
          type="button"
          className="card-tool"
          aria-expanded={isChoosing}
          onClick={() => setChoosing(!isChoosing)}
        >
          {t(isChoosing ? 'editor.close' : 'editor.media.other')}
        </button>
      )}
    </fieldset>
  )
}
