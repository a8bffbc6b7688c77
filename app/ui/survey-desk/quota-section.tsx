import { quotaRows, quotaValues } from '~/app/domain/survey-building/quota-form'
import type { Setting } from '~/app/domain/surveys/check-answers'
import { fewest } from '~/app/domain/surveys/types'
import { questionsOf } from '~/app/domain/surveys/walk'
import { Button } from '~/app/ui/button'
import { TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'
import type { SurveyDefinition, Test } from '~/db/schema/survey-definition'
import { conditionWords } from './built-conditions'
import { ConditionFields } from './condition-fields'

type Quota = { label: string; tests: Test[]; most: number; taken: number }

type Props = {
  quotas: Quota[]
  definition: SurveyDefinition
  setting: Setting
  /** False once it is public: then it shows how many places are taken. */
  canEdit: boolean
  formKey: string
  errors: Record<string, string>
  typed: Record<string, string> | undefined
}

/** How many answers are taken of each group. */
export function QuotaSection(props: Props) {
  const { quotas, definition, canEdit } = props
  const t = useT()
  if (!canEdit && quotas.length === 0) return null
  const hasQuestions = questionsOf(definition).length > 0
  return (
    <section aria-labelledby="quotas">
      <h2 id="quotas">{t('surveyDesk.quotas')}</h2>
      {canEdit ? <p>{t('surveyDesk.quotas.lead')}</p> : null}
      {quotas.length > 0 ? <QuotaTable {...props} /> : null}
      {canEdit && !hasQuestions ? <p>{t('surveyDesk.quotas.first')}</p> : null}
      {canEdit && hasQuestions ? <QuotaForm {...props} /> : null}
    </section>
  )
}

function QuotaTable({ quotas, definition, setting, canEdit }: Props) {
  const t = useT()
  return (
    <TableScroll label={t('surveyDesk.quotas.table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('surveyDesk.quotas.label')}</th>
            <th scope="col">{t('surveyDesk.quotas.group')}</th>
            <th scope="col">{t('surveyDesk.quotas.most')}</th>
          </tr>
        </thead>
        <tbody>
          {quotas.map(({ label, tests, most, taken }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{conditionWords({ join: 'all', tests }, definition, setting)}</td>
              <td>{canEdit ? most : t(takenWords(taken, most), { taken, most, fewest })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function takenWords(taken: number, most: number) {
  if (taken >= most) return 'surveyDesk.quotas.full'
  return taken < fewest ? 'surveyDesk.quotas.few' : 'surveyDesk.quotas.taken'
}

function QuotaForm({ quotas, definition, setting, formKey, errors, typed }: Props) {
  const t = useT()
  const values = typed?.['label-0'] === undefined ? quotaValues(quotas) : typed
  const earlier = questionsOf(definition).map((question, at) => ({ question, number: at + 1 }))
  const isWrong = Object.keys(errors).some((name) => /^(label|most|group)-\d/.test(name))
  return (
    <details className="change-form" open={isWrong}>
      <summary>{t('surveyDesk.quotas.edit')}</summary>
      <p className="field-hint">{t('surveyDesk.quotas.more')}</p>
      <Form idempotencyKey={formKey}>
        {Array.from({ length: quotaRows(quotas.length) }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a form have no other name
          <fieldset key={row} className="condition-fields">
            <legend>{t('surveyDesk.quotas.row', { number: row + 1 })}</legend>
            <TextField
              name={`label-${row}`}
              label={t('surveyDesk.quotas.label')}
              hint={t('surveyDesk.quotas.label.hint')}
              value={values[`label-${row}`]}
              error={errors[`label-${row}`]}
              optional
            />
            <TextField
              name={`most-${row}`}
              label={t('surveyDesk.quotas.most')}
              value={values[`most-${row}`]}
              error={errors[`most-${row}`]}
              inputMode="numeric"
              className="short-input"
              optional
            />
            <p className="field-label">{t('surveyDesk.quotas.group')}</p>
            <p className="field-hint">{t('surveyDesk.quotas.group.hint')}</p>
            <ConditionFields
              prefix={`group-${row}`}
              {...{ earlier, setting, values, errors }}
              stored={quotas[row] ? { join: 'all', tests: quotas[row].tests } : undefined}
              withoutJoin
            />
          </fieldset>
        ))}
        <Actions>
          <Button name="intent" value="quotas">
            {t('surveyDesk.quotas.save')}
          </Button>
        </Actions>
      </Form>
    </details>
  )
}
