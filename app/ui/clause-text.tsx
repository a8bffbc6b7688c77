import { Children, type ReactNode } from 'react'
import { clauseAnchor } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'

export type ClauseKind =
  | 'part'
  | 'chapter'
  | 'section'
  | 'article'
  | 'paragraph'
  | 'item'
  | 'subitem'
  | 'table'
  | 'annex'

export type ClauseView = {
  clauseId: string | number
  kind: ClauseKind
  label: string | null
  heading: string | null
  body: string
  cells?: string[][] | null
  depth: number
}

type ClauseTextProps = {
  clauses: ClauseView[]
  /** What hangs on a clause; null where nothing does. */
  margin?: (clause: ClauseView) => ReactNode | null
  /** What the folded margin is called on a phone; «第三条的解读与意见» when not given. */
  marginTitle?: (clause: ClauseView) => string
  /** A link or two at the end of a clause, such as 「对本条提意见」. */
  action?: (clause: ClauseView) => ReactNode | null
  highlightId?: string | number | null
  /** The level of a chapter's heading; sections are one deeper. */
  headingLevel?: 2 | 3
}

/** The reading page: the text in the middle, and beside each clause what hangs on it. */
export function ClauseText(props: ClauseTextProps) {
  const groups = groupByMargin(props.clauses, props.margin)
  const actions = placeActions(props.clauses, props.action)
  return (
    <div className={props.margin ? 'clause-text clause-text-margin' : 'clause-text'}>
      {groups.map((group) => (
        <div className="clause-group" key={group.clauses[0]?.clauseId}>
          <div className="clause-run">
            {group.clauses.map((clause) => (
              <Clause
                key={clause.clauseId}
                clause={clause}
                actions={actions.get(clause.clauseId)}
                highlightId={props.highlightId}
                headingLevel={props.headingLevel}
              />
            ))}
          </div>
          {group.margin ? (
            <Margin clause={group.clauses[0]} title={props.marginTitle} content={group.margin} />
          ) : null}
        </div>
      ))}
    </div>
  )
}

type Group = { clauses: ClauseView[]; margin: ReactNode }

/** A margin stands beside its clause and that clause's own paragraphs and items, until one of them has its own. */
function groupByMargin(clauses: ClauseView[], marginOf: ClauseTextProps['margin']): Group[] {
  const groups: Group[] = []
  let top = 0
  for (const clause of clauses) {
    const margin = marginOf?.(clause) ?? null
    const open = groups.at(-1)
    if (open?.margin && !margin && clause.depth > top && !isHeading(clause)) {
      open.clauses.push(clause)
    } else if (open && !open.margin && !margin) {
      open.clauses.push(clause)
    } else {
      groups.push({ clauses: [clause], margin })
      top = clause.depth
    }
  }
  return groups
}

type Action = { clauseId: ClauseView['clauseId']; content: ReactNode }

/** What can be done with an article stands after its last paragraph or item, not before them. */
function placeActions(clauses: ClauseView[], actionOf: ClauseTextProps['action']) {
  const placed = new Map<ClauseView['clauseId'], Action[]>()
  clauses.forEach((clause, at) => {
    const content = actionOf?.(clause)
    if (!content) return
    let last = at
    while (!isHeading(clause) && (clauses[last + 1]?.depth ?? -1) > clause.depth) last += 1
    const end = clauses[last]?.clauseId ?? clause.clauseId
    placed.set(end, [...(placed.get(end) ?? []), { clauseId: clause.clauseId, content }])
  })
  return placed
}

type ClauseProps = { clause: ClauseView; actions?: Action[] } & Pick<
  ClauseTextProps,
  'highlightId' | 'headingLevel'
>

function Clause({ clause, actions = [], highlightId, headingLevel = 2 }: ClauseProps) {
  const marked = highlightId != null && String(highlightId) === String(clause.clauseId)
  return (
    <div
      id={clauseAnchor(clause.clauseId)}
      className={`clause clause-${clause.kind}${marked ? ' clause-marked' : ''}`}
      data-depth={clause.depth}
    >
      <ClauseBody clause={clause} level={headingLevel} />
      {actions.map(({ clauseId, content }) => (
        <p key={clauseId} className="clause-action">
          {content}
        </p>
      ))}
    </div>
  )
}

function ClauseBody({ clause, level }: { clause: ClauseView; level: 2 | 3 }) {
  if (isHeading(clause)) return <ClauseHeading clause={clause} level={level} />
  if (clause.kind === 'table') return <ClauseTable clause={clause} />
  return <Paragraphs clause={clause} />
}

function ClauseHeading({ clause, level }: { clause: ClauseView; level: 2 | 3 }) {
  const Heading = clause.kind === 'section' ? (level === 2 ? 'h3' : 'h4') : level === 2 ? 'h2' : 'h3'
  return (
    <>
      <Heading className="clause-heading">
        {clause.label ? <span className="clause-heading-label">{clause.label}</span> : null}
        {clause.label && clause.heading ? '\u3000' : null}
        {clause.heading ?? (clause.label ? null : clause.body)}
      </Heading>
      {clause.body && (clause.heading || clause.label)
        ? lines(clause.body).map((line) => <p key={line}>{line}</p>)
        : null}
    </>
  )
}

function Paragraphs({ clause }: { clause: ClauseView }) {
  const [first = '', ...rest] = lines(clause.body)
  return (
    <>
      <p>
        {clause.label ? <b className="clause-label">{clause.label}</b> : null}
        {clause.label && clause.kind === 'article' ? '\u3000' : null}
        {clause.heading ? <b className="clause-title">{clause.heading}</b> : null}
        {clause.heading && first ? '\u3000' : null}
        {first}
      </p>
      {rest.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  )
}

function ClauseTable({ clause }: { clause: ClauseView }) {
  const t = useT()
  const [head = [], ...rows] = clause.cells ?? []
  const caption = clause.heading ?? clause.label
  const headCells = Children.toArray(
    head.map((cell) => (
      // biome-ignore lint/correctness/useJsxKeyInIterable: Children.toArray numbers them
      <th scope="col">{cell}</th>
    )),
  )
  // biome-ignore lint/correctness/useJsxKeyInIterable: Children.toArray numbers them
  const bodyRows = Children.toArray(rows.map((row) => <TableRow cells={row} />))
  return (
    <TableScroll label={caption ?? t('clause.table')}>
      <table>
        {caption ? <caption>{caption}</caption> : null}
        <thead>
          <tr>{headCells}</tr>
        </thead>
        <tbody>{bodyRows}</tbody>
      </table>
    </TableScroll>
  )
}

function TableRow({ cells }: { cells: string[] }) {
  // biome-ignore lint/correctness/useJsxKeyInIterable: Children.toArray numbers them
  return <tr>{Children.toArray(cells.map((cell) => <td>{cell}</td>))}</tr>
}

type MarginProps = {
  clause: ClauseView | undefined
  title: ClauseTextProps['marginTitle']
  content: ReactNode
}

/** Folded under the clause on a phone; beside it, and always open, on a wide page (clause-text.css). */
function Margin({ clause, title, content }: MarginProps) {
  const t = useT()
  if (!clause) return null
  const name = clause.label ?? clause.heading ?? ''
  return (
    <details className="clause-margin">
      <summary>{title ? title(clause) : t('clause.margin', { clause: name })}</summary>
      <div className="clause-margin-content">{content}</div>
    </details>
  )
}

function isHeading(clause: ClauseView) {
  return ['part', 'chapter', 'section', 'annex'].includes(clause.kind)
}

function lines(body: string) {
  return body.split('\n').filter((line) => line.trim() !== '')
}
