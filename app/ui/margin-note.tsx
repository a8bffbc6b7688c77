import type { ReactNode } from 'react'

type MarginNoteProps = { kind: string; href?: string; title: ReactNode; children?: ReactNode }

/** One thing in the margin of a clause: what it is, its title with the link, and a line about it. */
export function MarginNote({ kind, href, title, children }: MarginNoteProps) {
  return (
    <div className="margin-note">
      <p className="margin-note-kind">{kind}</p>
      <p className="margin-note-title">{href ? <a href={href}>{title}</a> : title}</p>
      {children ? <div className="margin-note-text">{children}</div> : null}
    </div>
  )
}
