import type { Served } from '~/app/domain/materials/materials-types'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'

/** P6: who was served when and how, and who has opened it. The page is printed as it is. */
export function DeliveryLog({ people, hasLimit }: { people: Served[]; hasLimit: boolean }) {
  const t = useT()
  return (
    <TableScroll label={t('materialsDesk.log')}>
      <table className="delivery-log">
        <thead>
          <tr>
            <th scope="col">{t('materialsDesk.person')}</th>
            <th scope="col">{t('materialsDesk.served')}</th>
            {hasLimit ? <th scope="col">{t('materialsDesk.state')}</th> : null}
            <th scope="col">{t('materialsDesk.opened')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.registrationId}>
              <th scope="row">
                <span className="pseudonym">{person.pseudonym}</span> {person.shownName}
                <span className="delivery-note">
                  {[
                    t(`activity.group.${person.group}`),
                    person.hasEmail ? '' : t('materialsDesk.noEmail'),
                    person.isConfirmed ? '' : t('materialsDesk.unconfirmed'),
                  ]
                    .filter(Boolean)
                    .join('，')}
                </span>
              </th>
              <td>
                <Deliveries person={person} />
              </td>
              {hasLimit ? <td>{t(stateOf(person))}</td> : null}
              <td>
                {person.openedAt ? formatDateTime(person.openedAt) : t('materialsDesk.notOpened')}
                {person.openedFiles > 0 ? (
                  <span className="delivery-note">
                    {t('materialsDesk.openedFiles', { count: person.openedFiles })}
                  </span>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Deliveries({ person }: { person: Served }) {
  const t = useT()
  if (person.deliveries.length === 0) return t('materialsDesk.notServed')
  return (
    <>
      {person.deliveries.map(({ way, at }) => (
        <span key={`${way}-${at.getTime()}`} className="delivery-line">
          {formatDateTime(at)} {t(`materialsDesk.way.${way}`)}
        </span>
      ))}
      {person.completeAt ? null : <span className="delivery-note">{t('materialsDesk.partly')}</span>}
    </>
  )
}

function stateOf({ isLate, completeAt }: Served) {
  if (isLate) return 'materialsDesk.late'
  return completeAt ? 'materialsDesk.onTime' : 'materialsDesk.due'
}
