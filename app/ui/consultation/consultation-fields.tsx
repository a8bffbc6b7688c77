import { paths } from '~/app/paths'
import { DateTimeField, Select, TextArea, TextField } from '~/app/ui/field'
import { inputDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

const draftKinds = ['decision', 'market', 'normative', 'general'] as const

type Choices = {
  matters: { id: number; title: string; isPublic: boolean }[]
  versions: { id: number; title: string; number: number }[]
}

const names = [
  'matterId',
  'versionId',
  'title',
  'background',
  'draftingNote',
  'draftKind',
  'opensAt',
  'closesAt',
  'shortReason',
  'letterTo',
  'phone',
  'email',
] as const

export type ConsultationValues = Record<(typeof names)[number], string>

type FieldsProps = {
  values: ConsultationValues
  errors: Record<string, string>
  choices: Choices
  /** When what opens on the day in the form may close at the earliest (P3, P4). */
  earliest: { days: string; workingDays: string }
}

/** The fields of a consultation (P3, P4). */
export function ConsultationFields({ values, errors, choices, earliest }: FieldsProps) {
  const t = useT()
  const text = (name: (typeof names)[number]) => ({ name, value: values[name], error: errors[name] })
  return (
    <>
      <Select
        {...text('matterId')}
        label={t('consultationForm.matter')}
        hint={t('consultationForm.matter.hint')}
        empty={t('consultationForm.choose')}
        choices={choices.matters.map(({ id, title, isPublic }) => ({
          value: String(id),
          label: isPublic ? title : t('consultationForm.notListed', { title }),
        }))}
      />
      <Select
        {...text('versionId')}
        label={t('consultationForm.version')}
        hint={<a href={paths.desk.importText()}>{t('consultationForm.version.hint')}</a>}
        empty={t('consultationForm.choose')}
        choices={choices.versions.map(({ id, title, number }) => ({
          value: String(id),
          label: t('consultationForm.versionName', { title, number }),
        }))}
      />
      <TextField {...text('title')} label={t('consultationForm.title')} />
      <TextArea
        {...text('background')}
        label={t('consultationForm.background')}
        hint={t('consultationForm.background.hint')}
      />
      <TextArea {...text('draftingNote')} label={t('consultationForm.draftingNote')} rows={10} />
      <Select
        {...text('draftKind')}
        label={t('consultationForm.draftKind')}
        empty={t('consultationForm.choose')}
        choices={draftKinds.map((kind) => ({ value: kind, label: t(`consultationForm.draftKind.${kind}`) }))}
      />
      <DateTimeField {...text('opensAt')} type="date" label={t('consultationForm.opensAt')} />
      <DateTimeField
        {...text('closesAt')}
        type="date"
        label={t('consultationForm.closesAt')}
        hint={
          <>
            {t('consultationForm.closesAt.hint')}{' '}
            {t('consultationForm.earliest', { from: values.opensAt, ...earliest })}
          </>
        }
      />
      <TextArea
        {...text('shortReason')}
        label={t('consultationForm.shortReason')}
        hint={t('consultationForm.shortReason.hint')}
        rows={3}
        optional
      />
      <TextField {...text('letterTo')} label={t('consultationForm.letterTo')} optional />
      <TextField {...text('phone')} label={t('consultationForm.phone')} optional />
      <TextField {...text('email')} label={t('consultationForm.email')} optional />
    </>
  )
}

type Stored = { matterId: number; versionId: number; opensAt: Date; closesAt: Date } & Omit<
  ConsultationValues,
  'matterId' | 'versionId' | 'opensAt' | 'closesAt'
>

/** What is stored, or what the person had typed when the form was refused. */
export function consultationValues(
  stored: Partial<Stored>,
  typed: Record<string, string> | undefined,
): ConsultationValues {
  const day = (at: Date | undefined) => (at ? inputDateTime(at).slice(0, 10) : '')
  const value = (name: (typeof names)[number]) => {
    if (typed) return typed[name] ?? ''
    if (name === 'opensAt' || name === 'closesAt') return day(stored[name])
    return String(stored[name] ?? '')
  }
  return Object.fromEntries(names.map((name) => [name, value(name)])) as ConsultationValues
}
