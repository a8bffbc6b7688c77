import type { DueCall } from '~/app/domain/registrations/desk-types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { EmptyState } from '~/app/ui/empty-state'
import { formatDateTime, formatDeadline, type When } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'
import { PersonLook, type SeenPerson } from './person-look'

type CallListProps = {
  activityId: number
  startsAt: When
  calls: DueCall[]
  formKey: string
  seen?: SeenPerson
}

/** Whom nobody can write to and who has to be told something. */
export function CallList({ activityId, startsAt, calls, formKey, seen }: CallListProps) {
  const t = useT()
  const lang = useLang()
  const action = paths.desk.registrations(activityId)
  return (
    <section id="calls">
      <h2>{t('deskRegistrations.calls')}</h2>
      {calls.length === 0 ? (
        <EmptyState title={t('deskRegistrations.calls.none')} />
      ) : (
        <>
          <p>{t('deskRegistrations.calls.text')}</p>
          <TableScroll label={t('deskRegistrations.calls')}>
            <table className="registrations-table">
              <tbody>
                {calls.map(({ id, pseudonym, shownName, about, confirmBy }) => (
                  <tr key={id} id={`call-${id}`}>
                    <th scope="row">{pseudonym}</th>
                    <td>{shownName}</td>
                    <td>
                      {t(`deskRegistrations.call.${about}`, {
                        at: confirmBy ? formatDeadline(confirmBy, lang) : '',
                        when: formatDateTime(startsAt),
                      })}
                    </td>
                    <td>
                      <PersonLook id={id} action={action} seen={seen} />
                    </td>
                    <td>
                      <form method="post" action={action}>
                        <input type="hidden" name="key" value={`${formKey}-called-${id}`} />
                        <input type="hidden" name="intent" value="called" />
                        <input type="hidden" name="id" value={id} />
                        <Button kind="quiet">{t('deskRegistrations.called')}</Button>
                      </form>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        </>
      )}
    </section>
  )
}
