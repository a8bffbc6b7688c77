import { accessChoices } from '~/app/domain/survey-building/choices'
import { DateTimeField, Radios, TextArea, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'
import type { SurveyValues } from './survey-values'

type Choice = { id: number; title: string }
export type SurveyFieldChoices = { matters: Choice[]; consultations: Choice[]; policies: Choice[] }

type Props = { choices: SurveyFieldChoices; values: SurveyValues; errors: Record<string, string> }

/** Everything about a survey except its questions. */
export function SurveyFields({ choices, values, errors }: Props) {
  const t = useT()
  const field = (name: keyof SurveyValues) => ({ name, value: values[name], error: errors[name] })
  return (
    <>
      <TextField {...field('title')} label={t('surveyForm.title')} hint={t('surveyForm.title.hint')} />
      <TextArea
        {...field('purpose')}
        label={t('surveyForm.purpose')}
        hint={t('surveyForm.purpose.hint')}
        rows={5}
      />
      <TextField
        {...field('audience')}
        label={t('surveyForm.audience')}
        hint={t('surveyForm.audience.hint')}
      />
      <DateTimeField {...field('opensAt')} label={t('surveyForm.opensAt')} />
      <DateTimeField
        {...field('closesAt')}
        label={t('surveyForm.closesAt')}
        hint={t('surveyForm.closesAt.hint')}
      />
      <Radios
        {...field('access')}
        label={t('surveyForm.access')}
        choices={accessChoices.map((access) => ({
          value: access,
          label: t(`surveyForm.access.${access}`),
          hint: t(`surveyForm.access.${access}.hint`),
        }))}
      />
      <BelongsTo choices={choices} value={values.belongsTo} error={errors.belongsTo} />
      <TextArea
        {...field('weighting')}
        label={t('surveyForm.weighting')}
        hint={t('surveyForm.weighting.hint')}
        rows={3}
        optional
      />
      <TextField
        {...field('secondEntryPercent')}
        label={t('surveyForm.secondEntry')}
        hint={t('surveyForm.secondEntry.hint')}
        inputMode="numeric"
        className="short-input"
      />
    </>
  )
}

/** One select for three kinds of things: it belongs to one of them at most. */
function BelongsTo({ choices, value, error }: Pick<Props, 'choices'> & { value: string; error?: string }) {
  const t = useT()
  const groups = [
    { kind: 'matter', list: choices.matters },
    { kind: 'consultation', list: choices.consultations },
    { kind: 'policy', list: choices.policies },
  ] as const
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label className="field-label" htmlFor="belongsTo">
        {t('surveyForm.belongsTo')}
      </label>
      <p className="field-hint" id="belongsTo-hint">
        {t('surveyForm.belongsTo.hint')}
      </p>
      {error ? (
        <p className="field-error" id="belongsTo-error">
          {error}
        </p>
      ) : null}
      <select
        id="belongsTo"
        name="belongsTo"
        defaultValue={value}
        aria-describedby={error ? 'belongsTo-hint belongsTo-error' : 'belongsTo-hint'}
      >
        <option value="">{t('surveyForm.belongsTo.none')}</option>
        {groups.map(({ kind, list }) =>
          list.length === 0 ? null : (
            <optgroup key={kind} label={t(`surveyDesk.belongs.${kind}`)}>
              {list.map(({ id, title }) => (
                <option key={id} value={`${kind}:${id}`}>
                  {title}
                </option>
              ))}
            </optgroup>
          ),
        )}
      </select>
    </div>
  )
}
