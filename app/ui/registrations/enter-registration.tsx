import { takesRegistrations } from '~/app/domain/registrations/rules'
import type { SeatFigure } from '~/app/domain/registrations/types'
import { paths } from '~/app/paths'
import { Button, LinkButton } from '~/app/ui/button'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Checkbox, Radios } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { RegistrationPrivacy } from './register-parts'
import { CategoryFields, type FormState, PersonFields, useFieldLabels, WishFields } from './registration-form'

type EnterProps = FormState & {
  activityId: number
  category: SeatFigure
  townships: { value: string; label: string }[]
  formKey: string
}

/** For somebody who calls, comes to the counter, or is put forward: the same form, filled in by staff. */
export function EnterRegistration({ activityId, category, townships, errors, values, formKey }: EnterProps) {
  const t = useT()
  const { categoryId, group } = category
  const state = { errors, values }
  const action = paths.desk.registrations(activityId, { enter: categoryId })
  return (
    <section>
      <h2>{t('deskRegistrations.enter')}</h2>
      <ErrorSummary errors={errors} labels={useFieldLabels()} />
      <p className="category-chosen">{t('register.chosen', { group: t(`activity.group.${group}`) })}</p>
      <Form idempotencyKey={formKey} action={action}>
        <input type="hidden" name="intent" value="enter" />
        <input type="hidden" name="categoryId" value={categoryId} />
        {takesRegistrations(category) ? (
          <Radios
            name="channel"
            label={t('deskRegistrations.enter.channel')}
            error={errors.channel}
            value={values.channel ?? 'phone'}
            choices={(['phone', 'counter'] as const).map((value) => ({
              value,
              label: t(`registration.channel.${value}`),
            }))}
          />
        ) : (
          <input type="hidden" name="channel" value="nominated" />
        )}
        <PersonFields {...state} isPhoneOptional />
        <CategoryFields category={category} townships={townships} {...state} />
        <WishFields {...state} />
        <Checkbox
          name="publishName"
          label={t('deskRegistrations.enter.publishName')}
          checked={values.publishName === 'on'}
        />
        <Checkbox
          name="isAdult"
          label={t('deskRegistrations.enter.isAdult')}
          error={errors.isAdult}
          checked={values.isAdult === 'on'}
        />
        <RegistrationPrivacy />
        <Actions>
          <Button>{t('deskRegistrations.enter.save')}</Button>
          <LinkButton kind="quiet" href={paths.desk.registrations(activityId)}>
            {t('deskRegistrations.list')}
          </LinkButton>
        </Actions>
      </Form>
    </section>
  )
}

/** The code, once, to be read out or printed. */
export function Entered({ activityId, code, title }: { activityId: number; code: string; title: string }) {
  const t = useT()
  return (
    <>
      <PageHeading title={t('deskRegistrations.entered')} lead={title} />
      <p className="receipt-code">{code}</p>
      <p>{t('deskRegistrations.entered.text')}</p>
      <Actions>
        <LinkButton href={paths.registration(code)}>{t('deskRegistrations.entered.print')}</LinkButton>
        <LinkButton kind="quiet" href={paths.desk.registrations(activityId)}>
          {t('deskRegistrations.list')}
        </LinkButton>
      </Actions>
    </>
  )
}
