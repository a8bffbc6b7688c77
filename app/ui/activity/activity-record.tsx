import type { ActivityRecord } from '~/app/domain/activity-reports/record-types'
import { paths } from '~/app/paths'
import { useT } from '~/app/ui/language'

/** P6: what the participants are sent; the files themselves are theirs alone. */
export function MaterialNames({ materials }: { materials: { name: string; size: number }[] }) {
  const t = useT()
  if (materials.length === 0) return null
  return (
    <section id="materials">
      <h2>{t('activity.materials')}</h2>
      <p>{t('activity.materials.text', { count: materials.length })}</p>
      <ul className="activity-rules">
        {materials.map(({ name, size }) => (
          <li key={`${name}-${size}`}>{name}</li>
        ))}
      </ul>
    </section>
  )
}

/** P7: who was there, what was recorded and signed. */
export function RecordSummary({ activityId, record }: { activityId: number; record: ActivityRecord }) {
  const t = useT()
  const { present, absent, transcript } = record
  return (
    <>
      {present + absent > 0 ? (
        <section id="presence">
          <h2>{t('activity.presence')}</h2>
          <p>{t('activity.presence.count', { present, absent })}</p>
        </section>
      ) : null}
      {transcript ? (
        <section id="record">
          <h2>{t('activity.transcript')}</h2>
          <p>{t('activity.transcript.count', countsOf(transcript))}</p>
          <p>
            <a href={paths.transcript(activityId)}>{t('activity.transcript.link')}</a>
          </p>
        </section>
      ) : null}
    </>
  )
}

function countsOf({ statements, signed, refused }: NonNullable<ActivityRecord['transcript']>) {
  return { statements, signed, refused }
}
