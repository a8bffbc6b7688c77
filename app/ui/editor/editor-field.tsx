import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { type DocumentNode, emptyDocument, type QuotableClause } from '~/app/domain/interpretations/types'
import { useT } from '~/app/ui/language'

// The editor is 100 times the rest of the page, and cannot run on the server.
const DocumentEditor = lazy(() =>
  import('~/app/ui/editor/document-editor').then((module) => ({ default: module.DocumentEditor })),
)

type EditorFieldProps = {
  name: string
  document: string | null
  clauses: QuotableClause[]
  error?: string
  /** Told of every change, for who keeps what is typed. */
  onDocument?: (document: unknown) => void
}

/** The document as a field of an ordinary form: a hidden input that the editor keeps up to date. */
export function EditorField({ name, document, clauses, error, onDocument }: EditorFieldProps) {
  const t = useT()
  const [isMounted, setMounted] = useState(false)
  const [value, setValue] = useState(document ?? JSON.stringify(emptyDocument))
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => setMounted(true), [])
  useWarningBeforeLeaving(field, value !== (document ?? JSON.stringify(emptyDocument)))
  return (
    <div className={error ? 'field field-wrong' : 'field'} id={name}>
      <span className="field-label">{t('deskInterpretation.document')}</span>
      {error ? <p className="field-error">{error}</p> : null}
      <input type="hidden" name={name} value={value} ref={field} />
      <noscript>
        <p className="notice">{t('editor.noScript')}</p>
      </noscript>
      {isMounted ? (
        <Suspense fallback={<p className="editor-loading">{t('editor.loading')}</p>}>
          <DocumentEditor
            initial={readDocument(document)}
            clauses={clauses}
            onChange={(changed) => {
              setValue(JSON.stringify(changed))
              onDocument?.(changed)
            }}
          />
        </Suspense>
      ) : (
        <p className="editor-loading">{t('editor.loading')}</p>
      )}
    </div>
  )
}

/** Words that were not saved are not lost by a slip; sending the form that holds them is no slip. */
function useWarningBeforeLeaving(field: RefObject<HTMLInputElement>, isChanged: boolean) {
  useEffect(() => {
    if (!isChanged) return
    const own = field.current?.form
    let isSaving = false
    const save = () => {
      isSaving = true
    }
    const warn = (event: BeforeUnloadEvent) => {
      if (!isSaving) event.preventDefault()
    }
    own?.addEventListener('submit', save)
    window.addEventListener('beforeunload', warn)
    return () => {
      own?.removeEventListener('submit', save)
      window.removeEventListener('beforeunload', warn)
    }
  }, [field, isChanged])
}

function readDocument(document: string | null): DocumentNode {
  try {
    return document ? (JSON.parse(document) as DocumentNode) : emptyDocument
  } catch {
    return emptyDocument
  }
}
