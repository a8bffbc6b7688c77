import {
  groupChoices,
  kindChoices,
  methodChoices,
  profileChoices,
  type SeatMethod,
} from '~/app/domain/activities/choices'
import { leadTimes } from '~/app/domain/activities/rules'
import { paths } from '~/app/paths'
import type { ActivityFieldName, ActivityValues } from '~/app/ui/activity-desk/activity-values'
import { type LedgerChoices, LedgerFields } from '~/app/ui/activity-desk/ledger-fields'
import type { MessageKey } from '~/app/ui/catalogue'
import { DateTimeField, Radios, Select, TextArea, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

type FieldsProps = {
  values: ActivityValues
  errors: Record<string, string>
  choices: LedgerChoices & { matters: { id: number; title: string; isPublic: boolean }[] }
}

/** The notice of an activity (P2, P6, P8, P14). What a kind does not need stays empty. */
export function ActivityFields({ values, errors, choices }: FieldsProps) {
  const t = useT()
  const text = (name: ActivityFieldName) => ({ name, value: values[name], error: errors[name] })
  return (
    <>
      <Radios
        {...text('kind')}
        label={t('activityForm.kind')}
        choices={kindChoices.map((kind) => ({
          value: kind,
          label: t(`activity.kind.${kind}`),
          hint: t(`activityForm.kind.${kind}`),
        }))}
      />
      <Select
        {...text('profile')}
        label={t('activityForm.profile')}
        hint={t('activityForm.profile.hint', leadTimes.price)}
        choices={profileChoices.map((profile) => ({
          value: profile,
          label: t(`activityForm.profile.${profile}`),
        }))}
      />
      <Select
        {...text('matterId')}
        label={t('consultationForm.matter')}
        empty={t('consultationForm.choose')}
        choices={choices.matters.map(({ id, title, isPublic }) => ({
          value: String(id),
          label: isPublic ? title : t('consultationForm.notListed', { title }),
        }))}
      />
      <TextField {...text('title')} label={t('consultationForm.title')} />
      <TextArea
        {...text('purpose')}
        label={t('activity.purpose')}
        hint={t('activityForm.purpose.hint')}
        rows={5}
      />
      <TextField {...text('place')} label={t('activity.place')} hint={t('activityForm.place.hint')} />
      <TextArea
        {...text('accessibility')}
        label={t('activity.accessibility')}
        hint={t('activityForm.accessibility.hint')}
        rows={2}
      />
      <DateTimeField {...text('startsAt')} label={t('activityForm.startsAt')} />
      <DateTimeField {...text('endsAt')} label={t('activityForm.endsAt')} />
      <TextField
        {...text('liveUrl')}
        type="url"
        inputMode="url"
        label={t('activityForm.liveUrl')}
        hint={t('activityForm.liveUrl.hint')}
        optional
      />
      <LedgerFields values={values} errors={errors} choices={choices} />
      <Seats values={values} errors={errors} />
    </>
  )
}

/** One row for each group, so that it works without script and no group comes twice. */
function Seats({ values, errors }: Omit<FieldsProps, 'choices'>) {
  const t = useT()
  const text = (name: ActivityFieldName) => ({ name, value: values[name], error: errors[name] })
  return (
    <fieldset className="seats-fields" id="categories">
      <legend>
        <h3>{t('activityForm.seats')}</h3>
      </legend>
      <p className="field-hint">{t('activityForm.seats.hint')}</p>
      {errors.categories ? <p className="field-error">{errors.categories}</p> : null}
      <DateTimeField {...text('registrationOpensAt')} label={t('activityForm.opensAt')} optional />
      <DateTimeField
        {...text('registrationClosesAt')}
        label={t('activityForm.closesAt')}
        hint={t('activityForm.closesAt.hint', {
          general: leadTimes.general.materials,
          price: leadTimes.price.materials,
        })}
        optional
      />
      <TextField
        {...text('confirmHours')}
        inputMode="numeric"
        label={t('activityForm.confirmHours')}
        hint={t('activityForm.confirmHours.hint')}
      />
      {groupChoices.map((group) => (
        <fieldset key={group} className="seats-row">
          <legend>{t(`activity.group.${group}`)}</legend>
          <TextField
            {...text(`seats-${group}`)}
            inputMode="numeric"
            label={t('activityForm.seats.number')}
            required={false}
          />
          <Select
            {...text(`method-${group}`)}
            label={t('activityForm.seats.method')}
            choices={methodChoices.map((method) => ({ value: method, label: t(seatMethodWord(method)) }))}
          />
          <TextField
            {...text(`eligibility-${group}`)}
            label={t('activityForm.seats.eligibility')}
            required={false}
          />
        </fieldset>
      ))}
      <p className="field-hint">
        {t('activityForm.seats.methods')} <a href={paths.drawVerify()}>{t('activityForm.seats.draw')}</a>
      </p>
    </fieldset>
  )
}

export function seatMethodWord(method: SeatMethod): MessageKey {
  return methodWords[method]
}

const methodWords = {
  arrival: 'activity.method.arrival',
  lottery: 'activity.method.lottery',
  township: 'activityForm.method.township',
  sex: 'activityForm.method.sex',
  age: 'activityForm.method.age',
  nominated: 'activity.method.nominated',
} as const satisfies Record<SeatMethod, MessageKey>
