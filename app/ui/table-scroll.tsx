import type { ReactNode } from 'react'

type TableScrollProps = { label: string; className?: string; children: ReactNode }

/** Around a table that may be wider than a phone: it has a name, and the keyboard can scroll it. */
export function TableScroll({ label, className = '', children }: TableScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className={`table-scroll ${className}`.trim()} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
