import type { ActivityKind, ActivityState } from '~/app/domain/activities/types'
import { paths } from '~/app/paths'
import { ActivityStateWord } from '~/app/ui/activity/activity-words'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'

type Listed = { id: number; kind: ActivityKind; title: string; startsAt: Date; state: ActivityState }

/** On a consultation's page: where its matter can be spoken about in person. */
export function ActivitiesBox({ activities }: { activities: Listed[] }) {
  const t = useT()
  if (activities.length === 0) return null
  return (
    <section id="activities">
      <h2>{t('consultation.activities')}</h2>
      <p>{t('consultation.activities.text')}</p>
      <ul className="activities-box">
        {activities.map((one) => (
          <li key={one.id}>
            <a href={paths.activity(one.id)}>{one.title}</a> <ActivityStateWord state={one.state} />
            <MetaLine entries={[t(`activity.kind.${one.kind}`), formatDateTime(one.startsAt)]} />
          </li>
        ))}
      </ul>
    </section>
  )
}
