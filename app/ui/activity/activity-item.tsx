import type { ListedActivity } from '~/app/domain/activities/page-types'
import { paths } from '~/app/paths'
import { ActivityStateWord, activityKindKey } from '~/app/ui/activity/activity-words'
import { RegisterUntil } from '~/app/ui/activity/register-until'
import { useLang, useT } from '~/app/ui/language'
import { ListItem } from '~/app/ui/list-item'
import { sayPeriod } from './say-period'

/** One activity in a list: when and where, and until when one can register. */
export function ActivityItem({ activity, now }: { activity: ListedActivity; now: Date }) {
  const t = useT()
  const lang = useLang()
  const { state, registrationClosesAt, isPostponed } = activity
  return (
    <ListItem
      href={paths.activity(activity.id)}
      kind={t(activityKindKey(activity))}
      status={<ActivityStateWord state={state} />}
      title={activity.title}
      meta={[
        sayPeriod(activity, t),
        activity.place,
        activity.department,
        isPostponed && state !== 'cancelled' ? t('activities.postponed') : null,
        state === 'registering' && registrationClosesAt ? (
          <RegisterUntil key="until" at={registrationClosesAt} now={now} lang={lang} />
        ) : null,
      ]}
    />
  )
}
