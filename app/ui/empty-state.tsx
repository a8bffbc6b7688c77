import type { ReactNode } from 'react'

/** Said where a list is empty: what is not there, and where to go from here. */
export function EmptyState({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="empty-state">
      <p className="empty-state-title">{title}</p>
      {children ? <div>{children}</div> : null}
    </div>
  )
}
