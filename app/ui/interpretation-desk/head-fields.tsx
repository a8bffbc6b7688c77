import { interpretationForms } from '~/app/domain/interpretations/types'
import { Select, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

type HeadFieldsProps = { values: Record<string, string>; errors: Record<string, string> }

/** Who wrote it, in what form, and who answers for it. */
export function HeadFields({ values, errors }: HeadFieldsProps) {
  const t = useT()
  const given = (name: string) => ({ name, value: values[name], error: errors[name] })
  return (
    <>
      <TextField {...given('title')} label={t('deskInterpretation.name')} />
      <Select
        {...given('form')}
        label={t('deskInterpretation.form')}
        choices={interpretationForms.map((value) => ({ value, label: t(`interpretation.form.${value}`) }))}
      />
      <TextField {...given('author')} label={t('deskInterpretation.author')} />
      <TextField
        {...given('interpreterName')}
        label={t('deskInterpretation.interpreterName')}
        hint={t('deskInterpretation.interpreterName.hint')}
        optional
      />
      <TextField {...given('interpreterTitle')} label={t('deskInterpretation.interpreterTitle')} optional />
    </>
  )
}
