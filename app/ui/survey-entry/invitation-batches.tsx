import type { InvitationBatch } from '~/app/domain/survey-answering/invitation-types'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { TableScroll } from '~/app/ui/table-scroll'

/** Which batches there are, and how many of each have been used; which codes nobody knows. */
export function InvitationBatches({ batches }: { batches: InvitationBatch[] }) {
  const t = useT()
  if (batches.length === 0) return <p>{t('invitations.none')}</p>
  return (
    <TableScroll label={t('invitations.batches')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('invitations.column.label')}</th>
            <th scope="col" className="number">
              {t('invitations.column.codes')}
            </th>
            <th scope="col" className="number">
              {t('invitations.column.used')}
            </th>
            <th scope="col">{t('invitations.column.made')}</th>
          </tr>
        </thead>
        <tbody>
          {batches.map(({ id, label, codes, used, createdAt, by }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td className="number">{codes}</td>
              <td className="number">
                {t('invitations.used', { used, percent: Math.round((used / codes) * 100) })}
              </td>
              <td>
                {formatDateTime(createdAt)}　{by}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
