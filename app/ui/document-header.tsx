import { Fragment, type ReactNode } from 'react'
import { formatDate, type When } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'

type DocumentHeaderProps = {
  indexNumber?: string | null
  theme?: string | null
  issuer: ReactNode
  drafter?: ReactNode
  signedOn?: When | null
  title: string
  documentNumber?: string | null
  publishedAt?: When | null
  validity: ReactNode
  kind?: ReactNode
  effectiveOn?: When | null
  audience?: ReactNode
}

type Entry = [string, ReactNode, 'wide'?]

/** An entry that only some documents have. */
function only<V>(value: V | null | undefined, entryOf: (value: V) => Entry): Entry[] {
  return value ? [entryOf(value)] : []
}

/** The table at the head of a policy, in the order of 国务院政策文件库. Unknown values are shown as a dash. */
export function DocumentHeader(props: DocumentHeaderProps) {
  const t = useT()
  const lang = useLang()
  const entries: Entry[] = [
    [t('document.indexNumber'), props.indexNumber],
    [t('document.theme'), props.theme],
    [t('document.issuer'), props.issuer],
    ...only(props.drafter, (drafter): Entry => [t('document.drafter'), drafter]),
    [t('document.signedOn'), props.signedOn ? formatDate(props.signedOn, lang) : null],
    [t('document.title'), props.title, 'wide'],
    [t('document.number'), props.documentNumber],
    [t('document.publishedAt'), props.publishedAt ? formatDate(props.publishedAt, lang) : null],
    ...only(props.kind, (kind): Entry => [t('library.kind'), kind]),
    ...only(props.effectiveOn, (day): Entry => [t('library.effectiveOn'), formatDate(day, lang)]),
    props.effectiveOn
      ? [t('document.validity'), props.validity]
      : [t('document.validity'), props.validity, 'wide'],
    ...only(props.audience, (audience): Entry => [t('library.audience'), audience, 'wide']),
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
