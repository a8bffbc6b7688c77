import { type Editor, useEditorState } from '@tiptap/react'
import type { ReactNode } from 'react'
import { useT } from '~/app/ui/language'

export type PanelName = 'clause' | 'image' | 'link'
type ToolbarProps = { editor: Editor; panel: PanelName | null; onPanel: (panel: PanelName | null) => void }

const emptyQuestion = {
  type: 'qa',
  content: [{ type: 'qaQuestion' }, { type: 'qaAnswer', content: [{ type: 'paragraph' }] }],
}

export function Toolbar({ editor, panel, onPanel }: ToolbarProps) {
  const t = useT()
  const state = useEditorState({ editor, selector: ({ editor: current }) => describe(current) })
  const run = () => editor.chain().focus()
  const toggle = (name: PanelName) => onPanel(panel === name ? null : name)
  return (
    <div className="editor-toolbar" role="toolbar" aria-label={t('editor.toolbar')}>
      <Group>
        <Tool
          label={t('editor.paragraph')}
          isOn={state.isParagraph}
          onUse={() => run().setParagraph().run()}
        />
        {([2, 3, 4] as const).map((level) => (
          <Tool
            key={level}
            label={t('editor.heading', { level: level - 1 })}
            isOn={state.heading === level}
            onUse={() => run().toggleHeading({ level }).run()}
          />
        ))}
      </Group>
      <Group>
        <Tool label={t('editor.bold')} isOn={state.isBold} onUse={() => run().toggleBold().run()} />
        <Tool label={t('editor.italic')} isOn={state.isItalic} onUse={() => run().toggleItalic().run()} />
        <Tool label={t('editor.link')} isOn={state.isLink || panel === 'link'} onUse={() => toggle('link')} />
      </Group>
      <Group>
        <Tool
          label={t('editor.bulletList')}
          isOn={state.isBulletList}
          onUse={() => run().toggleBulletList().run()}
        />
        <Tool
          label={t('editor.orderedList')}
          isOn={state.isOrderedList}
          onUse={() => run().toggleOrderedList().run()}
        />
      </Group>
      <Group>
        <Tool label={t('editor.clause')} isOn={panel === 'clause'} onUse={() => toggle('clause')} />
        <Tool
          label={t('editor.image')}
          isOn={panel === 'image' || state.isImage}
          onUse={() => toggle('image')}
        />
        <Tool label={t('editor.questions')} onUse={() => run().insertContent(emptyQuestion).run()} />
        <Tool
          label={t('editor.table')}
          onUse={() => run().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}
        />
      </Group>
      {state.isTable ? (
        <Group>
          <Tool label={t('editor.table.addRow')} onUse={() => run().addRowAfter().run()} />
          <Tool label={t('editor.table.addColumn')} onUse={() => run().addColumnAfter().run()} />
          <Tool label={t('editor.table.deleteRow')} onUse={() => run().deleteRow().run()} />
          <Tool label={t('editor.table.deleteColumn')} onUse={() => run().deleteColumn().run()} />
          <Tool label={t('editor.table.delete')} onUse={() => run().deleteTable().run()} />
        </Group>
      ) : null}
      <Group>
        <Tool label={t('editor.undo')} isOff={!state.canUndo} onUse={() => run().undo().run()} />
        <Tool label={t('editor.redo')} isOff={!state.canRedo} onUse={() => run().redo().run()} />
      </Group>
    </div>
  )
}

function describe(editor: Editor) {
  return {
    isParagraph: editor.isActive('paragraph'),
    heading: [2, 3, 4].find((level) => editor.isActive('heading', { level })),
    isBold: editor.isActive('bold'),
    isItalic: editor.isActive('italic'),
    isLink: editor.isActive('link'),
    isBulletList: editor.isActive('bulletList'),
    isOrderedList: editor.isActive('orderedList'),
    isImage: editor.isActive('image'),
    isTable: editor.isActive('table'),
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  }
}

function Group({ children }: { children: ReactNode }) {
  return <div className="editor-group">{children}</div>
}

type ToolProps = { label: string; isOn?: boolean; isOff?: boolean; onUse: () => void }

function Tool({ label, isOn, isOff, onUse }: ToolProps) {
  return (
    <button type="button" className="editor-tool" aria-pressed={isOn} disabled={isOff} onClick={onUse}>
      {label}
    </button>
  )
}
