import { type Editor, useEditorState } from '@tiptap/react'
import { type ReactNode, useRef } from 'react'
import type { BlockType } from '~/app/ui/editor/new-block'
import { useRovingFocus } from '~/app/ui/editor/roving-focus'
import { useT } from '~/app/ui/language'

export type PanelName = 'insert' | 'clause' | 'image' | 'gallery' | 'link' | 'block'
type ToolbarProps = {
  editor: Editor
  panel: PanelName | null
  onPanel: (panel: PanelName | null) => void
  onInsert: (type: BlockType) => void
}

/** What is used all the time; everything else is in the menu of blocks. */
export function Toolbar({ editor, panel, onPanel, onInsert }: ToolbarProps) {
  const t = useT()
  const state = useEditorState({ editor, selector: ({ editor: current }) => describe(current) })
  const run = () => editor.chain().focus()
  const bar = useRef<HTMLDivElement>(null)
  const roving = useRovingFocus(bar)
  const toggle = (name: PanelName) => onPanel(panel === name ? null : name)
  return (
    <div className="editor-toolbar" role="toolbar" aria-label={t('editor.toolbar')} ref={bar} {...roving}>
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
        <Tool label={t('editor.questions')} onUse={() => onInsert('qa')} />
        <Tool label={t('editor.table')} onUse={() => onInsert('table')} />
        <Tool
          label={t('editor.insert.more')}
          isOn={panel === 'insert'}
          isMenu
          onUse={() => toggle('insert')}
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
      <Group isNarrowOnly>
        <Tool label={t('editor.here.open')} isOn={panel === 'block'} onUse={() => toggle('block')} />
      </Group>
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

function Group({ children, isNarrowOnly }: { children: ReactNode; isNarrowOnly?: boolean }) {
  return <div className={isNarrowOnly ? 'editor-group editor-group-narrow' : 'editor-group'}>{children}</div>
}

type ToolProps = { label: string; isOn?: boolean; isOff?: boolean; isMenu?: boolean; onUse: () => void }

function Tool({ label, isOn, isOff, isMenu, onUse }: ToolProps) {
  const state = isMenu ? { 'aria-expanded': isOn } : { 'aria-pressed': isOn }
  return (
    <button type="button" className="editor-tool" {...state} disabled={isOff} onClick={onUse}>
      {label}
    </button>
  )
}
