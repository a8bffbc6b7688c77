import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { sayTime } from '~/app/domain/interpretation-blocks/say-time'
import { readNumber } from '~/app/ui/editor/chart-paste'
import { shortClause, useClauses } from '~/app/ui/editor/editor-desk'
import { readTime } from '~/app/ui/editor/moment-time'
import { useT } from '~/app/ui/language'

type FieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  isWrong?: boolean
  /** Its label is read aloud only: in a row below a heading that says it. */
  isBare?: boolean
  hint?: string
}

/**
 * The document answers a keystroke only a moment later; a field that waited for it would lose the cursor, and the
 * half-typed pinyin. So it holds its own text, and takes another only where it did not type it.
 */
function useOwnText(value: string, onChange: (value: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(value)
  const told = useRef(value)
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(value)
  }, [value])
  const change = (typed: string) => {
    told.current = typed
    setText(typed)
    onChange(typed)
  }
  return [text, change]
}

export function BlockInput({ label, value, onChange, isWrong, isBare, hint }: FieldProps) {
  const [text, change] = useOwnText(value, onChange)
  const id = useId()
  return (
    <Labelled id={id} label={label} isBare={isBare} hint={hint}>
      <input
        id={id}
        type="text"
        value={text}
        aria-invalid={isWrong || undefined}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
    </Labelled>
  )
}

export function BlockText({
  label,
  value,
  onChange,
  isWrong,
  isBare,
  hint,
  rows = 3,
}: FieldProps & { rows?: number }) {
  const [text, change] = useOwnText(value, onChange)
  const id = useId()
  return (
    <Labelled id={id} label={label} isBare={isBare} hint={hint}>
      <textarea
        id={id}
        rows={rows}
        value={text}
        aria-invalid={isWrong || undefined}
        onChange={(event) => change(event.target.value)}
      />
    </Labelled>
  )
}

function Labelled({
  id,
  label,
  isBare,
  hint,
  children,
}: {
  id: string
  label: string
  isBare?: boolean
  hint?: string
  children: ReactNode
}) {
  return (
    <div className="field card-field">
      <label className={isBare ? 'visually-hidden' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      {hint ? <p className="field-hint">{hint}</p> : null}
      {children}
    </div>
  )
}

type ReadProps<Value> = {
  label: string
  value: Value
  onChange: (value: Value) => void
  isWrong?: boolean
}

/** Typed freely, kept as a number; what is no number is kept as none, and said to be wrong. */
export function NumberInput({ label, value, onChange, isWrong }: ReadProps<number | null>) {
  return (
    <ReadInput
      {...{ label, value, onChange, isWrong }}
      read={(text) => (text.trim() === '' ? null : (readNumber(text) ?? undefined))}
      write={(held) => (held === null ? '' : String(held))}
      mode="decimal"
    />
  )
}

/** Minutes and seconds. */
export function TimeInput({
  label,
  value,
  onChange,
  isWrong,
  isNeeded,
}: ReadProps<number | null> & { isNeeded?: boolean }) {
  return (
    <ReadInput
      {...{ label, value, onChange, isWrong }}
      read={(text) => (text.trim() === '' ? (isNeeded ? undefined : null) : (readTime(text) ?? undefined))}
      write={(held) => (held === null ? '' : sayTime(held))}
      mode="text"
    />
  )
}

type Read = ReadProps<number | null> & {
  read: (text: string) => number | null | undefined
  write: (value: number | null) => string
  mode: 'decimal' | 'text'
}

function ReadInput({ label, value, onChange, isWrong, read, write, mode }: Read) {
  const [text, setText] = useState(write(value))
  const told = useRef(value)
  const id = useId()
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(write(value))
  }, [value, write])
  const isUnreadable = read(text) === undefined
  const change = (typed: string) => {
    setText(typed)
    const held = read(typed)
    if (held === undefined) return
    told.current = held
    onChange(held)
  }
  return (
    <div className="field card-field">
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        inputMode={mode}
        className="card-number"
        value={text}
        aria-invalid={isUnreadable || isWrong || undefined}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setText(write(value))}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
    </div>
  )
}

/** One clause, or none. */
export function ClauseSelect({ label, value, onChange }: ReadProps<number | null>) {
  const clauses = useClauses()
  const t = useT()
  const id = useId()
  const isKnown = value === null || clauses.some(({ clauseId }) => clauseId === value)
  return (
    <div className="field card-field">
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
      >
        <option value="">{t('editor.clause.unset')}</option>
        {isKnown ? null : <option value={value}>{t('editor.clause.gone')}</option>}
        {clauses.map((clause) => (
          <option key={clause.clauseId} value={clause.clauseId}>
            {shortClause(clause, 16)}
          </option>
        ))}
      </select>
    </div>
  )
}
