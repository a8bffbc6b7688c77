import { longestSentence, type UnclearFormView } from '~/app/domain/unclear-clauses/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { ErrorSummary } from '~/app/ui/error-summary'
import { TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { UnclearLine } from './unclear-line'

type Sent = { unclear: { errors: Record<string, string>; values: Record<string, string>; key: string } }

/** On the page of a clause: what others said, and the form by which anyone says that this one is hard to understand. */
export function UnclearForm({ form, sent }: { form: UnclearFormView; sent?: Sent | undefined }) {
  const t = useT()
  const { errors = {}, values = {}, key = form.key } = sent?.unclear ?? {}
  const labels = { sentence: t('unclear.sentence'), email: t('unclear.email') }
  return (
    <section className="unclear stack" id="unclear" aria-labelledby="unclear-title">
      <h2 id="unclear-title">{t('unclear.title')}</h2>
      <UnclearLine clause={form} />
      {form.isThanked && !sent ? (
        <Notice tone="done" title={t('unclear.thanks')}>
          <p>{t('unclear.thanks.text')}</p>
          <p>
            <a href={paths.policy(form.policyId, { clause: form.clauseId })}>{t('unclear.back')}</a>
          </p>
        </Notice>
      ) : (
        <>
          <p>{t('unclear.lead', { clause: form.label })}</p>
          <ErrorSummary errors={errors} labels={labels} />
          <Form idempotencyKey={key} action={`${paths.policyClause(form.policyId, form.clauseId)}#unclear`}>
            <TextArea
              name="sentence"
              label={t('unclear.sentence')}
              hint={t('unclear.sentence.hint', { most: longestSentence })}
              rows={3}
              value={values.sentence}
              error={errors.sentence}
              optional
            />
            <TextField
              name="email"
              type="email"
              label={t('unclear.email')}
              hint={t('unclear.email.hint')}
              value={values.email}
              error={errors.email}
              autoComplete="email"
              optional
            />
            <p className="field-hint">
              {t('unclear.privacy')} <a href={paths.privacy()}>{t('privacy.title')}</a>
            </p>
            <Actions>
              <Button>{t('unclear.send')}</Button>
            </Actions>
          </Form>
        </>
      )}
    </section>
  )
}

/** Beside a clause of the policy, next to asking a question about it. */
export function UnclearLink({
  policyId,
  clauseId,
  label,
}: {
  policyId: number
  clauseId: number
  label: string
}) {
  const t = useT()
  return (
    <a href={`${paths.policyClause(policyId, clauseId)}#unclear`}>{t('unclear.link', { clause: label })}</a>
  )
}
