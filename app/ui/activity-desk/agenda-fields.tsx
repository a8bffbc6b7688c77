import { partChoices } from '~/app/domain/activities/choices'
import { Select, TextField } from '~/app/ui/field'
import { useT } from '~/app/ui/language'

type Item = { part: string; title: string; speaker: string; minutes: number }
type RowsProps = {
  items: Item[]
  /** What the person had typed when the form was refused. */
  typed: Record<string, string> | undefined
  errors: Record<string, string>
}

const emptyRows = 3

/** One row for each item, and some empty ones; the number before a row says where it comes. */
export function AgendaRows({ items, typed, errors }: RowsProps) {
  const t = useT()
  const rows = typed ? countRows(typed) : items.length + emptyRows
  return (
    <>
      {Array.from({ length: rows }, (_, row) => {
        const item = items[row]
        const stored: Record<string, string> = item
          ? { ...item, minutes: String(item.minutes), order: String(row + 1) }
          : { part: 'statements', order: String(row + 1) }
        const text = (name: 'order' | 'part' | 'title' | 'speaker' | 'minutes') => ({
          name: `${name}-${row}`,
          value: (typed ? typed[`${name}-${row}`] : stored[name]) ?? '',
          error: errors[`${name}-${row}`],
        })
        return (
          <fieldset key={text('order').name} className="agenda-row">
            <legend className="visually-hidden">{t('agendaForm.row', { row: row + 1 })}</legend>
            <TextField {...text('order')} inputMode="numeric" label={t('agendaForm.order')} />
            <Select
              {...text('part')}
              label={t('agendaForm.part')}
              choices={partChoices.map((part) => ({ value: part, label: t(`agendaForm.part.${part}`) }))}
            />
            <TextField {...text('title')} label={t('agendaForm.title')} required={false} />
            <TextField {...text('speaker')} label={t('agendaForm.speaker')} required={false} />
            <TextField
              {...text('minutes')}
              inputMode="numeric"
              label={t('agendaForm.minutes')}
              required={false}
            />
          </fieldset>
        )
      })}
    </>
  )
}

function countRows(typed: Record<string, string>): number {
  return Object.keys(typed).filter((name) => name.startsWith('title-')).length
}
