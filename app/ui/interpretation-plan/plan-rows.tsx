import type { PlanItem, PlannedInterpretation } from '~/app/domain/interpretation-plans/types'
import { interpretationForms } from '~/app/domain/interpretations/types'
import { DateTimeField, Select, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

type PlanRowsProps = {
  items: PlanItem[]
  interpretations: PlannedInterpretation[]
  /** What the person had typed when the form was refused. */
  typed: Record<string, string> | undefined
  errors: Record<string, string>
  max: number
}

const emptyRows = 2

/** One row for each interpretation that is planned, and some empty ones. */
export function PlanRows({ items, interpretations, typed, errors, max }: PlanRowsProps) {
  const t = useT()
  const rows = typed ? countRows(typed) : Math.min(items.length + emptyRows, max)
  return (
    <>
      {Array.from({ length: rows }, (_, row) => {
        const item = items[row]
        const stored: Record<string, string> = item
          ? { ...item, id: String(item.id), interpretationId: String(item.interpretationId ?? '') }
          : { form: 'text' }
        const field = (name: 'form' | 'what' | 'who' | 'dueOn' | 'interpretationId') => ({
          name: `${name}-${row}`,
          value: (typed ? typed[`${name}-${row}`] : stored[name]) ?? '',
          error: errors[`${name}-${row}`],
        })
        return (
          <fieldset key={field('form').name} className="plan-row">
            <legend>{t('plan.row', { row: row + 1 })}</legend>
            <Select
              {...field('form')}
              label={t('plan.form')}
              choices={interpretationForms.map((form) => ({
                value: form,
                label: t(`interpretation.form.${form}`),
              }))}
            />
            <TextField {...field('what')} label={t('plan.what')} required={false} />
            <TextField {...field('who')} label={t('plan.who')} required={false} />
            <DateTimeField {...field('dueOn')} type="date" label={t('plan.dueOn')} required={false} />
            {interpretations.length > 0 ? (
              <Select
                {...field('interpretationId')}
                label={t('plan.made')}
                empty={t('plan.made.none')}
                choices={interpretations.map(({ id, title }) => ({ value: String(id), label: title }))}
                optional
              />
            ) : null}
          </fieldset>
        )
      })}
    </>
  )
}

function countRows(typed: Record<string, string>): number {
  return Object.keys(typed).filter((name) => name.startsWith('what-')).length
}
