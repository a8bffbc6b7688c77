import { takesRegistrations } from '~/app/domain/registrations/rules'
import type { SeatFigure } from '~/app/domain/registrations/types'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'

/** Who may come, how the seats are given, and how many people want how many seats: in figures, with a bar for each. */
export function SeatTable({ figures }: { figures: SeatFigure[] }) {
  const t = useT()
  if (figures.length === 0) return null
  // One scale for all, so that two bars say how hard it is to get a seat.
  const most = Math.max(...figures.map(({ seats, registered }) => Math.max(seats, registered)))
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
          <Row key={figure.categoryId} figure={figure} most={most} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ figure, most }: { figure: SeatFigure; most: number }) {
  const t = useT()
  const { group, eligibility, method, trait, seats, registered } = figure
  const how = t(`activity.method.${method}`)
  return (
    <tr>
      <th scope="row">
        {t(`activity.group.${group}`)}
        {eligibility ? <span className="seat-eligibility">{eligibility}</span> : null}
      </th>
      <td className="seat-method">
        {trait ? t('seats.method.trait', { how, trait: t(`activity.trait.${trait}`) }) : how}
      </td>
      <td data-label={t('seats.registered')} className={takesRegistrations(figure) ? undefined : 'seat-none'}>
        {takesRegistrations(figure) ? (
          <>
            <span>{t('seats.people', { count: formatNumber(registered) })}</span>
            <Bar className="seat-wanted" value={registered} of={most} />
          </>
        ) : (
          <span>{t('seats.nominated')}</span>
        )}
      </td>
      <td data-label={t('seats.taken')}>
        <span>{useSeatWords(figure)}</span>
        <Bar className="seat-there" value={seats} of={most} />
      </td>
    </tr>
  )
}

/** 12 名，已定 12 名，候补 72 人. */
function useSeatWords({ seats, seated, waiting }: SeatFigure): string {
  const t = useT()
  return [
    t('seats.there', { count: formatNumber(seats) }),
    seated > 0 ? t('seats.given', { count: formatNumber(seated) }) : '',
    waiting > 0 ? t('seats.waiting', { count: formatNumber(waiting) }) : '',
  ]
    .filter(Boolean)
    .join(t('seats.comma'))
}

function Bar({ className, value, of }: { className: string; value: number; of: number }) {
  return (
    <svg viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true">
      <rect className={className} x="0" y="0" width={of > 0 ? (value / of) * 100 : 0} height="5" />
    </svg>
  )
}
