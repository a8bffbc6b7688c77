import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'

/** How the calendar comes to a phone and stays up to date there; the address also in words, to be typed. */
export function Subscribe({ address }: { address: string }) {
  const t = useT()
  return (
    <section id="subscribe" className="calendar-subscribe">
      <h2>{t('calendar.subscribe')}</h2>
      <p>{t('calendar.subscribe.text')}</p>
      <p>
        <a className="button button-quiet" href={address.replace(/^https?:/, 'webcal:')}>
          {t('calendar.subscribe.link')}
        </a>
      </p>
      <p>{t('calendar.subscribe.iphone')}</p>
      <p>{t('calendar.subscribe.other')}</p>
      <p className="calendar-address">
        <code>{address}</code>
      </p>
      <p>
        <a href={paths.calendarFile()}>{t('calendar.subscribe.file')}</a>
      </p>
    </section>
  )
}
