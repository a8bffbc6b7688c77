import { longestNeeds, longestTopic } from '~/app/domain/registrations/forms'
import { traitChoices, wantedTraits, wantsOrganisation } from '~/app/domain/registrations/rules'
import type { SeatFigure } from '~/app/domain/registrations/types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { Checkbox, Radios, Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { RegistrationPrivacy } from './register-parts'
import type { RegisterPageData } from './register-types'

export type FormState = { errors: Record<string, string>; values: Record<string, string> }
type RegistrationFormProps = FormState & {
  page: RegisterPageData
  category: SeatFigure
  formKey: string
}

/** Who one is and how one is reached, then what this category asks for, then what may be left out. */
export function RegistrationForm({ page, category, errors, values, formKey }: RegistrationFormProps) {
  const t = useT()
  const state = { errors, values }
  const { categoryId, group, eligibility, seats, method, registered } = category
  const group_ = t(`activity.group.${group}`)
  return (
    <>
      <p className="category-chosen">
        {t('register.chosen', { group: group_ })}
        {page.open.length > 1 ? (
          <>
            {' '}
            <a href={paths.register(page.id)}>{t('register.chooseAgain')}</a>
          </>
        ) : null}
      </p>
      {eligibility ? <p>{t('register.eligibility', { who: eligibility })}</p> : null}
      <p>
        {t('register.figures', {
          seats: formatNumber(seats),
          how: t(`activity.method.${method}`),
          registered: formatNumber(registered),
        })}
      </p>
      <Form idempotencyKey={formKey} action={paths.register(page.id, { category: categoryId })}>
        <input type="hidden" name="categoryId" value={categoryId} />
        <PersonFields {...state} />
        <CategoryFields category={category} townships={page.townships} {...state} />
        <WishFields {...state} />
        <Checkbox
          name="publishName"
          label={t('register.publishName')}
          hint={t('register.publishName.hint')}
          checked={values.publishName === 'on'}
        />
        <Checkbox
          name="isAdult"
          label={t('register.isAdult')}
          error={errors.isAdult}
          checked={values.isAdult === 'on'}
        />
        <RegistrationPrivacy />
        <Actions>
          <Button>{t('register.submit')}</Button>
        </Actions>
      </Form>
    </>
  )
}

/** In the order of the form. */
export function useFieldLabels(): Record<string, string> {
  const t = useT()
  return {
    categoryId: t('register.category'),
    name: t('register.name'),
    phone: t('register.phone'),
    email: t('register.email'),
    organisation: t('register.organisation'),
    township: t('register.township'),
    sex: t('register.sex'),
    ageBand: t('register.ageBand'),
    topic: t('register.topic'),
    needs: t('register.needs'),
    publishName: t('register.publishName'),
    isAdult: t('register.isAdult'),
  }
}

export function PersonFields({ errors, values, isPhoneOptional }: FormState & { isPhoneOptional?: boolean }) {
  const t = useT()
  return (
    <>
      <TextField
        name="name"
        label={t('register.name')}
        error={errors.name}
        value={values.name}
        autoComplete="name"
      />
      <TextField
        name="phone"
        type="tel"
        label={t('register.phone')}
        hint={t(isPhoneOptional ? 'deskRegistrations.enter.phone.hint' : 'register.phone.hint')}
        error={errors.phone}
        value={values.phone}
        autoComplete="tel"
        optional={isPhoneOptional}
      />
      <TextField
        name="email"
        type="email"
        label={t('register.email')}
        hint={t('register.email.hint')}
        error={errors.email}
        value={values.email}
        autoComplete="email"
        optional
      />
    </>
  )
}

type CategoryFieldsProps = FormState & {
  category: Pick<SeatFigure, 'group' | 'trait'>
  townships: { value: string; label: string }[]
}

/** L1: asked for only where this category needs it. */
export function CategoryFields({ category, townships, errors, values }: CategoryFieldsProps) {
  const t = useT()
  const wanted = wantedTraits(category)
  return (
    <>
      {wantsOrganisation(category.group) ? (
        <TextField
          name="organisation"
          label={t('register.organisation')}
          hint={t('register.organisation.hint')}
          error={errors.organisation}
          value={values.organisation}
          autoComplete="organization"
        />
      ) : null}
      {wanted.township ? (
        <Select
          name="township"
          label={t('register.township')}
          hint={t('register.trait.hint')}
          error={errors.township}
          value={values.township}
          empty={t('register.pick')}
          choices={townships}
        />
      ) : null}
      {wanted.sex ? (
        <Radios
          name="sex"
          label={t('register.sex')}
          hint={t('register.trait.hint')}
          error={errors.sex}
          value={values.sex}
          choices={traitChoices.sex.map((value) => ({ value, label: t(`register.sex.${value}`) }))}
        />
      ) : null}
      {wanted.ageBand ? (
        <Radios
          name="ageBand"
          label={t('register.ageBand')}
          hint={t('register.trait.hint')}
          error={errors.ageBand}
          value={values.ageBand}
          choices={traitChoices.ageBand.map((value) => ({ value, label: t(`register.ageBand.${value}`) }))}
        />
      ) : null}
    </>
  )
}

export function WishFields({ errors, values }: FormState) {
  const t = useT()
  return (
    <>
      <TextArea
        name="topic"
        label={t('register.topic')}
        hint={t('register.topic.hint', { most: longestTopic })}
        error={errors.topic}
        value={values.topic}
        rows={5}
        optional
      />
      <TextArea
        name="needs"
        label={t('register.needs')}
        hint={t('register.needs.hint', { most: longestNeeds })}
        error={errors.needs}
        value={values.needs}
        rows={2}
        optional
      />
    </>
  )
}
