import type { ReactNode } from 'react'
import { useT } from '~/app/ui/language'

type NoticeProps = {
  tone?: 'info' | 'warning' | 'done' | 'repealed'
  title?: ReactNode
  children?: ReactNode
}

/** A banner above or within a page. `repealed` is D5's: a document that is no longer in force says so itself. */
export function Notice({ tone = 'info', title, children }: NoticeProps) {
  const t = useT()
  return (
    <div className={`notice notice-${tone}`} role="note">
      <p className="notice-title">
        <span className="visually-hidden">{t(tone === 'warning' ? 'notice.warning' : 'notice.info')}</span>
        {title}
      </p>
      {children ? <div className="notice-text">{children}</div> : null}
    </div>
  )
}
