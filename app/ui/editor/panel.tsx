import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useT } from '~/app/ui/language'

/** A small form below the toolbar. It stands inside the page's form, so Enter must not send that one. */
export function Panel({
  label,
  onDone,
  isFocused,
  children,
}: {
  label: string
  onDone: () => void
  /** It begins with a button, not with a field that takes the cursor by itself. */
  isFocused?: boolean
  children: ReactNode
}) {
  const t = useT()
  const own = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (isFocused) own.current?.querySelector('button')?.focus()
  }, [isFocused])
  const keep = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone()
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
  }
  return (
    <fieldset className="editor-panel" ref={own} onKeyDown={keep}>
      <legend>{label}</legend>
      {children}
      <button type="button" className="button button-quiet" onClick={onDone}>
        {t('editor.close')}
      </button>
    </fieldset>
  )
}

type InputProps = {
  label: string
  value: string
  onChange: (value: string) => void
  id: string
  isFocused?: boolean
}

export function PanelInput({ label, value, onChange, id, isFocused }: InputProps) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        value={value}
        // biome-ignore lint/a11y/noAutofocus: the panel was just opened by a press on its button
        autoFocus={isFocused}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
