import type { ReactNode } from 'react'

export function List({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className="list" aria-label={label}>
      {children}
    </ul>
  )
}

type ListItemProps = {
  href: string
  title: ReactNode
  kind?: ReactNode
  status?: ReactNode
  meta: ReactNode[]
  summary?: ReactNode
}

/** One entry of a list page; stands in a `List`. */
export function ListItem({ href, title, kind, status, meta, summary }: ListItemProps) {
  return (
    <li className="list-item">
      {kind || status ? (
        <p className="list-item-head">
          {kind ? <span className="list-item-kind">{kind}</span> : null}
          {status}
        </p>
      ) : null}
      <p className="list-item-title">
        <a href={href}>{title}</a>
      </p>
      {summary ? <p className="list-item-summary">{summary}</p> : null}
      <MetaLine entries={meta} />
    </li>
  )
}

/** Department, date and the like on one quiet line; empty entries are left out. */
export function MetaLine({ entries }: { entries: ReactNode[] }) {
  const known = entries.filter(
    (entry) => entry !== null && entry !== undefined && entry !== false && entry !== '',
  )
  if (known.length === 0) return null
  return (
    <p className="meta-line">
      {known.map((entry, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the entries of a line have no identity and never move
        <span key={at}>{entry}</span>
      ))}
    </p>
  )
}
