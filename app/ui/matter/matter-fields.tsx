import { DateTimeField, Select, TextArea, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

const kinds = ['public-policy', 'planning', 'resources', 'construction', 'other'] as const
const methods = [
  'consultation',
  'hearing',
  'symposium',
  'site-visit',
  'written',
  'survey',
  'opinion-poll',
  'meeting-attendance',
] as const

export type MatterValues = {
  title: string
  kind: string
  summary: string
  basis: string
  year: string
  plannedMethods: string[]
  plannedTiming: string
  affectedGroups: string
  consentOn: string
}

/** The fields of a decision matter (P1), for a new one, a draft, and a change of a published one. */
export function MatterFields({ values, errors }: { values: MatterValues; errors: Record<string, string> }) {
  const t = useT()
  return (
    <>
      <TextField name="title" label={t('matterForm.title')} value={values.title} error={errors.title} />
      <Select
        name="kind"
        label={t('matterForm.kind')}
        hint={t('matterForm.kind.hint')}
        empty={t('matterForm.kind.empty')}
        value={values.kind}
        error={errors.kind}
        choices={kinds.map((kind) => ({ value: kind, label: t(`matter.kind.${kind}`) }))}
      />
      <TextArea
        name="summary"
        label={t('matterForm.summary')}
        value={values.summary}
        error={errors.summary}
        rows={4}
      />
      <TextArea
        name="basis"
        label={t('matterForm.basis')}
        value={values.basis}
        error={errors.basis}
        rows={2}
      />
      <TextField
        name="year"
        label={t('matterForm.year')}
        value={values.year}
        error={errors.year}
        inputMode="numeric"
      />
      <TextField
        name="plannedTiming"
        label={t('matterForm.timing')}
        hint={t('matterForm.timing.hint')}
        value={values.plannedTiming}
        error={errors.plannedTiming}
      />
      <fieldset className="field" id="plannedMethods">
        <legend className="field-label">{t('matterForm.methods')}</legend>
        {errors.plannedMethods ? <p className="field-error">{errors.plannedMethods}</p> : null}
        {methods.map((method) => (
          <label key={method} className="choice">
            <input
              type="checkbox"
              name="plannedMethods"
              value={method}
              defaultChecked={values.plannedMethods.includes(method)}
            />
            <span>{t(`method.${method}`)}</span>
          </label>
        ))}
      </fieldset>
      <TextArea
        name="affectedGroups"
        label={t('matterForm.groups')}
        hint={t('matterForm.groups.hint')}
        value={values.affectedGroups}
        error={errors.affectedGroups}
        rows={3}
        optional
      />
      <DateTimeField
        type="date"
        name="consentOn"
        label={t('matterForm.consent')}
        hint={t('matterForm.consent.hint')}
        value={values.consentOn}
        error={errors.consentOn}
        optional
      />
    </>
  )
}

type Stored = Omit<MatterValues, 'year' | 'affectedGroups' | 'consentOn'> & {
  year: number
  affectedGroups: string[]
  consentOn: string | null
}

/** What is stored, or what the person had typed when the form was refused. */
export function matterValues(
  stored: Stored | null,
  typed: Record<string, string> | undefined,
  year: string,
): MatterValues {
  if (typed) {
    const text = (name: string) => typed[name] ?? ''
    return {
      title: text('title'),
      kind: text('kind'),
      summary: text('summary'),
      basis: text('basis'),
      year: text('year'),
      plannedMethods: text('plannedMethods').split('\n'),
      plannedTiming: text('plannedTiming'),
      affectedGroups: text('affectedGroups'),
      consentOn: text('consentOn'),
    }
  }
  if (stored) {
    const { affectedGroups, consentOn, ...rest } = stored
    return {
      ...rest,
      year: String(stored.year),
      affectedGroups: affectedGroups.join('\n'),
      consentOn: consentOn ?? '',
    }
  }
  return {
    title: '',
    kind: '',
    summary: '',
    basis: '',
    year,
    plannedMethods: [],
    plannedTiming: '',
    affectedGroups: '',
    consentOn: '',
  }
}
