import type { Editor } from '@tiptap/react'
import { useState } from 'react'
import { kindsOf } from '~/app/domain/interpretation-blocks/block-files'
import type { MediaChoice } from '~/app/domain/media/choice-types'
import { paths } from '~/app/paths'
import { insertBlock } from '~/app/ui/editor/insert-block'
import { MediaPicker } from '~/app/ui/editor/media-picker'
import { Panel, PanelInput } from '~/app/ui/editor/panel'
import { useT } from '~/app/ui/language'

/** Chooses a picture, and sets it with its words. */
export function ImagePanel({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const t = useT()
  const [picture, setPicture] = useState<MediaChoice | null>(null)
  const [alt, setAlt] = useState('')
  const [caption, setCaption] = useState('')
  const [message, setMessage] = useState('')
  const [isBusy, setBusy] = useState(false)

  const pick = (choice: MediaChoice) => {
    // Words that were typed already stay; those of another picture do not.
    setAlt((typed) => (typed === '' || typed === picture?.alt ? choice.alt : typed))
    setPicture(choice)
    setMessage('')
  }
  const insert = () => {
    if (!picture) return setMessage(t('editor.image.noFile'))
    if (!alt.trim()) return setMessage(t('editor.image.noAlt'))
    insertBlock(editor, {
      type: 'image',
      attrs: { sha: picture.sha, alt: alt.trim(), caption: caption.trim() },
    })
    onDone()
  }
  return (
    <Panel label={t('editor.image')} onDone={onDone}>
      <MediaPicker
        kinds={kindsOf.image}
        chosen={picture ? [picture.sha] : []}
        onPick={pick}
        onBusy={setBusy}
        fileId="editor-image-file"
      />
      {picture ? (
        <p className="picker-chosen">
          <img src={paths.media(picture.sha, '480.webp')} alt="" /> {picture.title || picture.name}
        </p>
      ) : null}
      <PanelInput id="editor-image-alt" label={t('editor.image.alt')} value={alt} onChange={setAlt} />
      <PanelInput
        id="editor-image-caption"
        label={t('editor.image.caption')}
        value={caption}
        onChange={setCaption}
      />
      {message ? (
        <p className="field-error" role="alert">
          {message}
        </p>
      ) : null}
      <button type="button" className="button button-primary" disabled={isBusy} onClick={insert}>
        {t('editor.image.insert')}
      </button>
    </Panel>
  )
}
