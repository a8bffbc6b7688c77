import type { ReactNode } from 'react'

/** A number with what it counts. Several stand side by side in `CountFigures`. */
export function CountFigure({
  value,
  unit,
  label,
  href,
}: {
  value: string | number
  unit?: string
  label: ReactNode
  href?: string
}) {
  return (
    <div className="count-figure">
      <dt>{href ? <a href={href}>{label}</a> : label}</dt>
      <dd>
        <span className="count-value">{value}</span>
        {unit ? <span className="count-unit"> {unit}</span> : null}
      </dd>
    </div>
  )
}

export function CountFigures({ children }: { children: ReactNode }) {
  return <dl className="count-figures">{children}</dl>
}
