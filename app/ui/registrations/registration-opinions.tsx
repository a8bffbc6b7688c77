import type { OwnOpinion } from '~/app/domain/activity-reports/record-types'
import { DecisionWord, WrittenWords } from '~/app/ui/comments/comment-words'
import { useT } from '~/app/ui/language'

/** What one said there, as it stands in the ledger, and what became of it. */
export function RegistrationOpinions({ opinions }: { opinions: OwnOpinion[] }) {
  const t = useT()
  if (opinions.length === 0) return null
  return (
    <section>
      <h2>{t('registration.opinions')}</h2>
      {opinions.map(({ statementId, body, clause, decisions }) => (
        <article key={statementId} className="receipt-decision">
          {clause ? <p className="muted">{clause.cited}</p> : null}
          <WrittenWords>{body}</WrittenWords>
          {decisions.length === 0 ? <p>{t('registration.opinions.waiting')}</p> : null}
          {decisions.map(({ issueId, decision, reason }) => (
            <p key={issueId}>
              <DecisionWord decision={decision} />
              {reason ? ` ${t('occasion.opinions.reason')}${reason}` : null}
            </p>
          ))}
        </article>
      ))}
    </section>
  )
}
