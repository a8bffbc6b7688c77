import { Button } from '~/app/ui/button'
import { useT } from '~/app/ui/language'

type Person = { name: string; phone: string; email: string; needs: string }
export type SeenPerson = { id: number; person?: Person; error?: string }

/** L3: who it is, for one look that is written down. */
export function PersonLook({ id, action, seen }: { id: number; action: string; seen?: SeenPerson }) {
  const t = useT()
  if (seen?.id === id && seen.person) {
    const { name, phone, email, needs } = seen.person
    return (
      <p className="registrations-person">
        {t('deskRegistrations.seen', { name, phone: phone || t('deskRegistrations.seen.noPhone') })}
        {email ? `　${email}` : null}
        {needs ? <span>　{t('deskRegistrations.seen.needs', { needs })}</span> : null}
      </p>
    )
  }
  return (
    <form method="post" action={`${action}#registration-${id}`}>
      <input type="hidden" name="intent" value="see" />
      <input type="hidden" name="id" value={id} />
      {seen?.id === id && seen.error ? <p className="field-error">{seen.error}</p> : null}
      <Button kind="quiet">{t('deskRegistrations.see')}</Button>
    </form>
  )
}
