import type { Editor } from '@tiptap/react'
import { useState } from 'react'
import { kindsOf } from '~/app/domain/interpretation-blocks/block-files'
import type { MediaChoice } from '~/app/domain/media/choice-types'
import { insertBlock } from '~/app/ui/editor/insert-block'
import { MediaPicker } from '~/app/ui/editor/media-picker'
import { newGallery } from '~/app/ui/editor/new-block'
import { Panel } from '~/app/ui/editor/panel'
import { useT } from '~/app/ui/language'

/** Several pictures that belong together; their words are written where they then stand. */
export function GalleryPanel({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const t = useT()
  const [chosen, setChosen] = useState<MediaChoice[]>([])
  const toggle = (choice: MediaChoice) =>
    setChosen((had) =>
      had.some(({ sha }) => sha === choice.sha)
        ? had.filter(({ sha }) => sha !== choice.sha)
        : [...had, choice].slice(0, 20),
    )
  const insert = () => {
    insertBlock(editor, newGallery(chosen))
    onDone()
  }
  return (
    <Panel label={t('editor.block.gallery')} onDone={onDone}>
      <MediaPicker kinds={kindsOf.gallery} chosen={chosen.map(({ sha }) => sha)} onPick={toggle} />
      <p role="status">{t('editor.gallery.chosen', { count: chosen.length })}</p>
      <button type="button" className="button button-primary" disabled={chosen.length < 2} onClick={insert}>
        {t('editor.gallery.insert')}
      </button>
    </Panel>
  )
}
