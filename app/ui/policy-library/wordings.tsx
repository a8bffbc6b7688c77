import type { Wording } from '~/app/domain/policies/page-types'
import { paths } from '~/app/paths'
import { markedWords } from '~/app/ui/compared-clauses'
import { ChangedWords } from '~/app/ui/comparison'
import { useT } from '~/app/ui/language'
import { Time } from '~/app/ui/time'

/** How the clause read in each public policy on the text, the oldest first, with what each changed. */
export function Wordings({ wordings, clauseId }: { wordings: Wording[]; clauseId: number }) {
  const t = useT()
  if (wordings.length === 0) return null
  return (
    <section aria-labelledby="wordings">
      <h2 id="wordings">{t('clausePage.wordings')}</h2>
      <ol className="wordings">
        {wordings.map(({ policyId, title, documentNumber, publishedAt, name, isThis, change, words }) => (
          <li key={policyId}>
            <p>
              <a href={name === null ? paths.policy(policyId) : paths.policyClause(policyId, clauseId)}>
                {`《${title}》（${documentNumber}）${name ?? ''}`}
              </a>
              {isThis ? <b>{`（${t('clausePage.wording.this')}）`}</b> : null}
            </p>
            <p className="attachment-facts">
              <Time at={publishedAt} />
              {'\u3000'}
              {t(`clausePage.wording.${change}`)}
            </p>
            {change === 'new' || change === 'changed' ? (
              <p className="wording-text">
                <ChangedWords words={markedWords(words)} />
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
