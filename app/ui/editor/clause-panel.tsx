import type { Editor } from '@tiptap/react'
import { useState } from 'react'
import type { QuotableClause } from '~/app/domain/interpretations/types'
import { insertBlock } from '~/app/ui/editor/insert-block'
import { Panel, PanelInput } from '~/app/ui/editor/panel'
import { useT } from '~/app/ui/language'

type ClausePanelProps = { editor: Editor; clauses: QuotableClause[]; onDone: () => void }

/** The clauses of the policy; a press quotes one, with the link that leads to it. */
export function ClausePanel({ editor, clauses, onDone }: ClausePanelProps) {
  const t = useT()
  const [wanted, setWanted] = useState('')
  const found = clauses.filter(({ label, text }) => `${label}${text}`.includes(wanted.trim()))
  const quote = ({ clauseId, label, text }: QuotableClause) => {
    insertBlock(editor, { type: 'clauseQuote', attrs: { clauseId, label, text } })
    onDone()
  }
  return (
    <Panel label={t('editor.clause')} onDone={onDone}>
      <PanelInput
        id="editor-clause-find"
        label={t('editor.clause.find')}
        value={wanted}
        onChange={setWanted}
        isFocused
      />
      {found.length === 0 ? <p>{t('editor.clause.none')}</p> : null}
      <ul className="editor-clauses">
        {found.map((clause) => (
          <li key={clause.clauseId} data-depth={clause.depth}>
            <button type="button" onClick={() => quote(clause)}>
              <b>{clause.label}</b> {clause.text.slice(0, 60)}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
