import type { ReactNode } from 'react'
import { MetaLine } from '~/app/ui/list-item'

type PageHeadingProps = {
  title: ReactNode
  /** What kind of thing it is, above the title. */
  kind?: ReactNode
  status?: ReactNode
  lead?: ReactNode
  meta?: ReactNode[]
  actions?: ReactNode
}

/** The h1 of a page, with its kind and state above, and a line of facts below. */
export function PageHeading({ title, kind, status, lead, meta, actions }: PageHeadingProps) {
  return (
    <header className="page-heading">
      {kind || status ? (
        <p className="page-heading-kind">
          {kind ? <span>{kind}</span> : null}
          {status}
        </p>
      ) : null}
      <h1>{title}</h1>
      {lead ? <p className="page-heading-lead">{lead}</p> : null}
      {meta ? <MetaLine entries={meta} /> : null}
      {actions ? <div className="actions">{actions}</div> : null}
    </header>
  )
}
