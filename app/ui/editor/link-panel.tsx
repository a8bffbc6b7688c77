import type { Editor } from '@tiptap/react'
import { useState } from 'react'
import { isAllowedLink } from '~/app/domain/interpretation-blocks/document'
import { Panel, PanelInput } from '~/app/ui/editor/panel'
import { useT } from '~/app/ui/language'

export function LinkPanel({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const t = useT()
  const [address, setAddress] = useState(String(editor.getAttributes('link').href ?? ''))
  const [isWrong, setWrong] = useState(false)
  const set = () => {
    if (!isAllowedLink(address)) return setWrong(true)
    const chain = editor.chain().focus().extendMarkRange('link')
    // With nothing selected the address itself becomes the text.
    if (editor.state.selection.empty && !editor.isActive('link')) {
      chain
        .insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href: address } }] })
        .run()
    } else {
      chain.setLink({ href: address }).run()
    }
    onDone()
  }
  const unset = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    onDone()
  }
  return (
    <Panel label={t('editor.link')} onDone={onDone}>
      <PanelInput
        id="editor-link"
        label={t('editor.link.address')}
        value={address}
        onChange={setAddress}
        isFocused
      />
      {isWrong ? (
        <p className="field-error" role="alert">
          {t('editor.link.wrong')}
        </p>
      ) : null}
      <button type="button" className="button button-primary" onClick={set}>
        {t('editor.link.set')}
      </button>
      <button type="button" className="button button-quiet" onClick={unset}>
        {t('editor.link.unset')}
      </button>
    </Panel>
  )
}
