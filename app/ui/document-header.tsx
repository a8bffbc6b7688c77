import { Fragment, type ReactNode } from 'react'
import { formatDate, type When } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'

type DocumentHeaderProps = {
  indexNumber?: string | null
  theme?: string | null
  issuer: ReactNode
  signedOn?: When | null
  title: string
  documentNumber?: string | null
  publishedAt?: When | null
  validity: ReactNode
}

/** The table at the head of a policy, in the order of 国务院政策文件库. Unknown values are shown as a dash. */
export function DocumentHeader(props: DocumentHeaderProps) {
  const t = useT()
  const lang = useLang()
  const entries: [string, ReactNode, 'wide'?][] = [
    [t('document.indexNumber'), props.indexNumber],
    [t('document.theme'), props.theme],
    [t('document.issuer'), props.issuer],
    [t('document.signedOn'), props.signedOn ? formatDate(props.signedOn, lang) : null],
    [t('document.title'), props.title, 'wide'],
    [t('document.number'), props.documentNumber],
    [t('document.publishedAt'), props.publishedAt ? formatDate(props.publishedAt, lang) : null],
    [t('document.validity'), props.validity, 'wide'],
  ]
  return (
    <dl className="document-header">
      {entries.map(([term, value, wide]) => (
        <div key={term} className={wide ? 'document-entry document-entry-wide' : 'document-entry'}>
          <dt>{term}</dt>
          <dd>{value ?? '—'}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Facts as label and value, for any reading page that is not a policy. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="facts">
      {facts.map(([term, value]) => (
        <Fragment key={term}>
          <dt>{term}</dt>
          <dd>{value ?? '—'}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
