import { DateTimeField, Select, TextArea, TextField } from '~/app/ui/field'
import { inputDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

const names = ['matterId', 'title', 'body', 'place', 'heldAt'] as const

export type AnnouncementValues = Record<(typeof names)[number], string>

type FieldsProps = {
  values: AnnouncementValues
  errors: Record<string, string>
  matters: { id: number; title: string }[]
}

export function AnnouncementFields({ values, errors, matters }: FieldsProps) {
  const t = useT()
  const text = (name: (typeof names)[number]) => ({ name, value: values[name], error: errors[name] })
  return (
    <>
      <Select
        {...text('matterId')}
        label={t('announcementForm.matter')}
        empty={t('announcementForm.matter.none')}
        choices={matters.map(({ id, title }) => ({ value: String(id), label: title }))}
        optional
      />
      <TextField {...text('title')} label={t('announcementForm.title')} />
      <TextArea
        {...text('body')}
        label={t('announcementForm.body')}
        hint={t('announcementForm.body.hint')}
        rows={10}
      />
      <DateTimeField
        {...text('heldAt')}
        label={t('announcementForm.heldAt')}
        hint={t('announcementForm.heldAt.hint')}
        optional
      />
      <TextField {...text('place')} label={t('announcementForm.place')} optional />
    </>
  )
}

type Stored = {
  matterId: number | null
  title: string
  body: string
  place: string
  heldAt: Date | null
}

/** What is stored, or what the person had typed when the form was refused. */
export function announcementValues(
  stored: Partial<Stored>,
  typed: Record<string, string> | undefined,
): AnnouncementValues {
  const value = (name: (typeof names)[number]) => {
    if (typed) return typed[name] ?? ''
    if (name === 'heldAt') return stored.heldAt ? inputDateTime(stored.heldAt) : ''
    return String(stored[name] ?? '')
  }
  return Object.fromEntries(names.map((name) => [name, value(name)])) as AnnouncementValues
}
