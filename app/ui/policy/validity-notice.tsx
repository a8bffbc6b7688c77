import type { Validity } from '~/app/domain/policies/types'
import { paths } from '~/app/paths'
import { formatDate } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type Link = { id: number; title: string }
type Props = { validity: { state: Validity; on: string | null; reason: string; replacedBy: Link | null } }

/** D5: a document that is no longer in force says so on its own page, and leads to what replaced it. */
export function ValidityNotice({ validity: { state, on, reason, replacedBy } }: Props) {
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
        {reason}
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
