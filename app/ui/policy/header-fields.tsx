import { disclosures, policyKinds, policyThemes } from '~/app/domain/policies/types'
import { Checkbox, DateTimeField, Select, TextArea, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

type Props = { values: Record<string, string | undefined>; errors: Record<string, string> }

/** What stands in a policy's header, with its disclosure attribute (D1) and whether it needs an interpretation (I2). */
export function PolicyHeaderFields({ values, errors }: Props) {
  const t = useT()
  const given = (name: string) => ({ name, value: values[name], error: errors[name] })
  return (
    <>
      <TextField {...given('documentNumber')} label={t('deskPolicy.number')} />
      <TextField {...given('indexNumber')} label={t('deskPolicy.indexNumber')} />
      <Select
        {...given('theme')}
        label={t('deskPolicy.theme')}
        empty="—"
        choices={asChoices(policyThemes, values.theme)}
      />
      <Select
        {...given('kind')}
        label={t('deskPolicy.kind')}
        empty="—"
        choices={policyKinds.map((value) => ({ value, label: t(`deskPolicy.kind.${value}`) }))}
      />
      <TextField
        {...given('audience')}
        label={t('deskPolicy.audience')}
        hint={t('deskPolicy.audience.hint')}
        optional
      />
      <DateTimeField {...given('signedOn')} type="date" label={t('deskPolicy.signedOn')} />
      <DateTimeField {...given('effectiveOn')} type="date" label={t('deskPolicy.effectiveOn')} />
      <DisclosureFields values={values} errors={errors} />
      <Checkbox
        name="needsInterpretation"
        label={t('deskPolicy.needsInterpretation')}
        hint={t('deskPolicy.needsInterpretation.hint')}
        checked={values.needsInterpretation === 'on'}
      />
    </>
  )
}

export function DisclosureFields({ values, errors }: Props) {
  const t = useT()
  const given = (name: string) => ({ name, value: values[name], error: errors[name] })
  return (
    <>
      <Select
        {...given('disclosure')}
        label={t('deskPolicy.disclosure')}
        choices={disclosures.map((value) => ({ value, label: t(`deskPolicy.disclosure.${value}`) }))}
      />
      <TextArea {...given('disclosureReason')} rows={2} label={t('deskPolicy.disclosureReason')} optional />
    </>
  )
}

/** A theme that is not on the list any more stays choosable where it is set. */
function asChoices(list: readonly string[], own: string | undefined) {
  const all = own && !list.includes(own) ? [...list, own] : list
  return all.map((value) => ({ value, label: value }))
}
