import { sayTime } from '~/app/domain/interpretation-blocks/say-time'
import { placeValue } from '~/app/domain/unclear-clauses/forms'
import type { ClauseDemand } from '~/app/domain/unclear-clauses/types'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { WrittenWords } from '~/app/ui/comments/comment-words'
import { Radios } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'

/** How many do not understand each clause: a bar, and the same in words. */
export function DemandBars({ clauses }: { clauses: ClauseDemand[] }) {
  const t = useT()
  const most = Math.max(1, ...clauses.map(({ people }) => people))
  return (
    <section aria-labelledby="unclear-demand">
      <h2 id="unclear-demand">{t('unclearDesk.demand')}</h2>
      <p className="field-hint">{t('unclearDesk.demand.text')}</p>
      <dl className="unclear-bars">
        {clauses.map(({ clauseId, label, people, waiting }) => (
          <div key={clauseId}>
            <dt>
              <a href={`#clause-${clauseId}`}>{label}</a>
            </dt>
            <dd>
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect className="unclear-track" width="100" height="6" />
                <rect className="unclear-all" width={(people / most) * 100} height="6" />
                <rect className="unclear-waiting" width={(waiting / most) * 100} height="6" />
              </svg>
              <span>{t('unclearDesk.bar', { people, waiting })}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

type SectionProps = {
  clause: ClauseDemand
  policyId: number
  formKey: string
  mayAnswer: boolean
  error: string | undefined
}

/** One clause: its words, what people wrote, and the answer. */
export function ClauseDemandSection({ clause, policyId, formKey, mayAnswer, error }: SectionProps) {
  const t = useT()
  const { clauseId, label, excerpt, people, waiting } = clause
  return (
    <section className="stack unclear-clause" id={`clause-${clauseId}`}>
      <h2>
        {t('unclearDesk.clause', { clause: label, people })}{' '}
        {waiting > 0 ? (
          <StatusWord tone="waiting">{t('unclearDesk.waiting.count', { count: waiting })}</StatusWord>
        ) : (
          <StatusWord tone="done">{t('unclearDesk.allAnswered')}</StatusWord>
        )}
      </h2>
      <p>
        {excerpt}
        {'\u3000'}
        <a href={paths.policyClause(policyId, clauseId)}>{t('unclearDesk.public')}</a>
      </p>
      <Sentences clause={clause} />
      {waiting > 0 && mayAnswer ? (
        <AnswerForm clause={clause} policyId={policyId} formKey={formKey} error={error} />
      ) : null}
      {waiting > 0 && !mayAnswer ? <p className="field-hint">{t('unclearDesk.readOnly')}</p> : null}
    </section>
  )
}

function Sentences({ clause: { sentences, sentenceCount } }: { clause: ClauseDemand }) {
  const t = useT()
  if (sentences.length === 0) return <p className="field-hint">{t('unclearDesk.sentences.none')}</p>
  const shown = sentences.length
  const title =
    sentenceCount > shown
      ? t('unclearDesk.sentences.newest', { count: sentenceCount, shown })
      : t('unclearDesk.sentences')
  return (
    <div>
      <h3>{title}</h3>
      <ul className="unclear-sentences">
        {sentences.map(({ id, at, sentence, isWaiting }) => (
          <li key={id}>
            <WrittenWords>{sentence}</WrittenWords>
            <p className="meta-line">
              <span>
                <Time at={at} />
              </span>
              {isWaiting ? null : <span>{t('unclearDesk.sentence.answered')}</span>}
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}

type AnswerProps = Pick<SectionProps, 'clause' | 'policyId' | 'formKey' | 'error'>

function AnswerForm({ clause, policyId, formKey, error }: AnswerProps) {
  const t = useT()
  const { clauseId, label, waiting, addresses, places } = clause
  const write = (
    <LinkButton
      kind="quiet"
      href={paths.desk.newInterpretation({ policy: policyId, form: 'questions', clause: clauseId })}
    >
      {t('unclearDesk.write', { clause: label })}
    </LinkButton>
  )
  if (places.length === 0)
    return (
      <>
        <p>{t('unclearDesk.noPlace')}</p>
        <Actions>{write}</Actions>
      </>
    )
  return (
    <Form idempotencyKey={formKey}>
      <input type="hidden" name="clauseId" value={clauseId} />
      <Radios
        name={`place-${clauseId}`}
        label={t('unclearDesk.answer')}
        hint={`${t('unclearDesk.answer.hint', { count: waiting })}${
          addresses > 0 ? t('unclearDesk.answer.told', { count: addresses }) : ''
        }`}
        error={error}
        choices={places.map((place) => ({
          value: placeValue(place),
          label:
            place.second === null
              ? place.title
              : t('unclearDesk.place.second', { title: place.title, at: sayTime(place.second) }),
          hint: place.excerpt,
        }))}
      />
      <Actions>
        <Button>{t('unclearDesk.answer.send')}</Button>
        {write}
      </Actions>
    </Form>
  )
}
