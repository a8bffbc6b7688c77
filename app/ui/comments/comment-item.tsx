import { fewestCopies } from '~/app/domain/campaigns/types'
import type { PublicComment } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { ClauseFate } from '~/app/ui/comments/clause-fate'
import { DecisionWord, QuotedWords, WrittenWords } from '~/app/ui/comments/comment-words'
import { formatDate } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Time } from '~/app/ui/time'

type CommentItemProps = {
  comment: PublicComment
  consultationId: number
  since: { title: string; number: number; href: string } | null
  /** All were said on the same occasion, which the page names once. */
  isOneOccasion?: boolean
}

/** One published comment: who and when, on which words of which clause, what it says, and what became of it. */
export function CommentItem({ comment, consultationId, since, isOneOccasion }: CommentItemProps) {
  const { clause, quote } = comment
  return (
    <li className="comment" id={`comment-${comment.id}`}>
      {clause ? (
        <div className="comment-clause">
          <p>
            <a href={paths.consultation(consultationId, { clause: clause.clauseId })}>{clause.cited}</a>
          </p>
          {quote ? <QuotedWords>{quote}</QuotedWords> : null}
        </div>
      ) : null}
      <WrittenWords>{comment.body}</WrittenWords>
      <Author comment={comment} />
      <Notes comment={comment} consultationId={consultationId} isOneOccasion={isOneOccasion} />
      <ClauseFate fate={comment.fate ?? undefined} since={since} />
      <Decisions comment={comment} consultationId={consultationId} />
    </li>
  )
}

function Author({ comment }: { comment: PublicComment }) {
  const t = useT()
  const { authorKind, name, township, affectedGroup, receivedAt, channel } = comment
  return (
    <MetaLine
      entries={[
        name ?? t(`comments.author.${authorKind}`),
        name && authorKind === 'organisation' ? t('comments.author.organisation') : null,
        township,
        affectedGroup,
        <Time key="at" at={receivedAt} />,
        t(`comment.${channel}`),
        t('comments.number', { id: comment.id }),
      ]}
    />
  )
}

function Notes({ comment, consultationId, isOneOccasion }: Omit<CommentItemProps, 'since'>) {
  const t = useT()
  const { correctedAt, attachments, campaign } = comment
  const occasion = isOneOccasion ? null : comment.occasion
  if (!occasion && !correctedAt && attachments === 0 && !(campaign && campaign.sent >= fewestCopies))
    return null
  return (
    <ul className="comment-notes">
      {occasion ? (
        <li>
          <a href={paths.activity(occasion.id)}>{t('comments.saidAt', { title: occasion.title })}</a>
        </li>
      ) : null}
      {correctedAt ? <li>{t('comments.corrected', { at: formatDate(correctedAt) })}</li> : null}
      {attachments > 0 ? <li>{t('comments.attachments', { count: attachments })}</li> : null}
      {campaign && campaign.sent >= fewestCopies ? (
        <li>
          <a href={paths.campaign(consultationId, campaign.campaignId)}>
            {t(`comments.campaign.${campaign.relation}`, { count: campaign.sent })}
          </a>
        </li>
      ) : null}
    </ul>
  )
}

function Decisions({ comment, consultationId }: Pick<CommentItemProps, 'comment' | 'consultationId'>) {
  const t = useT()
  if (comment.decisions.length === 0) return null
  return (
    <ul className="comment-decisions" aria-label={t('comments.became')}>
      {comment.decisions.map(({ issueId, title, decision }) => (
        <li key={issueId}>
          <DecisionWord decision={decision} />{' '}
          <a href={`${paths.feedback(consultationId)}#issue-${issueId}`}>{title}</a>
        </li>
      ))}
    </ul>
  )
}
