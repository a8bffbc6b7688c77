import type { ReactNode } from 'react'

type ColumnsProps = { aside: ReactNode; asideFirst?: boolean; children: ReactNode }

/** A page's main part with facts, a timeline or filters beside it. Filters come first, also on a phone. */
export function Columns({ aside, asideFirst = false, children }: ColumnsProps) {
  const side = <aside className="page-aside">{aside}</aside>
  return (
    <div className={asideFirst ? 'page-columns page-columns-aside-first' : 'page-columns'}>
      {asideFirst ? side : null}
      <div className="page-column">{children}</div>
      {asideFirst ? null : side}
    </div>
  )
}
