import { type Editor, useEditorState } from '@tiptap/react'
import { useId, useState } from 'react'
import { anchoredTypes } from '~/app/domain/interpretation-blocks/document'
import { type Element, elements } from '~/app/domain/interpretation-blocks/elements'
import { shortClause, useClauses } from '~/app/ui/editor/editor-desk'
import { blockAtCursor, deleteBlock, moveBlock } from '~/app/ui/editor/insert-block'
import type { BlockType } from '~/app/ui/editor/new-block'
import { useT } from '~/app/ui/language'

const mostClauses = 20

/** What the block with the cursor is for: the element that it meets (I3), the clauses that it explains (I4). */
export function BlockPanel({ editor, isOpen }: { editor: Editor; isOpen: boolean }) {
  const t = useT()
  const id = useId()
  const block = useEditorState({ editor, selector: ({ editor: current }) => describe(current) })
  if (!block) return null
  const set = (name: 'element' | 'clauses', value: unknown) =>
    editor.view.dispatch(editor.state.tr.setNodeAttribute(block.pos, name, value))
  return (
    <section className="block-panel" aria-labelledby={`${id}-title`} data-open={isOpen}>
      <p className="block-panel-title" id={`${id}-title`}>
        {t('editor.here', { block: t(`editor.block.${block.type}`) })}
      </p>
      <div className="field card-field">
        <label className="field-label" htmlFor={`${id}-element`}>
          {t('editor.element')}
        </label>
        <select
          id={`${id}-element`}
          value={block.element ?? ''}
          onChange={(event) => set('element', event.target.value || null)}
        >
          <option value="">{t('editor.element.none')}</option>
          {elements.map((element) => (
            <option key={element} value={element}>
              {t(`work.element.${element}`)}
            </option>
          ))}
        </select>
      </div>
      <ClauseChoice chosen={block.clauses} onChange={(clauses) => set('clauses', clauses)} />
      <p className="block-panel-tools">
        <button
          type="button"
          className="card-tool"
          disabled={block.index === 0}
          onClick={() => moveBlock(editor, -1)}
        >
          ↑ {t('editor.moveUp')}
        </button>
        <button
          type="button"
          className="card-tool"
          disabled={block.isLast}
          onClick={() => moveBlock(editor, 1)}
        >
          ↓ {t('editor.moveDown')}
        </button>
        <button type="button" className="card-tool" onClick={() => deleteBlock(editor)}>
          × {t('editor.delete')}
        </button>
      </p>
    </section>
  )
}

function ClauseChoice({ chosen, onChange }: { chosen: number[]; onChange: (clauses: number[]) => void }) {
  const t = useT()
  const id = useId()
  const clauses = useClauses()
  const [wanted, setWanted] = useState('')
  const nameOf = (clauseId: number) =>
    clauses.find((clause) => clause.clauseId === clauseId)?.label ?? t('editor.clause.gone')
  const found = clauses.filter(
    ({ clauseId, label, text }) => !chosen.includes(clauseId) && `${label}${text}`.includes(wanted.trim()),
  )
  return (
    <div className="field card-field">
      <p className="field-label" id={`${id}-clauses`}>
        {t('editor.clauses')}
      </p>
      {chosen.length > 0 ? (
        <ul className="block-clauses" aria-labelledby={`${id}-clauses`}>
          {chosen.map((clauseId) => (
            <li key={clauseId}>
              {nameOf(clauseId)}
              <button
                type="button"
                className="card-tool"
                aria-label={t('editor.clauses.remove', { clause: nameOf(clauseId) })}
                onClick={() => onChange(chosen.filter((one) => one !== clauseId))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {chosen.length < mostClauses ? (
        <details>
          <summary>{t('editor.clauses.add')}</summary>
          <label className="visually-hidden" htmlFor={id}>
            {t('editor.clause.find')}
          </label>
          <input
            id={id}
            type="text"
            placeholder={t('editor.clause.find')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
          {found.length === 0 ? <p>{t('editor.clause.none')}</p> : null}
          <ul className="block-clause-list">
            {found.map((clause) => (
              <li key={clause.clauseId}>
                <button type="button" onClick={() => onChange([...chosen, clause.clauseId])}>
                  {shortClause(clause)}
                </button>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function describe(editor: Editor) {
  const at = blockAtCursor(editor)
  const node = at && editor.state.doc.nodeAt(at.pos)
  if (!at || !node || !isNamed(at.type)) return null
  return {
    pos: at.pos,
    index: at.index,
    isLast: at.index === editor.state.doc.childCount - 1,
    type: at.type,
    element: node.attrs.element as Element | null,
    clauses: (node.attrs.clauses ?? []) as number[],
  }
}

type Named = BlockType | 'heading' | 'paragraph' | 'bulletList' | 'orderedList'

function isNamed(type: string): type is Named {
  return anchoredTypes.includes(type)
}
