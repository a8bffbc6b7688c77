import type { Attended } from '~/app/domain/occasions/occasion-types'
import { Button } from '~/app/ui/button'
import { TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'

export type RecordFormProps = {
  formKey: string
  errors: Record<string, string>
  /** What was typed when it was refused. */
  typed: Record<string, string> | undefined
}

const emptyRows = 3
const fewestRows = 5

/** Rows of a group, its people, and the names of those who agreed; some are empty for more. */
export function AttendanceForm({
  attendances,
  formKey,
  errors,
  typed,
}: RecordFormProps & { attendances: Attended[] }) {
  const t = useT()
  const typedRows = Object.keys(typed ?? {}).filter((name) => name.startsWith('group-')).length
  const count = Math.max(attendances.length + emptyRows, fewestRows, typedRows)
  const stored = (at: number) => {
    const row = attendances[at]
    return { group: row?.group, people: row && String(row.people), names: row?.names }
  }
  return (
    <section id="attendance">
      <h2>{t('record.attendance')}</h2>
      <p className="field-hint">
        {t('record.attendance.hint')}
        {t('record.group.hint')}
      </p>
      <Form idempotencyKey={formKey}>
        {Array.from({ length: count }, (_, at) => (
          <fieldset className="record-row" key={`row-${String(at)}`}>
            <legend className="visually-hidden">{t('record.row', { number: at + 1 })}</legend>
            {(['group', 'people', 'names'] as const).map((name) => (
              <TextField
                key={name}
                name={`${name}-${at}`}
                label={t(`record.${name}`)}
                value={typed ? typed[`${name}-${at}`] : stored(at)[name]}
                error={errors[`${name}-${at}`]}
                inputMode={name === 'people' ? 'numeric' : undefined}
                optional
              />
            ))}
          </fieldset>
        ))}
        <Actions>
          <Button name="intent" value="attendance">
            {t('record.attendance.save')}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}
