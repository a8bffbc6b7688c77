import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'

/** One hearing for the calendar of a phone, and the way to the calendar that keeps itself up to date. */
export function AddToCalendar({ activityId }: { activityId: number }) {
  const t = useT()
  return (
    <p className="add-to-calendar no-print">
      <a href={paths.activityCalendar(activityId)}>{t('calendar.add')}</a>
      <span className="add-to-calendar-hint">{t('calendar.add.hint')}</span>{' '}
      <a href={paths.calendar()}>{t('calendar.add.subscribe')}</a>
    </p>
  )
}
