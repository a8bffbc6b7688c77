import type { ActivityKind } from '~/app/domain/activities/types'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import { Time } from '~/app/ui/time'

type Named = { id: number; kind: ActivityKind; title: string }
type LedgerSourceProps = { activity: Named | null; fedBy: (Named & { startsAt: Date })[] }

/** Which activities the opinions of a ledger come from: the one that keeps it, or those that feed it. */
export function LedgerSource({ activity, fedBy }: LedgerSourceProps) {
  const t = useT()
  if (activity) {
    return (
      <p>
        {t('targeted.from')}
        <a href={paths.activity(activity.id)}>{activity.title}</a>
      </p>
    )
  }
  if (fedBy.length === 0) return null
  return (
    <>
      <p>{t('targeted.several')}</p>
      <ul className="bulleted">
        {fedBy.map(({ id, kind, title, startsAt }) => (
          <li key={id}>
            <a href={paths.activity(id)}>{title}</a>
            <MetaLine entries={[t(`comment.${kind}`), <Time key="at" at={startsAt} />]} />
          </li>
        ))}
      </ul>
    </>
  )
}
