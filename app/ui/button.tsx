import type { ComponentPropsWithoutRef } from 'react'

type Kind = 'primary' | 'quiet' | 'danger'

export function Button({
  kind = 'primary',
  type = 'submit',
  ...rest
}: { kind?: Kind } & ComponentPropsWithoutRef<'button'>) {
  return <button {...rest} type={type} className={`button button-${kind}`} />
}

/** A link that is the next thing to do on a page. */
export function LinkButton({
  kind = 'primary',
  children,
  ...rest
}: { kind?: Kind } & ComponentPropsWithoutRef<'a'>) {
  return (
    <a {...rest} className={`button button-${kind}`}>
      {children}
    </a>
  )
}
