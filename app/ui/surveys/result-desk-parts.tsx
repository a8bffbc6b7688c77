import { decisionChoices } from '~/app/domain/issues/forms'
import type { Conclusion } from '~/app/domain/survey-results/result-types'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { decisionKey } from '~/app/ui/comments/comment-words'
import { Radios, TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { DecisionShown } from '~/app/ui/issues/decide-form'
import { useT } from '~/app/ui/language'
import { StatusWord } from '~/app/ui/status-word'

export type Refused = { errors: Record<string, string>; values: Record<string, string> }
type Choice = { id: string; title: string }
type FormProps = { surveyId: number; formKey: string; questions: Choice[]; refused: Refused | undefined }

/** One conclusion at the desk: its words, its decision, and, where it was opened, the forms that change them. */
export function DeskConclusion({
  conclusion,
  isFirst,
  isOpen,
  canEdit,
  ...form
}: FormProps & { conclusion: Conclusion; isFirst: boolean; isOpen: boolean; canEdit: boolean }) {
  const t = useT()
  const { id, finding, questionIds, decision } = conclusion
  const numbers = questionIds.flatMap((one) => {
    const at = form.questions.findIndex((question) => question.id === one)
    return at < 0 ? [] : [t('surveyResults.questionNumber', { number: at + 1 })]
  })
  const here = paths.desk.surveyResults(form.surveyId)
  return (
    <li id={`desk-conclusion-${id}`} className="desk-conclusion">
      <p className="result-finding">{finding}</p>
      {numbers.length > 0 ? (
        <p className="meta-line">
          {t('surveyResults.basedOn')}
          {numbers.join(t('comment.separator'))}
        </p>
      ) : null}
      {decision ? (
        <DecisionShown decision={decision} />
      ) : (
        <StatusWord tone="waiting">{t('surveyResultDesk.undecided')}</StatusWord>
      )}
      {canEdit && isOpen ? (
        <>
          <Decide {...form} conclusion={conclusion} />
          <ConclusionForm {...form} conclusion={conclusion} />
        </>
      ) : null}
      {canEdit && !isOpen ? (
        <Form idempotencyKey={`${form.formKey}-move-${id}`} action={here}>
          <input type="hidden" name="conclusionId" value={id} />
          <Actions>
            <LinkButton
              kind={decision ? 'quiet' : 'primary'}
              href={`${here}?conclusion=${id}#desk-conclusion-${id}`}
            >
              {t(decision ? 'surveyResultDesk.change' : 'surveyResultDesk.decide')}
            </LinkButton>
            {isFirst ? null : (
              <Button kind="quiet" name="intent" value="raise-conclusion">
                {t('surveyResultDesk.raise')}
              </Button>
            )}
            {decision === null ? (
              <Button kind="danger" name="intent" value="remove-conclusion">
                {t('surveyResultDesk.remove')}
              </Button>
            ) : null}
          </Actions>
        </Form>
      ) : null}
    </li>
  )
}

function Decide({ surveyId, formKey, refused, conclusion }: FormProps & { conclusion: Conclusion }) {
  const t = useT()
  const { id, decision } = conclusion
  const own = refused?.values.intent === 'decide' ? refused : undefined
  return (
    <Form idempotencyKey={`${formKey}-decide-${id}`} action={paths.desk.surveyResults(surveyId)}>
      <input type="hidden" name="conclusionId" value={id} />
      <Radios
        name="decision"
        label={t('surveyResultDesk.decision')}
        error={own?.errors.decision}
        value={own?.values.decision ?? decision?.decision}
        choices={decisionChoices.map((choice) => ({ value: choice, label: t(decisionKey(choice)) }))}
      />
      <TextArea
        name="why"
        label={t('surveyResultDesk.reason')}
        hint={t('surveyResultDesk.reason.hint')}
        error={own?.errors.why}
        value={own?.values.why ?? decision?.reason}
        rows={4}
      />
      <Button name="intent" value="decide">
        {t(decision ? 'surveyResultDesk.decide.again' : 'surveyResultDesk.decide')}
      </Button>
    </Form>
  )
}

/** A new conclusion, or another wording for one. */
export function ConclusionForm({
  surveyId,
  formKey,
  questions,
  refused,
  conclusion,
}: FormProps & { conclusion?: Conclusion }) {
  const t = useT()
  const intent = conclusion ? 'change-conclusion' : 'add-conclusion'
  const own = refused?.values.intent === intent ? refused : undefined
  const values = own?.values
  const chosen = new Set(values ? (values.questionIds ?? '').split('\n') : (conclusion?.questionIds ?? []))
  const suffix = conclusion ? `change-${conclusion.id}` : 'add'
  return (
    <Form idempotencyKey={`${formKey}-${suffix}`} action={paths.desk.surveyResults(surveyId)}>
      {conclusion ? <input type="hidden" name="conclusionId" value={conclusion.id} /> : null}
      <TextArea
        name="finding"
        label={t('surveyResultDesk.finding')}
        hint={t('surveyResultDesk.finding.hint')}
        error={own?.errors.finding}
        value={values?.finding ?? conclusion?.finding}
        rows={3}
      />
      <details className="desk-conclusion-questions" open={chosen.size > 0 || !conclusion}>
        <summary>{t('surveyResultDesk.questions')}</summary>
        <fieldset className="field">
          <legend className="visually-hidden">{t('surveyResultDesk.questions')}</legend>
          {questions.map(({ id, title }, at) => (
            <label key={id} className="choice">
              <input type="checkbox" name="questionIds" value={id} defaultChecked={chosen.has(id)} />
              <span>
                {at + 1}. {title}
              </span>
            </label>
          ))}
        </fieldset>
      </details>
      <Button kind={conclusion ? 'quiet' : 'primary'} name="intent" value={intent}>
        {t(conclusion ? 'surveyResultDesk.reword' : 'surveyResultDesk.add')}
      </Button>
    </Form>
  )
}
