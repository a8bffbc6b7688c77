import { takesRegistrations } from '~/app/domain/registrations/rules'
import type { SeatFigure } from '~/app/domain/registrations/types'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

/** Who may come, how the seats are given, and how many people want them: in figures, with a small bar for the taken seats. */
export function SeatTable({ figures }: { figures: SeatFigure[] }) {
  const t = useT()
  if (figures.length === 0) return null
  return (
    <table className="seat-table">
      <thead>
        <tr>
          <th scope="col">{t('seats.group')}</th>
          <th scope="col">{t('seats.method')}</th>
          <th scope="col">{t('seats.registered')}</th>
          <th scope="col">{t('seats.taken')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <Row key={figure.categoryId} figure={figure} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ figure }: { figure: SeatFigure }) {
  const t = useT()
  const { group, eligibility, method, trait, seats, seated, waiting, registered } = figure
  const how = t(`activity.method.${method}`)
  const taken = t('seats.taken.of', { seated, seats: formatNumber(seats) })
  return (
    <tr>
      <th scope="row">
        {t(`activity.group.${group}`)}
        {eligibility ? <span className="seat-eligibility">{eligibility}</span> : null}
      </th>
      <td data-label={t('seats.method')}>
        {trait ? t('seats.method.trait', { how, trait: t(`activity.trait.${trait}`) }) : how}
      </td>
      <td data-label={t('seats.registered')}>
        {takesRegistrations(figure) || registered > 0
          ? t('seats.people', { count: formatNumber(registered) })
          : t('seats.nominated')}
      </td>
      <td data-label={t('seats.taken')}>
        {waiting > 0 ? t('seats.taken.waiting', { taken, waiting: formatNumber(waiting) }) : taken}
        <svg viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true">
          <rect className="seat-track" x="0" y="0" width="100" height="5" />
          <rect className="seat-taken" x="0" y="0" width={(seated / seats) * 100} height="5" />
        </svg>
      </td>
    </tr>
  )
}
