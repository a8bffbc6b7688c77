import type { Editor } from '@tiptap/react'
import { useRef, useState } from 'react'
import { paths } from '~/app/paths'
import { Panel, PanelInput } from '~/app/ui/editor/panel'
import { useT } from '~/app/ui/language'

/** Uploads a picture and sets it with its words; with a picture selected, changes that one's words. */
export function ImagePanel({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const t = useT()
  const isSelected = editor.isActive('image')
  const selected = isSelected ? editor.getAttributes('image') : {}
  const file = useRef<HTMLInputElement>(null)
  const [alt, setAlt] = useState(String(selected.alt ?? ''))
  const [caption, setCaption] = useState(String(selected.caption ?? ''))
  const [message, setMessage] = useState('')
  const [isBusy, setBusy] = useState(false)

  const insert = async () => {
    const chosen = file.current?.files?.[0]
    if (!alt.trim()) return setMessage(t('editor.image.noAlt'))
    if (!chosen) return setMessage(t('editor.image.noFile'))
    setBusy(true)
    setMessage('')
    const answer = await upload(chosen)
    setBusy(false)
    if (!answer.sha256) return setMessage(answer.message ?? t('editor.image.failed'))
    const attrs = { sha: answer.sha256, alt: alt.trim(), caption: caption.trim() }
    editor
      .chain()
      .focus()
      .insertContent([{ type: 'image', attrs }, { type: 'paragraph' }])
      .run()
    onDone()
  }
  const change = () => {
    if (!alt.trim()) return setMessage(t('editor.image.noAlt'))
    editor.chain().focus().updateAttributes('image', { alt: alt.trim(), caption: caption.trim() }).run()
    onDone()
  }
  return (
    <Panel label={t('editor.image')} onDone={onDone}>
      {isSelected ? null : (
        <div className="field">
          <label className="field-label" htmlFor="editor-image-file">
            {t('editor.image.file')}
          </label>
          <p className="field-hint">{t('deskMedia.file.hint')}</p>
          <input id="editor-image-file" type="file" accept="image/*" ref={file} />
        </div>
      )}
      <PanelInput id="editor-image-alt" label={t('editor.image.alt')} value={alt} onChange={setAlt} />
      <PanelInput
        id="editor-image-caption"
        label={t('editor.image.caption')}
        value={caption}
        onChange={setCaption}
      />
      <p role="status" className={message ? 'field-error' : undefined}>
        {isBusy ? t('editor.image.busy') : message}
      </p>
      <button
        type="button"
        className="button button-primary"
        disabled={isBusy}
        onClick={isSelected ? change : insert}
      >
        {t(isSelected ? 'editor.image.change' : 'editor.image.insert')}
      </button>
    </Panel>
  )
}

type Answer = { sha256?: string; message?: string }

async function upload(chosen: File): Promise<Answer> {
  const form = new FormData()
  form.set('file', chosen)
  try {
    const response = await fetch(paths.desk.mediaUpload(), { method: 'POST', body: form })
    return (await response.json()) as Answer
  } catch {
    return {}
  }
}
