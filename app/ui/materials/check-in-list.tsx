import type { Named } from '~/app/domain/check-in/check-in-types'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { QrCode } from '~/app/ui/qr-code'
import { TableScroll } from '~/app/ui/table-scroll'
import { presenceWords } from './presence-words'

/** The list for the door, to print: full names stand only here. */
export function CheckInList({
  activityId,
  origin,
  people,
}: {
  activityId: number
  origin: string
  people: Named[]
}) {
  const t = useT()
  if (people.length === 0) return <p>{t('checkIn.list.empty')}</p>
  return (
    <TableScroll label={t('checkIn.list.title')}>
      <table className="check-in-list">
        <thead>
          <tr>
            <th scope="col">{t('checkIn.number')}</th>
            <th scope="col">{t('checkIn.person')}</th>
            <th scope="col">{t('checkIn.category')}</th>
            <th scope="col">{t('checkIn.needs')}</th>
            <th scope="col">{t('checkIn.signature')}</th>
            <th scope="col">{t('checkIn.qr')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person, at) => (
            <tr key={person.registrationId}>
              <td>{at + 1}</td>
              <th scope="row">
                <span className="pseudonym">{person.pseudonym}</span>
                <span className="check-in-list-name">{person.name}</span>
                {person.name === person.shownName ? null : (
                  <span className="delivery-note">{person.shownName}</span>
                )}
              </th>
              <td>
                {t(`activity.group.${person.group}`)}
                {person.organisation ? <span className="delivery-note">{person.organisation}</span> : null}
              </td>
              <td>{person.needs}</td>
              <td className="check-in-signature">{person.presence ? presenceWords(person, t) : ''}</td>
              <td className="check-in-qr">
                <QrCode
                  text={`${origin}${paths.desk.checkIn(activityId, person.pseudonym)}`}
                  label={t('checkIn.qr.label', { person: person.pseudonym })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
