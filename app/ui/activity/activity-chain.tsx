import type { ChainLink } from '~/app/domain/activities/chain-links'
import type { ActivityKind } from '~/app/domain/activities/types'
import { paths } from '~/app/paths'
import { formatDate, formatDateTime, formatDeadline } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Timeline } from '~/app/ui/timeline'
import { sayHours } from './say-period'

type ChainProps = {
  activity: { id: number; kind: ActivityKind; startsAt: Date; endsAt: Date; registrationOpensAt: Date | null }
  links: ChainLink[]
  /** Whole days before the hearing on which the list and the materials are due. */
  leads: { list: number; materials: number }
  /** Where there are none beside the draft, that is what was delivered. */
  hasFiles: boolean
}

/** From the notice to the report: what has been done, with a link to it, and what is still to come. */
export function ActivityChain({ activity, links, leads, hasFiles }: ChainProps) {
  const t = useT()
  return (
    <section id="chain">
      <h2>{t('activity.chain')}</h2>
      <Timeline
        label={t('activity.chain')}
        steps={links.map((link) => ({
          // A thing may be postponed twice.
          id: `${link.kind}-${link.at?.getTime() ?? ''}`,
          title: t(titleOf(link, activity.kind)),
          state: link.state,
          at: link.kind === 'registration' && link.state !== 'done' ? null : link.at,
          href: hrefOf(link, activity.id, hasFiles),
          note: <Note link={link} activity={activity} leads={leads} />,
        }))}
      />
    </section>
  )
}

function titleOf({ kind, state }: ChainLink, activity: ActivityKind) {
  if (kind === 'registration' && state === 'done') return 'activity.chain.registered' as const
  if (kind === 'held') return `activity.chain.held.${activity}` as const
  if (kind === 'report') return `activity.chain.report.${activity}` as const
  return `activity.chain.${kind}` as const
}

function hrefOf({ kind, state }: ChainLink, id: number, hasFiles: boolean): string | null {
  if (kind === 'registration') return '#seats'
  if (state !== 'done') return null
  if (kind === 'frozen' || kind === 'drawn') return paths.draw(id)
  if (kind === 'list') return '#participants'
  if (kind === 'materials') return hasFiles ? '#materials' : '#draft'
  if (kind === 'report') return '#report'
  return kind === 'transcript' ? '#record' : null
}

function Note({ link, activity, leads }: { link: ChainLink } & Pick<ChainProps, 'activity' | 'leads'>) {
  const t = useT()
  const lang = useLang()
  const { kind, state, at, latestOn, reason } = link
  if (reason) return reason
  if (kind === 'registration' && at && state !== 'done') {
    const opensAt = activity.registrationOpensAt
    return state === 'coming' && opensAt
      ? t('activity.chain.from', { at: formatDateTime(opensAt) })
      : t('activity.chain.until', { at: formatDeadline(at, lang) })
  }
  if (kind === 'held') return sayHours(activity, t)
  if (!latestOn) return null
  const day = formatDate(latestOn, lang)
  if (state === 'overdue') return t('activity.chain.was', { day })
  return t('activity.chain.latest', { day, days: kind === 'list' ? leads.list : leads.materials })
}
