import { paths } from '~/app/paths'
import { Select, TextArea } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

export type LedgerChoices = {
  consultations: { id: number; title: string; matter: string }[]
  versions: { id: number; title: string; number: number }[]
}

type LedgerValues = { consultationId: string; versionId: string; explanation: string }

/** Into which ledger the opinions go: a consultation's of the same matter, or one of its own on a text. */
export function LedgerFields({
  values,
  errors,
  choices,
}: {
  values: LedgerValues
  errors: Record<string, string>
  choices: LedgerChoices
}) {
  const t = useT()
  const text = (name: keyof LedgerValues) => ({ name, value: values[name], error: errors[name] })
  return (
    <fieldset className="ledger-fields">
      <legend>
        <h3>{t('activityForm.ledger')}</h3>
      </legend>
      <p className="field-hint">{t('activityForm.ledger.hint')}</p>
      <Select
        {...text('consultationId')}
        label={t('activityForm.consultation')}
        hint={t('activityForm.consultation.hint')}
        empty={t('activityForm.consultation.none')}
        choices={choices.consultations.map(({ id, title, matter }) => ({
          value: String(id),
          label: t('activityForm.consultation.name', { title, matter }),
        }))}
        optional
      />
      <Select
        {...text('versionId')}
        label={t('activityForm.version')}
        hint={<a href={paths.desk.importText()}>{t('activityForm.version.hint')}</a>}
        empty={t('activityForm.version.none')}
        choices={choices.versions.map(({ id, title, number }) => ({
          value: String(id),
          label: t('consultationForm.versionName', { title, number }),
        }))}
        optional
      />
      <TextArea
        {...text('explanation')}
        label={t('activityForm.explanation')}
        hint={t('activityForm.explanation.hint')}
        rows={5}
        optional
      />
    </fieldset>
  )
}
