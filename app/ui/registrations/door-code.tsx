import { useT } from '~/app/ui/language'
import { QrCode } from '~/app/ui/qr-code'

/** What the door scans: the desk's page of this one person. It opens nothing to who is not signed in there. */
export function DoorCode({ pseudonym, address }: { pseudonym: string; address: string }) {
  const t = useT()
  return (
    <section className="door-code" aria-labelledby="door-code">
      <div className="door-code-words">
        <h2 id="door-code">{t('registration.door')}</h2>
        <p className="registration-pseudonym">{pseudonym}</p>
        <p>{t('registration.door.text')}</p>
      </div>
      <QrCode text={address} label={t('registration.door.qr', { pseudonym })} />
    </section>
  )
}
