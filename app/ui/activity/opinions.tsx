import type { Occasion, RecordedOpinion } from '~/app/domain/occasions/occasion-types'
import { paths } from '~/app/paths'
import { DecisionWord, WrittenWords } from '~/app/ui/comments/comment-words'
import { DecisionBars } from '~/app/ui/decision-bars'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { countDecisions, type HeardIssue, issuesOf } from './heard-issues'

type OpinionsProps = Pick<Occasion, 'opinions' | 'consultationId' | 'answeredAt'> & {
  /** The ledger is the activity's own: nothing else stands in it. */
  isOwnLedger: boolean
}

// Who reads on a telephone sees how the opinions are, and opens the rest.
const shownAtOnce = 5

/** What was asked for and what became of it: each decision once with its reason, the words of those who asked below. */
export function Opinions({ opinions, consultationId, answeredAt, isOwnLedger }: OpinionsProps) {
  const t = useT()
  if (opinions.length === 0 || consultationId === null) return null
  const issues = issuesOf(opinions)
  const undecided = opinions.filter(({ decisions }) => decisions.length === 0)
  const count = formatNumber(opinions.length)
  return (
    <section id="opinions">
      <h2>{t('occasion.opinions')}</h2>
      <p>{t(isOwnLedger ? 'occasion.opinions.own' : 'occasion.opinions.text', { count })}</p>
      {issues.length > 0 ? (
        <>
          {issues.length >= shownAtOnce ? (
            <DecisionBars counts={countDecisions(issues)} unit={t('feedback.unit')} />
          ) : null}
          {issues.map((issue) => (
            <Issue
              key={issue.issueId}
              issue={issue}
              consultationId={consultationId}
              isFolded={opinions.length > shownAtOnce}
            />
          ))}
        </>
      ) : null}
      {undecided.length > 0 ? <Undecided opinions={undecided} isLate={answeredAt !== null} /> : null}
      <p className="occasion-more">
        <a href={paths.consultationComments(consultationId)}>{t('occasion.opinions.ledger')}</a>
        {answeredAt ? <a href={paths.feedback(consultationId)}>{t('occasion.opinions.feedback')}</a> : null}
      </p>
    </section>
  )
}

type IssueProps = { issue: HeardIssue; consultationId: number; isFolded: boolean }

function Issue({ issue, consultationId, isFolded }: IssueProps) {
  const t = useT()
  const { issueId, title, decision, reason, opinions } = issue
  return (
    <article className="occasion-issue">
      <h3>
        <DecisionWord decision={decision} />{' '}
        <a href={`${paths.feedback(consultationId)}#issue-${issueId}`}>{title}</a>
      </h3>
      {reason ? (
        <p className="occasion-reason">
          {t('occasion.opinions.reason')}
          {reason}
        </p>
      ) : null}
      <details open={!isFolded}>
        <summary>{t('occasion.opinions.said', { count: opinions.length })}</summary>
        <OpinionList opinions={opinions} />
      </details>
    </article>
  )
}

function Undecided({ opinions, isLate }: { opinions: RecordedOpinion[]; isLate: boolean }) {
  const t = useT()
  const [first, rest] = [opinions.slice(0, shownAtOnce), opinions.slice(shownAtOnce)]
  return (
    <>
      <p>
        {t('occasion.opinions.waiting')}
        {isLate ? null : t('occasion.opinions.waiting.text')}
      </p>
      <OpinionList opinions={first} />
      {rest.length > 0 ? (
        <details>
          <summary>{t('occasion.opinions.rest', { count: rest.length })}</summary>
          <OpinionList opinions={rest} />
        </details>
      ) : null}
    </>
  )
}

function OpinionList({ opinions }: { opinions: RecordedOpinion[] }) {
  const t = useT()
  return (
    <ol className="occasion-opinions">
      {opinions.map(({ commentId, speaker, clause, body }) => (
        <li key={commentId}>
          {speaker || clause ? (
            <p className="occasion-speaker">
              {speaker ? <strong>{speaker}</strong> : null}
              {clause ? (
                <span className="muted">{t('occasion.opinions.about', { clause: clause.cited })}</span>
              ) : null}
            </p>
          ) : null}
          <WrittenWords>{body}</WrittenWords>
        </li>
      ))}
    </ol>
  )
}
