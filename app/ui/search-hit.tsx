import type { ReactNode } from 'react'
import { MetaLine } from '~/app/ui/list-item'

/** Private-use characters that the search engine sets around a match; unlike tags they cannot come from a text. */
const matchStart = '\uE000'
const matchEnd = '\uE001'

type ClauseHit = { href: string; label: string; heading: string; excerpt: string }

type SearchHitProps = {
  href: string
  kind: ReactNode
  /** Title and excerpt carry the matches between U+E000 and U+E001. */
  title: string
  excerpt?: string
  /** The clauses that matched best; each opens at its place. */
  clauses?: ClauseHit[]
  status?: ReactNode
  meta: ReactNode[]
}

export function SearchHit({ href, kind, title, excerpt, clauses = [], status, meta }: SearchHitProps) {
  return (
    <li className="list-item search-hit">
      <p className="list-item-head">
        <span className="list-item-kind">{kind}</span>
        {status}
      </p>
      <p className="list-item-title">
        <a href={href}>
          <Matches text={title} />
        </a>
      </p>
      {excerpt ? (
        <p className="search-hit-excerpt">
          <Matches text={excerpt} />
        </p>
      ) : null}
      {clauses.length > 0 ? (
        <ul className="search-hit-clauses">
          {clauses.map((clause) => (
            <li key={clause.href}>
              <a href={clause.href}>
                {clause.label} <Matches text={clause.heading} />
              </a>{' '}
              <Matches text={clause.excerpt} />
            </li>
          ))}
        </ul>
      ) : null}
      <MetaLine entries={meta} />
    </li>
  )
}

function Matches({ text }: { text: string }) {
  return text.split(matchStart).map((piece, at) => {
    const [match = '', rest] = at === 0 ? [] : piece.split(matchEnd)
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one string never move
      <span key={at}>
        {match ? <mark>{match}</mark> : null}
        {at === 0 ? piece : rest}
      </span>
    )
  })
}
