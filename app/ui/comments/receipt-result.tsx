import type { CommentReceipt, ReceiptDecision } from '~/app/domain/comments/receipt-types'
import type { ClauseFate as Fate } from '~/app/domain/texts/fates'
import { paths } from '~/app/paths'
import { ClauseFate } from '~/app/ui/comments/clause-fate'
import { DecisionWord, WrittenWords } from '~/app/ui/comments/comment-words'
import { markedWords } from '~/app/ui/compared-clauses'
import { ChangedWords } from '~/app/ui/comparison'
import { useT } from '~/app/ui/language'

/** What became of the comment: each decision with its reason, and the clauses before and after. */
export function ReceiptResult({ receipt }: { receipt: CommentReceipt }) {
  const t = useT()
  const { decisions, since, ownFate, consultation, state } = receipt
  if (state === 'withdrawn') return null
  if (decisions.length === 0) {
    if (!ownFate || !since) return null
    return (
      <section>
        <h2>{t('receipt.result.later')}</h2>
        <ClauseFate fate={ownFate} since={since} />
      </section>
    )
  }
  return (
    <section>
      <h2>{t('receipt.result')}</h2>
      {decisions.map((decision) => (
        <DecidedIssue
          key={decision.issueId}
          decision={decision}
          consultationId={consultation.id}
          since={since}
        />
      ))}
    </section>
  )
}

type DecidedProps = {
  decision: ReceiptDecision
  consultationId: number
  since: CommentReceipt['since']
}

function DecidedIssue({ decision, consultationId, since }: DecidedProps) {
  const t = useT()
  const { issueId, title, reason, parts, fates } = decision
  return (
    <article className="receipt-decision">
      <h3>
        {title}　<DecisionWord decision={decision.decision} />
      </h3>
      {parts.length > 0 ? (
        <div className="receipt-parts">
          <p className="muted">{t('receipt.result.part')}</p>
          {parts.map((part) => (
            <blockquote key={part}>
              <WrittenWords>{part}</WrittenWords>
            </blockquote>
          ))}
        </div>
      ) : null}
      <WrittenWords>{reason || t('receipt.result.noReason')}</WrittenWords>
      {since && fates.length > 0 ? (
        <div className="receipt-clauses">
          <p className="muted">
            {t('receipt.result.clauses')}
            {t('feedback.bracket')}
            <a href={since.href}>{t('receipt.result.since', { title: since.title })}</a>
            {t('feedback.bracketEnd')}
          </p>
          {fates.map((fate) => (
            <ClauseChange key={`${fate.fromLabel}-${fate.toLabel}`} fate={fate} since={since} />
          ))}
        </div>
      ) : null}
      <p className="no-print">
        <a href={`${paths.feedback(consultationId)}#issue-${issueId}`}>{t('receipt.result.issue')}</a>
      </p>
    </article>
  )
}

/** Open, because this is what the author has come for. */
function ClauseChange({ fate, since }: { fate: Fate; since: NonNullable<CommentReceipt['since']> }) {
  const t = useT()
  const { fromLabel, toLabel, words, href } = fate
  if (words.length === 0)
    return (
      <div className="receipt-clause">
        <p>{fromLabel}</p>
        <ClauseFate fate={fate} since={since} />
      </div>
    )
  const label = toLabel && toLabel !== fromLabel ? `${fromLabel} → ${toLabel}` : fromLabel
  return (
    <div className="receipt-clause">
      <p>
        {href ? <a href={href}>{label}</a> : label}
        {fate.fate === 'deleted' ? `　${t('fate.deleted')}` : ''}
      </p>
      <p className="compared-text">
        <ChangedWords words={markedWords(words)} />
      </p>
    </div>
  )
}
