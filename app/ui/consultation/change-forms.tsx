import { Button } from '~/app/ui/button'
import { DateTimeField, TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

type ChangeFormProps = {
  formKey: string
  errors: Record<string, string>
  typed: Record<string, string> | undefined
}

/** More time, with a public notice of it. */
export function ExtendForm({ formKey, errors, typed }: ChangeFormProps) {
  const t = useT()
  return (
    <section>
      <h2>{t('consultationDesk.extend')}</h2>
      <p>{t('consultationDesk.extend.hint')}</p>
      <Form idempotencyKey={formKey}>
        <DateTimeField
          type="date"
          name="closesAt"
          label={t('consultationDesk.extend.closesAt')}
          value={typed?.closesAt}
          error={errors.closesAt}
        />
        <TextArea
          name="notice"
          label={t('consultationDesk.extend.notice')}
          value={typed?.notice}
          error={errors.notice}
          rows={3}
        />
        <Actions>
          <Button name="intent" value="extend">
            {t('consultationDesk.extend.submit')}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}

/** The end before the time, with a public reason. */
export function TerminateForm({ formKey, errors, typed }: ChangeFormProps) {
  const t = useT()
  return (
    <section>
      <h2>{t('consultationDesk.terminate')}</h2>
      <p>{t('consultationDesk.terminate.hint')}</p>
      <Form idempotencyKey={formKey}>
        <TextArea
          name="terminationReason"
          label={t('consultationDesk.terminate.reason')}
          value={typed?.terminationReason}
          error={errors.terminationReason}
          rows={3}
        />
        <Actions>
          <Button name="intent" value="terminate" kind="danger">
            {t('consultationDesk.terminate.submit')}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}
