import type { Validity } from '~/app/domain/policies/types'
import { paths } from '~/app/paths'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type Link = { id: number; title: string }
type Change<S> = { state: S; reason: string; replacedBy: Link | null }
type Props = {
  validity: Change<Validity> & {
    on: string | null
    coming?: (Change<Exclude<Validity, 'valid'>> & { on: string }) | null
  }
}

/** D5: a document that is no longer in force, or will not be for long, says so on its own page, and leads on. */
export function ValidityNotice({ validity: { coming, ...now } }: Props) {
  return (
    <>
      <PresentNotice {...now} />
      {coming ? <ComingNotice {...coming} /> : null}
    </>
  )
}

function PresentNotice({ state, on, reason, replacedBy }: Omit<Props['validity'], 'coming'>) {
  const t = useT()
  const lang = useLang()
  if (state === 'valid' || on === null) return null
  const word = t(`policy.validity.${state}`)
  return (
    <Notice
      tone="repealed"
      title={state === 'amended' ? t('policy.isAmended') : t('policy.notInForce', { state: word })}
    >
      <p>
        {t('policy.notInForce.on', { day: formatDate(on, lang), state: word })}
        {withStop(reason)}
        {state === 'amended' && replacedBy ? t('library.isAmended.read') : null}
      </p>
      {replacedBy ? (
        <p>
          {t('policy.replacedBy')}
          <a href={paths.policy(replacedBy.id)}>{replacedBy.title}</a>
        </p>
      ) : null}
    </Notice>
  )
}

function ComingNotice({
  state,
  on,
  reason,
  replacedBy,
}: Change<Exclude<Validity, 'valid'>> & { on: string }) {
  const t = useT()
  const lang = useLang()
  return (
    <Notice tone="warning" title={t(`library.coming.${state}`, { day: formatDate(on, lang) })}>
      <p>
        {withStop(reason)}
        {t('library.coming.until')}
      </p>
      {replacedBy ? (
        <p>
          {t('library.coming.then')}
          <a href={paths.policy(replacedBy.id)}>{replacedBy.title}</a>
        </p>
      ) : null}
    </Notice>
  )
}

/** A reason is written with or without its full stop, and something follows it. */
function withStop(reason: string): string {
  return reason === '' || /[。！？.!?]$/.test(reason) ? reason : `${reason}。`
}

export function ReplacesNotice({ replaces }: { replaces: Link[] }) {
  const t = useT()
  if (replaces.length === 0) return null
  return (
    <Notice tone="info" title={t('policy.replaces')}>
      {replaces.map(({ id, title }) => (
        <p key={id}>
          <a href={paths.policy(id)}>{title}</a>
        </p>
      ))}
    </Notice>
  )
}
