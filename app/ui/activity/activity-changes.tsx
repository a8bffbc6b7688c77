import type { ActivityChange } from '~/app/domain/activities/page-types'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Notice } from '~/app/ui/notice'

type ChangesProps = {
  changes: ActivityChange[]
  /** People had registered: theirs stays valid. */
  isCalled: boolean
  /** It has taken place: the timeline says when it was postponed. */
  isOver: boolean
}

/** P6: whoever meant to come reads first that it takes place later, or not at all, and why. */
export function ActivityChanges({ changes, isCalled, isOver }: ChangesProps) {
  const t = useT()
  const last = changes.at(-1)
  if (!last || isOver) return null
  const isOff = last.kind === 'cancelled'
  const to = last.to ? formatDateTime(last.to) : ''
  return (
    <Notice
      tone="repealed"
      title={isOff ? t('activity.cancelled.title') : t('activity.postponed.title', { to })}
    >
      <p>
        {last.from ? t('activity.postponed.from', { from: formatDateTime(last.from) }) : null}
        {last.reason ? t('activity.change.reason', { reason: last.reason }) : null}
      </p>
      {last.registrationTo ? (
        <p>{t('activity.postponed.registration', { to: formatDateTime(last.registrationTo) })}</p>
      ) : null}
      {isOff || !isCalled ? null : <p>{t('activity.postponed.registered')}</p>}
      <p className="field-hint">{t('activity.change.at', { at: formatDateTime(last.at) })}</p>
      {changes.slice(0, -1).map(({ at, reason }) => (
        <p key={at.getTime()} className="field-hint">
          {t('activity.postponed.earlier', { at: formatDateTime(at) })}
          {reason}
        </p>
      ))}
    </Notice>
  )
}
