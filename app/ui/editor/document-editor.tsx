import { EditorContent, useEditor } from '@tiptap/react'
import { useState } from 'react'
import { documentExtensions } from '~/app/domain/interpretations/document'
import type { DocumentNode, QuotableClause } from '~/app/domain/interpretations/types'
import { ClausePanel } from '~/app/ui/editor/clause-panel'
import { ImagePanel } from '~/app/ui/editor/image-panel'
import { LinkPanel } from '~/app/ui/editor/link-panel'
import { type PanelName, Toolbar } from '~/app/ui/editor/toolbar'
import { useT } from '~/app/ui/language'

type DocumentEditorProps = {
  initial: DocumentNode
  clauses: QuotableClause[]
  onChange: (document: unknown) => void
}

/** The editor of the desk. It runs in the browser only and is loaded after the page stands. */
export function DocumentEditor({ initial, clauses, onChange }: DocumentEditorProps) {
  const t = useT()
  const [panel, setPanel] = useState<PanelName | null>(null)
  const editor = useEditor({
    extensions: documentExtensions,
    content: initial,
    immediatelyRender: false,
    // Its style sheet is ours (editor.css): the page's policy allows no other.
    injectCSS: false,
    editorProps: {
      attributes: {
        class: 'prose',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': t('editor.label'),
      },
    },
    onUpdate: ({ editor: changed }) => onChange(changed.getJSON()),
  })
  if (!editor) return <p className="editor-loading">{t('editor.loading')}</p>
  const close = () => {
    // At once, not with the next frame as the focus command does: the next key is already the text's.
    editor.view.focus()
    setPanel(null)
  }
  return (
    <div className="editor">
      <Toolbar editor={editor} panel={panel} onPanel={setPanel} />
      {panel === 'clause' ? <ClausePanel editor={editor} clauses={clauses} onDone={close} /> : null}
      {panel === 'image' ? <ImagePanel editor={editor} onDone={close} /> : null}
      {panel === 'link' ? <LinkPanel editor={editor} onDone={close} /> : null}
      <EditorContent editor={editor} className="editor-content" />
    </div>
  )
}
