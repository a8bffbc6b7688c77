import { interpretationForms, type QuotableClause } from '~/app/domain/interpretations/types'
import { Button } from '~/app/ui/button'
import { EditorField } from '~/app/ui/editor/editor-field'
import { Select, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

type InterpretationFormProps = {
  idempotencyKey?: string
  values: Record<string, string>
  errors: Record<string, string>
  clauses: QuotableClause[]
}

/** Everything that an interpretation is, as one ordinary form. */
export function InterpretationForm({ idempotencyKey, values, errors, clauses }: InterpretationFormProps) {
  const t = useT()
  const given = (name: string) => ({ name, value: values[name], error: errors[name] })
  return (
    <Form idempotencyKey={idempotencyKey}>
      <input type="hidden" name="revision" value={values.revision ?? '0'} />
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
      <details>
        <summary>{t('deskInterpretation.checklist')}</summary>
        <p>{t('deskInterpretation.checklist.items')}</p>
      </details>
      <EditorField
        // A form that came back after a conflict starts from the words that were typed.
        key={values.document ?? 'new'}
        name="document"
        document={values.document ?? null}
        clauses={clauses}
        error={errors.document}
      />
      <Actions>
        <Button name="intent" value="save">
          {t('deskInterpretation.save')}
        </Button>
      </Actions>
    </Form>
  )
}
