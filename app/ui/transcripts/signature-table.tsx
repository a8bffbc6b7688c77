import type { Signature } from '~/app/domain/activity-reports/record-types'
import { useT } from '~/app/ui/language'
import { StatusWord } from '~/app/ui/status-word'
import { TableScroll } from '~/app/ui/table-scroll'
import { Time } from '~/app/ui/time'

/** P7: who has signed, who has not and why; by the name that the person agreed to. */
export function SignatureTable({ signatures }: { signatures: Signature[] }) {
  const t = useT()
  return (
    <TableScroll label={t('transcript.signature')}>
      <table className="signature-table">
        <thead>
          <tr>
            <th scope="col">{t('transcript.who')}</th>
            <th scope="col">{t('transcript.group')}</th>
            <th scope="col">{t('transcript.signature')}</th>
          </tr>
        </thead>
        <tbody>
          {signatures.map((signature) => (
            <tr key={signature.pseudonym}>
              <th scope="row">
                {signature.shownName} <span className="muted">{signature.pseudonym}</span>
              </th>
              <td>{t(`activity.group.${signature.group}`)}</td>
              <td>
                <SignatureState signature={signature} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

export function SignatureState({ signature }: { signature: Signature }) {
  const t = useT()
  const { presence, state, way, at, reason } = signature
  if (presence === 'absent') return <span className="muted">{t('transcript.absent')}</span>
  if (state === null) return <StatusWord tone="waiting">{t('transcript.unsigned')}</StatusWord>
  const isSigned = state === 'signed'
  return (
    <>
      <p>
        <StatusWord tone={isSigned ? 'done' : 'refused'}>
          {t(isSigned ? 'transcript.signed' : 'transcript.refused')}
        </StatusWord>{' '}
        {at ? <Time at={at} format="datetime" /> : null}
      </p>
      {isSigned ? (
        <p className="muted">{t(way === 'paper' ? 'transcript.signed.paper' : 'transcript.signed.online')}</p>
      ) : null}
      {reason ? (
        <p>
          {t('transcript.reason')}
          {reason}
        </p>
      ) : null}
    </>
  )
}
