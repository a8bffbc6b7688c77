import { EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { useRef, useState } from 'react'
import { plainText } from '~/app/domain/interpretation-blocks/document'
import { elements } from '~/app/domain/interpretation-blocks/elements'
import type { DocumentNode, QuotableClause } from '~/app/domain/interpretations/types'
import { BlockPanel } from '~/app/ui/editor/block-panel'
import { ClausePanel } from '~/app/ui/editor/clause-panel'
import { cleanPaste } from '~/app/ui/editor/clean-paste'
import { countWords } from '~/app/ui/editor/count-words'
import { EditorDesk } from '~/app/ui/editor/editor-desk'
import { editorExtensions } from '~/app/ui/editor/editor-extensions'
import { GalleryPanel } from '~/app/ui/editor/gallery-panel'
import { ImagePanel } from '~/app/ui/editor/image-panel'
import { insertBlock } from '~/app/ui/editor/insert-block'
import { InsertMenu } from '~/app/ui/editor/insert-menu'
import { LinkPanel } from '~/app/ui/editor/link-panel'
import { type BlockType, newBlock } from '~/app/ui/editor/new-block'
import { type PanelName, Toolbar } from '~/app/ui/editor/toolbar'
import { useT } from '~/app/ui/language'

type DocumentEditorProps = {
  initial: DocumentNode
  clauses: QuotableClause[]
  onChange: (document: DocumentNode) => void
}

/** The editor of the desk. It runs in the browser only and is loaded after the page stands. */
export function DocumentEditor({ initial, clauses, onChange }: DocumentEditorProps) {
  const t = useT()
  const [panel, setPanel] = useState<PanelName | null>(null)
  const [leftOut, setLeftOut] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const editor = useEditor({
    extensions: editorExtensions({
      say: (attrs) => sayPlace(attrs, clauses, t),
      hint: (type) => (isHinted(type) ? t(`editor.hint.${type}`) : ''),
    }),
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
      transformPastedHTML: (html) => {
        const { html: clean, pictures } = cleanPaste(html)
        setLeftOut(pictures)
        return clean
      },
      handleKeyDown: (_, event) => {
        if (!event.altKey || event.key !== 'F10') return false
        frame.current?.querySelector<HTMLElement>('.editor-tool[tabindex="0"], .editor-tool')?.focus()
        return true
      },
    },
    onUpdate: ({ editor: changed }) => onChange(changed.getJSON() as DocumentNode),
  })
  if (!editor) return <p className="editor-loading">{t('editor.loading')}</p>
  const close = () => {
    // At once, not with the next frame as the focus command does: the next key is already the text's.
    editor.view.focus()
    setPanel(null)
  }
  const insert = (type: BlockType) => {
    if (type === 'image' || type === 'gallery') return setPanel(type)
    if (type === 'clauseQuote') return setPanel('clause')
    setPanel(null)
    if (type !== 'table') return insertBlock(editor, newBlock(type))
    editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()
  }
  return (
    <EditorDesk.Provider value={{ clauses }}>
      <div className="editor" ref={frame}>
        <Toolbar editor={editor} panel={panel} onPanel={setPanel} onInsert={insert} />
        {panel === 'insert' ? <InsertMenu onChoose={insert} onDone={close} /> : null}
        {panel === 'clause' ? <ClausePanel editor={editor} clauses={clauses} onDone={close} /> : null}
        {panel === 'image' ? <ImagePanel editor={editor} onDone={close} /> : null}
        {panel === 'gallery' ? <GalleryPanel editor={editor} onDone={close} /> : null}
        {panel === 'link' ? <LinkPanel editor={editor} onDone={close} /> : null}
        {leftOut > 0 ? (
          <p className="editor-left-out" role="status">
            {t('editor.paste.pictures', { count: leftOut })}{' '}
            <button type="button" className="card-tool" onClick={() => setLeftOut(0)}>
              {t('editor.close')}
            </button>
          </p>
        ) : null}
        <div className="editor-body">
          <BlockPanel editor={editor} isOpen={panel === 'block'} />
          <EditorContent editor={editor} className="editor-content" />
        </div>
        <WordCount editor={editor} />
      </div>
    </EditorDesk.Provider>
  )
}

function WordCount({ editor }: { editor: NonNullable<ReturnType<typeof useEditor>> }) {
  const t = useT()
  const count = useEditorState({
    editor,
    selector: ({ editor: current }) => countWords(plainText(current.getJSON() as DocumentNode)),
  })
  return (
    <p className="editor-foot">
      <span>{t('editor.words', { count, minutes: Math.max(1, Math.ceil(count / 300)) })}</span>
      <span>{t('editor.keys')}</span>
    </p>
  )
}

/** What is said at the edge of a block: the element that it meets, and the clauses that it explains. */
function sayPlace(
  attrs: Record<string, unknown>,
  clauses: QuotableClause[],
  t: ReturnType<typeof useT>,
): string {
  const element = elements.find((one) => one === attrs.element)
  const named = Array.isArray(attrs.clauses) ? attrs.clauses : []
  const labels = named.map((id) => clauses.find(({ clauseId }) => clauseId === id)?.label ?? '')
  return [element ? t(`work.element.${element}`) : '', ...labels].filter(Boolean).join(' · ')
}

const hinted = ['qaQuestion', 'qaAnswer', 'stepTitle', 'step', 'speech'] as const

function isHinted(type: string): type is (typeof hinted)[number] {
  return hinted.some((one) => one === type)
}
