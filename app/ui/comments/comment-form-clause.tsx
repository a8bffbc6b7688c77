import type { ClauseOfForm } from '~/app/domain/comments/types'
import { Radios, Select, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'
import { Folded } from './comment-form-parts'

type AboutWhatProps = {
  clause: ClauseOfForm | null
  clauses: { clauseId: number; label: string }[]
  errors: Record<string, string>
  values: Record<string, string>
}

/** What the comment is about: the clause with the quoted words marked, and the way to another one or to one sentence. */
export function AboutWhat({ clause, clauses, errors, values }: AboutWhatProps) {
  const t = useT()
  const choice = (
    <Select
      name="clauseId"
      label={t('comment.clause')}
      hint={t('comment.clause.hint')}
      error={errors.clauseId}
      value={values.clauseId ?? String(clause?.clauseId ?? '')}
      empty={t('comment.wholeDraft')}
      choices={clauses.map(({ clauseId, label }) => ({ value: String(clauseId), label }))}
      optional
    />
  )
  const isWrong = Boolean(errors.clauseId || errors.quote)
  if (!clause)
    return (
      <div className="comment-about">
        <p>{t('comment.onWhole')}</p>
        <Folded
          title={t('commenting.about.choose')}
          open={isWrong || Boolean(values.clauseId || values.quote)}
        >
          {choice}
          <TextField
            name="quote"
            label={t('commenting.quote')}
            hint={t('commenting.quote.typed')}
            error={errors.quote}
            value={values.quote}
            optional
          />
        </Folded>
      </div>
    )
  return (
    <div className="comment-about">
      <p>{t(clause.quote ? 'commenting.onQuote' : 'comment.on', { clause: clause.cited })}</p>
      <QuotedClause clause={clause} />
      <Folded title={t('commenting.about.narrow')} open={isWrong}>
        <Sentences clause={clause} error={errors.quote} asked={values.quote ?? clause.quote} />
        {choice}
      </Folded>
    </div>
  )
}

/** The clause with its parts, as it stands in the draft; the quoted words are marked. */
function QuotedClause({ clause }: { clause: ClauseOfForm }) {
  return (
    <blockquote className="quoted-clause">
      {clause.parts.map(({ clauseId, before, quoted, after }) => (
        <p key={clauseId} data-clause={clauseId}>
          {before}
          {quoted ? <mark>{quoted}</mark> : null}
          {after}
        </p>
      ))}
    </blockquote>
  )
}

/** For who does not want to copy words: every sentence to choose from, and the words that were selected on the page. */
function Sentences({ clause, error, asked }: { clause: ClauseOfForm; error?: string; asked: string }) {
  const t = useT()
  const { quote, sentences } = clause
  const own = quote !== '' && !sentences.includes(quote) ? [quote] : []
  return (
    <Radios
      name="quote"
      label={t('commenting.quote')}
      hint={t('commenting.quote.hint')}
      error={error}
      value={quote || (sentences.includes(asked) ? asked : '')}
      choices={[
        { value: '', label: t('commenting.quote.whole', { clause: clause.cited }) },
        ...own.map((words) => ({ value: words, label: t('commenting.quote.selected', { words }) })),
        ...sentences.map((words) => ({ value: words, label: words })),
      ]}
    />
  )
}
