import type { Example, Issue } from '~/app/domain/issues/types'
import { paths } from '~/app/paths'
import { DecisionWord } from '~/app/ui/comments/comment-words'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { StatusWord } from '~/app/ui/status-word'

export function IssueStateWord({
  issue,
}: {
  issue: { decision: Pick<NonNullable<Issue['decision']>, 'decision'> | null }
}) {
  const t = useT()
  if (issue.decision) return <DecisionWord decision={issue.decision.decision} />
  return <StatusWord tone="waiting">{t('issues.undecided')}</StatusWord>
}

type CardIssue = Pick<Issue, 'id' | 'title' | 'summary' | 'clauses' | 'points' | 'owner'> & {
  decision: Pick<NonNullable<Issue['decision']>, 'decision'> | null
  examples: Example[]
}

/** One issue on the board: what it says, how many are in it, where it stands. Points are dropped onto it. */
export function IssueCard({ issue, consultationId }: { issue: CardIssue; consultationId: number }) {
  const t = useT()
  return (
    <li className="board-card issue-card" id={`issue-${issue.id}`} data-issue={issue.id}>
      <p className="list-item-head">
        <IssueStateWord issue={issue} />
        <span>{t('issues.points', { count: issue.points })}</span>
      </p>
      <h3>
        <a href={paths.desk.issue(consultationId, issue.id)}>{issue.title}</a>
      </h3>
      <p>{issue.summary}</p>
      <MetaLine
        entries={[
          ...issue.clauses.map(({ cited }) => cited),
          issue.owner ? t('issues.owner.named', { name: issue.owner.name }) : null,
        ]}
      />
      {issue.examples.length > 0 ? (
        <details>
          <summary>{t('issues.examples')}</summary>
          <ul className="issue-examples">
            {issue.examples.map((example) => (
              <li key={example.pointId}>
                {excerpt(example.body)}{' '}
                <span className="muted">{t('comments.number', { id: example.commentId })}</span>
                {example.isStale ? <b className="point-stale"> {t('issues.stale.placed')}</b> : null}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  )
}

const shownAtMost = 120

function excerpt(words: string): string {
  const characters = [...words]
  return characters.length > shownAtMost ? `${characters.slice(0, shownAtMost).join('')}…` : words
}
