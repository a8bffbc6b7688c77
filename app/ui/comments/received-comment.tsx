import type { DeskComment } from '~/app/domain/comments/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { ClauseFate, type ClauseFateProps } from '~/app/ui/comments/clause-fate'
import { CommentStateWord, QuotedWords, WrittenWords } from '~/app/ui/comments/comment-words'
import { Attachments, DeskCommentMeta } from '~/app/ui/comments/desk-comment'
import { TextField } from '~/app/ui/field'
import { formatDate } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type ContactView = { action: string; seen: { contact?: string; error?: string } | undefined }
type ReceivedProps = ClauseFateProps & { comment: DeskComment; contact: ContactView | null }

/** One comment in the desk's list: where it stands, what it says, what came with it, where it went. */
export function ReceivedComment({ comment, contact, fate, since }: ReceivedProps) {
  const t = useT()
  const { id, body, original, quote, state } = comment
  return (
    <li className="comment" id={`comment-${id}`}>
      <DeskCommentMeta comment={comment} state={<CommentStateWord state={state} />} />
      {quote ? <QuotedWords>{quote}</QuotedWords> : null}
      {body === '' ? <p>{t('deskComments.takenBack')}</p> : <WrittenWords>{body}</WrittenWords>}
      {original ? (
        <details>
          <summary>{t('deskComments.original')}</summary>
          <WrittenWords>{original}</WrittenWords>
        </details>
      ) : null}
      <ClauseFate fate={fate} since={since} />
      <Attachments of={comment.attachments} />
      <Notes comment={comment} />
      {contact ? <Contact id={id} {...contact} /> : null}
    </li>
  )
}

function Notes({ comment }: { comment: DeskComment }) {
  const t = useT()
  const { consultationId, state, reason, disowned, correction, issues, occasion } = comment
  const shownReason = state === 'published' ? null : reason
  if (!occasion && !disowned && !shownReason && !correction && issues.length === 0) return null
  return (
    <ul className="comment-notes">
      {occasion ? (
        <li>
          <a href={paths.desk.activity(occasion.id)}>{t('comments.saidAt', { title: occasion.title })}</a>
        </li>
      ) : null}
      {disowned ? <li>{t('deskComments.disowned')}</li> : null}
      {shownReason ? <li>{shownReason}</li> : null}
      {correction ? <li>{t('deskComments.corrected', { at: formatDate(correction.at) })}</li> : null}
      {issues.map((issue) => (
        <li key={issue.id}>
          {t('deskComments.issues')} <a href={paths.desk.issue(consultationId, issue.id)}>{issue.title}</a>
        </li>
      ))}
    </ul>
  )
}

/** L3: one by one, each look with its purpose. */
function Contact({ id, action, seen }: ContactView & { id: number }) {
  const t = useT()
  if (seen?.contact)
    return <Notice tone="done" title={t('deskComments.contact.once', { contact: seen.contact })} />
  return (
    <details className="desk-contact" open={Boolean(seen?.error)}>
      <summary>{t('deskComments.contact.see')}</summary>
      <form method="post" action={action} className="form">
        <input type="hidden" name="comment" value={id} />
        <TextField
          name={`purpose-${id}`}
          label={t('deskComments.contact.purpose')}
          error={seen?.error}
          maxLength={200}
        />
        <Button kind="quiet">{t('deskComments.contact.see')}</Button>
      </form>
    </details>
  )
}
