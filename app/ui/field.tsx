import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { useT } from '~/app/ui/language'

type FieldProps = {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string | null
  /** What the person had typed, or what is stored. */
  value?: string | null
  /** Optional fields say so; required is the rule. */
  optional?: boolean
}
type Native<Tag extends 'input' | 'textarea' | 'select'> = Omit<
  ComponentPropsWithoutRef<Tag>,
  'name' | 'value' | 'id'
>
type Choice = { value: string; label: ReactNode; hint?: ReactNode }

export function TextField({
  name,
  label,
  hint,
  error,
  value,
  optional,
  ...rest
}: FieldProps & Native<'input'>) {
  return (
    <Field {...{ name, label, hint, error, optional }}>
      <input
        type="text"
        {...described({ name, hint, error, optional })}
        {...rest}
        defaultValue={value ?? ''}
      />
    </Field>
  )
}

/** Day and time in Asia/Shanghai; `value` is `YYYY-MM-DDTHH:MM` (`inputDateTime`). `type="date"` asks for the day only. */
export function DateTimeField({
  name,
  label,
  hint,
  error,
  value,
  optional,
  ...rest
}: FieldProps & Native<'input'>) {
  return (
    <Field {...{ name, label, hint, error, optional }}>
      <input
        type="datetime-local"
        {...rest}
        {...described({ name, hint, error, optional })}
        defaultValue={value ?? ''}
      />
    </Field>
  )
}

/** The form that holds it needs `encType="multipart/form-data"`. */
export function FileField({
  name,
  label,
  hint,
  error,
  optional,
  ...rest
}: Omit<FieldProps, 'value'> & Native<'input'>) {
  return (
    <Field {...{ name, label, hint, error, optional }}>
      <input {...rest} type="file" {...described({ name, hint, error, optional })} />
    </Field>
  )
}

export function TextArea({
  name,
  label,
  hint,
  error,
  value,
  optional,
  ...rest
}: FieldProps & Native<'textarea'>) {
  return (
    <Field {...{ name, label, hint, error, optional }}>
      <textarea
        rows={6}
        {...described({ name, hint, error, optional })}
        {...rest}
        defaultValue={value ?? ''}
      />
    </Field>
  )
}

type SelectProps = FieldProps & { choices: Choice[]; empty?: string } & Native<'select'>

/** `empty` is the first, unset choice; without it the first choice is taken. */
export function Select({ name, label, hint, error, value, optional, choices, empty, ...rest }: SelectProps) {
  return (
    <Field {...{ name, label, hint, error, optional }}>
      <select {...rest} {...described({ name, hint, error, optional })} defaultValue={value ?? ''}>
        {empty === undefined ? null : <option value="">{empty}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

export function Radios({
  name,
  label,
  hint,
  error,
  value,
  optional,
  choices,
}: FieldProps & { choices: Choice[] }) {
  return (
    <fieldset
      className={error ? 'field field-wrong' : 'field'}
      id={name}
      aria-describedby={describedBy({ name, hint, error })}
    >
      <legend className="field-label">
        {label}
        <Optional optional={optional} />
      </legend>
      <HintAndError {...{ name, hint, error }} />
      {choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input type="radio" name={name} value={choice.value} defaultChecked={choice.value === value} />
          <span>
            {choice.label}
            {choice.hint ? <span className="choice-hint">{choice.hint}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

type CheckboxProps = Omit<FieldProps, 'value' | 'optional'> & {
  checked?: boolean
  value?: string
} & Native<'input'>

export function Checkbox({ name, label, hint, error, checked, value = 'on', ...rest }: CheckboxProps) {
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <HintAndError {...{ name, error }} />
      <label className="choice">
        <input
          {...rest}
          type="checkbox"
          value={value}
          defaultChecked={checked}
          {...described({ name, error, optional: true })}
        />
        <span>
          {label}
          {hint ? <span className="choice-hint">{hint}</span> : null}
        </span>
      </label>
    </div>
  )
}

function Field({
  name,
  label,
  hint,
  error,
  optional,
  children,
}: Omit<FieldProps, 'value'> & { children: ReactNode }) {
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label className="field-label" htmlFor={name}>
        {label}
        <Optional optional={optional} />
      </label>
      <HintAndError {...{ name, hint, error }} />
      {children}
    </div>
  )
}

function Optional({ optional }: { optional?: boolean }) {
  const t = useT()
  return optional ? <span className="field-optional">{t('field.optional')}</span> : null
}

type Described = Pick<FieldProps, 'name' | 'hint' | 'error'>

function HintAndError({ name, hint, error }: Described) {
  const t = useT()
  return (
    <>
      {hint ? (
        <p className="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          <span className="visually-hidden">{t('field.error')}</span>
          {error}
        </p>
      ) : null}
    </>
  )
}

function describedBy({ name, hint, error }: Described) {
  return [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ') || undefined
}

function described({ name, hint, error, optional }: Described & { optional?: boolean }) {
  return {
    id: name,
    name,
    required: optional ? undefined : true,
    'aria-describedby': describedBy({ name, hint, error }),
    'aria-invalid': error ? true : undefined,
  }
}
