import { kindChoices } from '~/app/domain/survey-building/choices'
import type { Setting } from '~/app/domain/surveys/check-answers'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { Checkbox, Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'
import { QuestionFields } from '~/app/ui/surveys/question-fields'
import type { Question, QuestionKind, SurveyDefinition } from '~/db/schema/survey-definition'
import { ConditionFields } from './condition-fields'
import { KindFields } from './kind-fields'

type Props = {
  surveyId: number
  definition: SurveyDefinition
  setting: Setting
  kind: QuestionKind
  /** As it is stored; null for a new one. */
  question: Question | null
  /** Where a new one goes. */
  pageId: string
  earlier: { question: Question; number: number }[]
  /** The mark of what this person has seen. */
  base: string
  values: Record<string, string>
  errors: Record<string, string>
  formKey: string
}

/** One question: its words, what its kind needs, and when it is asked. */
export function QuestionEditor(props: Props) {
  const { surveyId, definition, kind, question, pageId, earlier, setting, values, errors } = props
  const t = useT()
  const field = (name: string) => ({ name, value: values[name] ?? '', error: errors[name] })
  const back = paths.desk.surveyBuild(surveyId, {}, question ? `at-${question.id}` : `at-${pageId}`)
  return (
    <>
      {errors.conflict && question ? (
        <div id="conflict">
          <Notice tone="warning" title={t('builder.conflict')}>
            <p>{t('builder.conflict.text')}</p>
            <fieldset className="built-look" disabled>
              <QuestionFields {...{ definition, setting }} questions={[question]} answers={{}} seed="desk" />
            </fieldset>
          </Notice>
        </div>
      ) : null}
      {question ? <KindForm surveyId={surveyId} question={question} kind={kind} /> : null}
      <Form idempotencyKey={props.formKey} id="question-form">
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="base" value={props.base} />
        {question ? (
          <input type="hidden" name="question" value={question.id} />
        ) : (
          <input type="hidden" name="page" value={pageId} />
        )}
        <TextArea
          {...field('title')}
          label={t('builder.form.title')}
          hint={t('builder.form.title.hint')}
          rows={2}
        />
        <TextField
          {...field('hint')}
          label={t('builder.form.hint')}
          hint={t('builder.form.hint.hint')}
          optional
        />
        <KindFields kind={kind} values={values} errors={errors} />
        <Checkbox
          name="required"
          label={t('builder.form.required')}
          hint={t('builder.form.required.hint')}
          checked={values.required === 'on'}
        />
        <fieldset className="condition-fields">
          <legend>{t('builder.form.if')}</legend>
          {earlier.length === 0 ? (
            <p className="field-hint">{t('builder.form.if.none')}</p>
          ) : (
            <>
              <p className="field-hint">{t('builder.form.if.hint')}</p>
              <ConditionFields
                prefix="if"
                {...{ earlier, setting, values, errors }}
                stored={question?.showIf}
              />
            </>
          )}
        </fieldset>
        <Actions>
          <Button name="intent" value="save-question">
            {t('builder.form.save')}
          </Button>
          <LinkButton kind="quiet" href={back}>
            {t('builder.form.cancel')}
          </LinkButton>
        </Actions>
      </Form>
    </>
  )
}

/** Goes to the same form for another kind; what both have comes along. */
function KindForm({
  surveyId,
  question,
  kind,
}: {
  surveyId: number
  question: Question
  kind: QuestionKind
}) {
  const t = useT()
  return (
    <details className="change-form">
      <summary>{t('builder.form.kind')}</summary>
      <p>{t('builder.form.kind.hint')}</p>
      <form method="get" action={paths.desk.surveyBuild(surveyId)} className="inline-form">
        <input type="hidden" name="question" value={question.id} />
        <Select
          name="kind"
          label={t('builder.form.kind')}
          value={kind}
          choices={kindChoices.map((one) => ({ value: one, label: t(`builder.kind.${one}`) }))}
        />
        <Actions>
          <Button kind="quiet">{t('builder.form.kind.submit')}</Button>
        </Actions>
      </form>
    </details>
  )
}
