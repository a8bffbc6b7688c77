import type { ReactNode } from 'react'
import type { AgendaPart } from '~/app/domain/activities/types'
import type { ShownStatement } from '~/app/domain/activity-reports/record-types'
import { clauseAnchor, paths } from '~/app/paths'
import { DecisionWord, WrittenWords } from '~/app/ui/comments/comment-words'
import { useT } from '~/app/ui/language'
import { StatusWord } from '~/app/ui/status-word'

/** Where a clause of the draft is read: on the consultation's own page, or on that of the activity. */
export type DraftPlace = { activityId: number; consultationId: number | null }

type Group = { part: AgendaPart | null; statements: ShownStatement[] }

/** What was said one after the other in one part of the agenda stands together; the order is never changed. */
export function byPart(statements: ShownStatement[]): Group[] {
  const groups: Group[] = []
  for (const statement of statements) {
    const last = groups.at(-1)
    if (last?.part === statement.part) last.statements.push(statement)
    else groups.push({ part: statement.part, statements: [statement] })
  }
  return groups
}

type ListProps = {
  statements: ShownStatement[]
  place: DraftPlace
  headingLevel?: 2 | 3
  /** Whether it says what became of each opinion. */
  withResults?: boolean
  /** Before the number in each address within the page; another one where the list stands there twice. */
  anchor?: string
}

/** The whole transcript by part of the agenda. */
export function StatementList({
  statements,
  place,
  headingLevel = 2,
  withResults = false,
  anchor = 's',
}: ListProps) {
  const t = useT()
  const Heading = `h${headingLevel}` as const
  const groups = byPart(statements)
  const firsts = withResults ? firstOfEachIssue(statements) : new Map<number, number>()
  const hasParts = groups.some(({ part }) => part !== null)
  return (
    <>
      {groups.map(({ part, statements: inPart }) => (
        <section key={inPart[0]?.id} id={`${anchor}-part-${inPart[0]?.number}`}>
          {hasParts ? <Heading>{t(`transcript.part.${part ?? 'none'}`)}</Heading> : null}
          <ol className="statements">
            {inPart.map((statement) => (
              <Statement key={statement.id} statement={statement} place={place} anchor={anchor}>
                {withResults && statement.kind === 'opinion' ? (
                  <Became statement={statement} firsts={firsts} anchor={anchor} />
                ) : null}
              </Statement>
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

type StatementProps = {
  statement: ShownStatement
  place: DraftPlace
  children?: ReactNode
  anchor?: string
  /** The reader's own words: who said them need not be said. */
  isOwn?: boolean
}

/** One thing that was said: who, on which clause, the words. */
export function Statement({ statement, place, children, anchor = 's', isOwn = false }: StatementProps) {
  const t = useT()
  const { number, speaker, pseudonym, clause, kind, body } = statement
  return (
    <li className={`statement statement-${kind}`} id={`${anchor}-${number}`}>
      <p className="statement-head">
        {isOwn ? (
          <strong>{t('transcript.number', { number })}</strong>
        ) : (
          <>
            <span className="statement-number">
              <span aria-hidden="true">{number}</span>
              <span className="visually-hidden">{t('transcript.number', { number })}</span>
            </span>
            <strong>{speaker}</strong>
            {pseudonym ? <span className="muted">{pseudonym}</span> : null}
          </>
        )}
        {clause ? (
          <span className="statement-clause">
            <a href={clauseHref(place, clause.clauseId)}>{t('transcript.about', { clause: clause.cited })}</a>
          </span>
        ) : null}
      </p>
      <WrittenWords>{body}</WrittenWords>
      {children}
    </li>
  )
}

function clauseHref({ activityId, consultationId }: DraftPlace, clauseId: number): string {
  return consultationId === null
    ? paths.activity(activityId, { anchor: clauseAnchor(clauseId) })
    : paths.consultation(consultationId, { clause: clauseId })
}

/** In which statement each issue is asked for first: there stands the reason, the later ones lead to it. */
function firstOfEachIssue(statements: ShownStatement[]): Map<number, number> {
  const firsts = new Map<number, number>()
  for (const { number, decisions } of statements)
    for (const { issueId } of decisions) if (!firsts.has(issueId)) firsts.set(issueId, number)
  return firsts
}

type BecameProps = { statement: ShownStatement; firsts: Map<number, number>; anchor: string }

function Became({ statement: { number: own, decisions, commentId }, firsts, anchor }: BecameProps) {
  const t = useT()
  const number = commentId === null ? null : t('transcript.comment', { id: commentId })
  if (decisions.length === 0)
    return (
      <p className="statement-became">
        <StatusWord tone="waiting">{t('transcript.waiting')}</StatusWord>
        {number ? <span className="muted">{number}</span> : null}
      </p>
    )
  return (
    <ul className="comment-decisions" aria-label={t('comments.became')}>
      {decisions.map(({ issueId, title, decision, reason }) => (
        <li key={issueId}>
          <DecisionWord decision={decision} /> {title}
          <Reason reason={reason} first={firsts.get(issueId) ?? own} own={own} anchor={anchor} />
        </li>
      ))}
    </ul>
  )
}

function Reason({
  reason,
  first,
  own,
  anchor,
}: {
  reason: string
  first: number
  own: number
  anchor: string
}) {
  const t = useT()
  if (!reason) return null
  if (first !== own)
    return (
      <span className="statement-reason">
        <a href={`#${anchor}-${first}`}>{t('transcript.reason.same', { number: first })}</a>
      </span>
    )
  return (
    <p className="statement-reason">
      {t('transcript.reason')}
      {reason}
    </p>
  )
}
