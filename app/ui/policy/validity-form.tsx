import { Button } from '~/app/ui/button'
import { DateTimeField, Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

type ValidityFormProps = {
  idempotencyKey: string
  errors: Record<string, string>
  values: Record<string, string>
}

/** D5: for a policy that is public, what became of it and since when. */
export function ValidityForm({ idempotencyKey, errors, values }: ValidityFormProps) {
  const t = useT()
  return (
    <details open={values.intent === 'validity'}>
      <summary>{t('deskPolicy.validity')}</summary>
      <Form idempotencyKey={idempotencyKey}>
        <input type="hidden" name="intent" value="validity" />
        <Select
          name="validity"
          label={t('policies.validity')}
          value={values.validity}
          error={errors.validity}
          choices={(['amended', 'repealed', 'lapsed'] as const).map((value) => ({
            value,
            label: t(`policy.validity.${value}`),
          }))}
        />
        <DateTimeField
          name="on"
          type="date"
          label={t('deskPolicy.validity.on')}
          value={values.on}
          error={errors.on}
        />
        <TextField
          name="replacedById"
          inputMode="numeric"
          label={t('deskPolicy.validity.replacedBy')}
          hint={t('deskPolicy.validity.replacedBy.hint')}
          value={values.replacedById}
          error={errors.replacedById}
          optional
        />
        <TextArea
          name="basis"
          rows={2}
          label={t('deskPolicy.validity.reason')}
          value={values.basis}
          error={errors.basis}
        />
        <Actions>
          <Button>{t('deskPolicy.validity.save')}</Button>
        </Actions>
      </Form>
    </details>
  )
}
