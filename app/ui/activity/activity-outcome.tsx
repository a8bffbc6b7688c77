import type { ActivityHead } from '~/app/domain/activities/page-types'
import type { ActivityRecord } from '~/app/domain/activity-reports/record-types'
import type { Occasion } from '~/app/domain/occasions/occasion-types'
import { paths } from '~/app/paths'
import { formatNumber } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { countDecisions, issuesOf } from './heard-issues'

type OutcomeProps = {
  page: Pick<ActivityHead, 'activity' | 'state'> & { occasion: Occasion; record: ActivityRecord }
}

/** When all is over: what came of it in one sentence, and the way to each part of a long page. */
export function ActivityOutcome({ page }: OutcomeProps) {
  const t = useT()
  const { activity, state, occasion, record } = page
  if (state !== 'reported') return null
  const { opinions, poll } = occasion
  const links = [
    poll ? { href: '#poll', label: t('poll.title') } : null,
    opinions.length > 0 ? { href: '#opinions', label: t('occasion.opinions') } : null,
    record.report ? { href: '#report', label: t(`activityReport.title.${activity.kind}`) } : null,
    record.transcript ? { href: paths.transcript(activity.id), label: t('activity.transcript.link') } : null,
  ].filter((link) => link !== null)
  return (
    <section className="activity-now activity-outcome" aria-labelledby="activity-now">
      <h2 id="activity-now">{t('activity.outcome')}</h2>
      <Sum opinions={opinions} />
      <ul>
        {links.map(({ href, label }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Sum({ opinions }: Pick<Occasion, 'opinions'>) {
  const t = useT()
  if (opinions.length === 0) return null
  const issues = issuesOf(opinions)
  const count = formatNumber(opinions.length)
  if (issues.length === 0) return <p>{t('activity.outcome.studied', { count })}</p>
  const { adopted, partiallyAdopted, notAdopted, explained } = countDecisions(issues)
  const said = [
    ['decision.adopted', adopted],
    ['decision.partiallyAdopted', partiallyAdopted],
    ['decision.notAdopted', notAdopted],
    ['decision.explained', explained],
  ] as const
  const decisions = said
    .filter(([, number]) => number > 0)
    .map(([word, number]) => `${t(word)} ${number}`)
    .join(t('seats.comma'))
  return <p>{t('activity.outcome.decided', { count, issues: issues.length, decisions })}</p>
}
