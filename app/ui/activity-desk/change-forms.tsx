import { type LedgerChoices, LedgerFields } from '~/app/ui/activity-desk/ledger-fields'
import { Button } from '~/app/ui/button'
import { DateTimeField, TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

type ChangeFormProps = {
  formKey: string
  errors: Record<string, string>
  typed: Record<string, string> | undefined
}

const fields = ['newStartsAt', 'newEndsAt', 'newRegistrationClosesAt', 'changeReason'] as const

/** A later day, with a public reason; everyone who registered is told. */
export function PostponeForm({
  formKey,
  errors,
  typed,
  registrations,
  canExtend,
}: ChangeFormProps & { registrations: number; canExtend: boolean }) {
  const t = useT()
  const text = (name: (typeof fields)[number]) => ({ name, value: typed?.[name], error: errors[name] })
  return (
    <details className="change-form" open={fields.some((name) => errors[name])}>
      <summary>{t('activityDesk.postpone')}</summary>
      <p>{t('activityDesk.postpone.hint')}</p>
      <p>
        {t(registrations > 0 ? 'activityDesk.told' : 'activityDesk.told.nobody', { count: registrations })}
      </p>
      <Form idempotencyKey={formKey}>
        <DateTimeField {...text('newStartsAt')} label={t('activityDesk.postpone.startsAt')} />
        <DateTimeField {...text('newEndsAt')} label={t('activityDesk.postpone.endsAt')} />
        {canExtend ? (
          <DateTimeField
            {...text('newRegistrationClosesAt')}
            label={t('activityDesk.postpone.closesAt')}
            hint={t('activityDesk.postpone.closesAt.hint')}
            optional
          />
        ) : null}
        <TextArea
          {...text('changeReason')}
          label={t('activityDesk.postpone.reason')}
          hint={t('activityDesk.reason.hint')}
          rows={3}
        />
        <Actions>
          <Button name="intent" value="postpone">
            {t('activityDesk.postpone.submit')}
          </Button>
        </Actions>
      </Form>
    </details>
  )
}

/** It does not take place, with a public reason. */
export function CancelForm({
  formKey,
  errors,
  typed,
  registrations,
}: ChangeFormProps & { registrations: number }) {
  const t = useT()
  return (
    <details className="change-form" open={Boolean(errors.cancelReason)}>
      <summary>{t('activityDesk.cancel')}</summary>
      <p>{t('activityDesk.cancel.hint')}</p>
      <p>
        {t(registrations > 0 ? 'activityDesk.told' : 'activityDesk.told.nobody', { count: registrations })}
      </p>
      <Form idempotencyKey={formKey}>
        <TextArea
          name="cancelReason"
          label={t('activityDesk.cancel.reason')}
          hint={t('activityDesk.reason.hint')}
          value={typed?.cancelReason}
          error={errors.cancelReason}
          rows={3}
        />
        <Actions>
          <Button name="intent" value="cancel" kind="danger">
            {t('activityDesk.cancel.submit')}
          </Button>
        </Actions>
      </Form>
    </details>
  )
}

/** The notice went out before it was decided where the opinions go. */
export function LedgerForm({
  formKey,
  errors,
  typed,
  choices,
}: ChangeFormProps & { choices: LedgerChoices }) {
  const t = useT()
  const { consultationId = '', versionId = '', explanation = '' } = typed ?? {}
  return (
    <section aria-labelledby="ledger">
      <h2 id="ledger">{t('activityDesk.ledger')}</h2>
      <p>{t('activityDesk.ledger.text')}</p>
      <Form idempotencyKey={formKey}>
        <LedgerFields values={{ consultationId, versionId, explanation }} errors={errors} choices={choices} />
        <Actions>
          <Button name="intent" value="ledger">
            {t('activityDesk.ledger.submit')}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}
