import { createElement, useId } from 'react'
import { useT } from '~/app/ui/language'
import script from './copy-text-element.ts?worker&url'

/** Words to be taken along: a field that can be selected by anyone, and a button where there is a script. */
export function CopyText({ label, hint, words }: { label: string; hint?: string; words: string }) {
  const t = useT()
  const id = useId()
  return createElement(
    'copy-text',
    {
      class: 'copy-text',
      'data-copied': t('clausePage.copied'),
      'data-failed': t('clausePage.copyFailed'),
    },
    <>
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <div className="copy-text-row">
        <textarea
          id={id}
          readOnly
          rows={3}
          value={words}
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
        <button type="button" className="button button-quiet" hidden>
          {t('clausePage.copy')}
        </button>
      </div>
      <p role="status" className="copy-text-said" />
    </>,
  )
}

/** Once on a page that has a `CopyText`. */
export function CopyTextScript() {
  return <script type="module" src={script} />
}
