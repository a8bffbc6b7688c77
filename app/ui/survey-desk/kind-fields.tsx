import type { ReactNode } from 'react'
import { Checkbox, Select, TextArea, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'
import type { QuestionKind } from '~/db/schema/survey-definition'

type Props = { kind: QuestionKind; values: Record<string, string>; errors: Record<string, string> }

/** What a kind of question needs besides its words. */
export function KindFields({ kind, values, errors }: Props): ReactNode {
  const t = useT()
  const field = (name: string) => ({ name, value: values[name] ?? '', error: errors[name] })
  const number = (name: string) => ({
    ...field(name),
    inputMode: 'numeric' as const,
    className: 'short-input',
  })
  switch (kind) {
    case 'single':
    case 'drop-down':
      return (
        <>
          <Options {...{ kind, values, errors }} />
          <Other {...{ kind, values, errors }} />
        </>
      )
    case 'multiple':
      return (
        <>
          <Options {...{ kind, values, errors }} />
          <div className="field-pair">
            <TextField
              {...number('least')}
              label={t('builder.form.least')}
              hint={t('builder.form.unlimited')}
              optional
            />
            <TextField
              {...number('most')}
              label={t('builder.form.most')}
              hint={t('builder.form.unlimited')}
              optional
            />
          </div>
          <Other {...{ kind, values, errors }} />
        </>
      )
    case 'ranking':
      return (
        <>
          <Options {...{ kind, values, errors }} />
          <TextField
            {...number('most')}
            label={t('builder.form.mostRanked')}
            hint={t('builder.form.mostRanked.hint')}
            optional
          />
          <Shuffle values={values} />
        </>
      )
    case 'rating':
      return (
        <>
          <Select
            {...field('steps')}
            label={t('builder.form.steps')}
            choices={[3, 4, 5, 6, 7, 8, 9, 10].map((count) => ({
              value: String(count),
              label: t('builder.form.steps.value', { count }),
            }))}
          />
          <div className="field-pair">
            <TextField {...field('low')} label={t('builder.form.low')} />
            <TextField {...field('high')} label={t('builder.form.high')} />
          </div>
        </>
      )
    case 'matrix':
      return (
        <>
          <TextArea {...field('rows')} label={t('builder.form.rows')} rows={5} />
          <TextArea
            {...field('columns')}
            label={t('builder.form.columns')}
            hint={t('builder.form.columns.hint')}
            rows={5}
          />
        </>
      )
    case 'number':
      return <NumberFields {...{ kind, values, errors }} />
    case 'date':
      return (
        <div className="field-pair">
          <TextField {...field('from')} type="date" label={t('builder.form.from')} optional />
          <TextField {...field('to')} type="date" label={t('builder.form.to')} optional />
        </div>
      )
    case 'short-text':
    case 'long-text':
      return <TextField {...number('most')} label={t('builder.form.mostWords')} />
    default:
      return null
  }
}

/** One on a line, as one writes a list. */
function Options({ kind, values, errors }: Props) {
  const t = useT()
  return (
    <TextArea
      name="options"
      label={t('builder.form.options')}
      hint={
        <>
          {t('builder.form.options.hint')}
          {kind === 'multiple' ? (
            <>
              <br />
              {t('builder.form.options.star')}
            </>
          ) : null}
        </>
      }
      value={values.options}
      error={errors.options}
      rows={Math.max(6, (values.options ?? '').split('\n').length + 1)}
    />
  )
}

function Other({ values, errors }: Props) {
  const t = useT()
  return (
    <>
      <TextField
        name="other"
        label={t('builder.form.other')}
        hint={t('builder.form.other.hint')}
        value={values.other}
        error={errors.other}
        optional
      />
      <Shuffle values={values} />
    </>
  )
}

function Shuffle({ values }: { values: Record<string, string> }) {
  const t = useT()
  return (
    <Checkbox
      name="shuffle"
      label={t('builder.form.shuffle')}
      hint={t('builder.form.shuffle.hint')}
      checked={values.shuffle === 'on'}
    />
  )
}

function NumberFields({ values, errors }: Props) {
  const t = useT()
  const field = (name: string) => ({ name, value: values[name] ?? '', error: errors[name] })
  return (
    <>
      <TextField
        {...field('unit')}
        label={t('builder.form.unit')}
        hint={t('builder.form.unit.hint')}
        className="short-input"
        optional
      />
      <div className="field-pair">
        <TextField
          {...field('least')}
          label={t('builder.form.leastNumber')}
          className="short-input"
          inputMode="decimal"
          optional
        />
        <TextField
          {...field('most')}
          label={t('builder.form.mostNumber')}
          className="short-input"
          inputMode="decimal"
          optional
        />
      </div>
      <Checkbox name="whole" label={t('builder.form.whole')} checked={values.whole === 'on'} />
      <TextField
        {...field('bands')}
        label={t('builder.form.bands')}
        hint={t('builder.form.bands.hint')}
        optional
      />
    </>
  )
}
