import type { EarlierTextPage } from '~/app/domain/earlier-text/earlier-types'
import { sayTime } from '~/app/domain/interpretation-blocks/say-time'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { markedWords } from '~/app/ui/compared-clauses'
import { ChangedWords } from '~/app/ui/comparison'
import { TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'

type Change = EarlierTextPage['changes'][number]

/** The clauses that one later policy changed, each with its words and the places that explain the earlier ones. */
export function ChangedByPolicy({ change, interpretationId }: { change: Change; interpretationId: number }) {
  const t = useT()
  const lang = useLang()
  return (
    <section className="stack" aria-labelledby={`changed-by-${change.policyId}`}>
      <h2 id={`changed-by-${change.policyId}`}>
        <a href={paths.policy(change.policyId)}>{change.title}</a> <Time at={change.since} />
      </h2>
      {change.clauses.map(({ clauseId, label, isGone, words, places, confirmed, isOpen }) => (
        <div key={clauseId} className="earlier-clause">
          <h3>
            {t(isGone ? 'earlierText.gone' : 'earlierText.changed', { clause: label })}{' '}
            {isOpen ? <StatusWord tone="overdue">{t('earlierText.open')}</StatusWord> : null}
          </h3>
          <p className="compared-text">
            <ChangedWords words={markedWords(words)} />
          </p>
          <ul>
            {places.map(({ anchor, second, excerpt }) => (
              <li key={`${anchor}-${second}`}>
                <a href={paths.interpretation(interpretationId, { anchor, second })}>
                  {second === null ? t('earlierText.place') : t('unclear.second', { at: sayTime(second) })}
                </a>
                {excerpt ? `：${excerpt}` : null}
              </li>
            ))}
          </ul>
          {confirmed ? (
            <p>
              {t('earlierText.confirmedOn', {
                day: formatDate(confirmed.at, lang),
                reason: confirmed.reason,
              })}
            </p>
          ) : null}
        </div>
      ))}
    </section>
  )
}

type ConfirmProps = {
  policyId: number
  formKey: string
  refused: { errors: Record<string, string>; values: Record<string, string> } | undefined
}

export function ConfirmForm({ policyId, formKey, refused }: ConfirmProps) {
  const t = useT()
  return (
    <section aria-labelledby="confirm-earlier">
      <h2 id="confirm-earlier">{t('earlierText.confirm')}</h2>
      <Form idempotencyKey={formKey}>
        <input type="hidden" name="policyId" value={policyId} />
        <TextArea
          name="reason"
          label={t('earlierText.reason')}
          hint={t('earlierText.reason.hint')}
          rows={3}
          value={refused?.values.reason}
          error={refused?.errors.reason}
        />
        <Actions>
          <Button>{t('earlierText.confirm')}</Button>
        </Actions>
      </Form>
    </section>
  )
}
