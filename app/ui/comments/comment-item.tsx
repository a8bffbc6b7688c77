import type { CommentChannel, Decision } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { DecisionWord, WrittenWords } from '~/app/ui/comments/comment-words'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Time } from '~/app/ui/time'

type Comment = {
  id: number
  receivedAt: Date
  channel: CommentChannel
  name: string | null
  township: string
  clause: { clauseId: number; cited: string } | null
  body: string
  decisions: { issueId: number; title: string; decision: Decision }[]
}

/** One published comment: who and when, on which clause, the words, and what became of it. */
export function CommentItem({ comment, consultationId }: { comment: Comment; consultationId: number }) {
  const t = useT()
  const { clause, decisions } = comment
  return (
    <li className="comment" id={`comment-${comment.id}`}>
      {clause ? (
        <p className="comment-clause">
          <a href={paths.consultation(consultationId, { clause: clause.clauseId })}>{clause.cited}</a>
        </p>
      ) : null}
      <WrittenWords>{comment.body}</WrittenWords>
      <MetaLine
        entries={[
          comment.name ?? t('comment.anonymous'),
          comment.township,
          <Time key="at" at={comment.receivedAt} />,
          t(`comment.${comment.channel}`),
        ]}
      />
      {decisions.length > 0 ? (
        <ul className="comment-decisions" aria-label={t('comments.became')}>
          {decisions.map((decision) => (
            <li key={decision.issueId}>
              <DecisionWord decision={decision.decision} />{' '}
              <a href={`${paths.feedback(consultationId)}#issue-${decision.issueId}`}>{decision.title}</a>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}
