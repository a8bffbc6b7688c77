import type { ComponentPropsWithoutRef, ReactNode } from 'react'

/** A form that posts once (invariant 7): `idempotencyKey` goes along as the hidden field `key`. */
export function Form({
  idempotencyKey,
  children,
  ...rest
}: { idempotencyKey?: string; children: ReactNode } & ComponentPropsWithoutRef<'form'>) {
  return (
    <form method="post" {...rest} className="form" noValidate>
      {idempotencyKey ? <input type="hidden" name="key" value={idempotencyKey} /> : null}
      {children}
    </form>
  )
}

/** Buttons at the end of a form, the main one first. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>
}
