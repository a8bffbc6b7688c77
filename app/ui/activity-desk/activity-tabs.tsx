import type { ActivityPlace } from '~/app/domain/activities/checklist'
import { type ActivityKind, callsPeople } from '~/app/domain/activities/types'
import { paths } from '~/app/paths'
import { Tabs } from '~/app/ui/comments/desk-parts'
import { useT } from '~/app/ui/language'

export const activityHrefs: Record<ActivityPlace, (id: number) => string> = {
  activity: (id) => paths.desk.activity(id),
  agenda: (id) => paths.desk.agenda(id),
  registrations: (id) => paths.desk.registrations(id),
  draw: (id) => paths.desk.draw(id),
  materials: (id) => paths.desk.materials(id),
  'check-in': (id) => paths.desk.checkIn(id),
  transcript: (id) => paths.desk.transcript(id),
  report: (id) => paths.desk.activityReport(id),
  record: (id) => paths.desk.activityRecord(id),
}

/** Which pages a kind of activity has: who calls people selects them; only a hearing has a transcript that is signed. */
export function placesOf(kind: ActivityKind): ActivityPlace[] {
  const called: ActivityPlace[] = callsPeople(kind) ? ['registrations', 'draw', 'materials', 'check-in'] : []
  if (kind === 'hearing') return ['activity', 'agenda', ...called, 'transcript', 'record', 'report']
  return ['activity', ...called, 'transcript', 'record', 'report']
}

/** From one page of an activity to the others. */
export function ActivityTabs({
  id,
  kind,
  current,
}: {
  id: number
  kind: ActivityKind
  current: ActivityPlace
}) {
  const t = useT()
  const tabs = placesOf(kind).map((place) => ({
    label: t(
      place === 'transcript' && kind !== 'hearing' ? 'transcript.title.other' : `activityTabs.${place}`,
    ),
    href: activityHrefs[place](id),
    current: place === current,
  }))
  return <Tabs label={t('activityTabs.label')} tabs={tabs} />
}
