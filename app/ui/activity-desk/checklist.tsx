import type { ChecklistItem, NextStep } from '~/app/domain/activities/checklist'
import type { ActivityKind } from '~/app/domain/activities/types'
import { activityHrefs } from '~/app/ui/activity-desk/activity-tabs'
import { LinkButton } from '~/app/ui/button'
import type { MessageKey } from '~/app/ui/catalogue'
import { Deadline } from '~/app/ui/deadline'
import { Findings } from '~/app/ui/findings'
import { formatDate, formatDeadline, type When } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Timeline } from '~/app/ui/timeline'

type Item = Pick<ChecklistItem, 'kind' | 'state' | 'place' | 'findings' | 'latestOn'> & { at: When | null }

/** Every gate: done with its date, or what is missing and by when, and the way to the page where it is done. */
export function Checklist({ id, kind, items }: { id: number; kind: ActivityKind; items: Item[] }) {
  const t = useT()
  const lang = useLang()
  if (items.length === 0) return null
  const noteOf = (item: Item) => {
    const due = dueWords(item)
    const findings = item.kind === 'notice' ? [] : item.findings
    if (!due && findings.length === 0) return null
    return (
      <>
        {due ? <p>{due}</p> : null}
        <Findings findings={findings} title={t('activityDesk.missing')} />
      </>
    )
  }
  const dueWords = ({ kind, at, latestOn, state }: Item) => {
    if (state === 'done') return null
    if (kind === 'registration' && at) return t('activity.chain.until', { at: formatDeadline(at, lang) })
    return latestOn ? t('activityDesk.latest', { day: formatDate(latestOn, lang) }) : null
  }
  return (
    <section aria-labelledby="checklist">
      <h2 id="checklist">{t('activityDesk.chain')}</h2>
      <Timeline
        label={t('activityDesk.chain')}
        format="datetime"
        steps={items.map((item) => ({
          id: item.kind,
          title: t(stepWord(item.kind, kind)),
          at: item.kind === 'registration' && item.state !== 'done' ? null : item.at,
          state: item.state,
          href: item.place === 'activity' ? null : activityHrefs[item.place](id),
          note: noteOf(item),
        }))}
      />
    </section>
  )
}

type NextProps = {
  id: number
  kind: ActivityKind
  next:
    | (Pick<NextStep, 'kind' | 'place' | 'latestOn' | 'isOverdue' | 'isForIssuer'> & { at: When | null })
    | null
  now: When
}

/** What is to be done now, first thing on the page. */
export function Next({ id, kind, next, now }: NextProps) {
  const t = useT()
  const lang = useLang()
  if (!next) return null
  return (
    <section className="activity-next" aria-labelledby="next">
      <h2 id="next">{t('activityDesk.next')}</h2>
      <p className="activity-next-what">{t(nextWord(next, kind))}</p>
      {next.latestOn ? (
        <p>
          <Deadline at={next.latestOn} now={now} lang={lang} />
        </p>
      ) : null}
      {next.kind === 'registration' && next.at ? (
        <p>
          <Deadline at={next.at} now={now} lang={lang} />
        </p>
      ) : null}
      {next.isOverdue ? <p>{t('activityDesk.next.overdue')}</p> : null}
      {next.place === 'activity' ? null : (
        <p>
          <LinkButton href={activityHrefs[next.place](id)}>{t(`activityTabs.${next.place}`)}</LinkButton>
        </p>
      )}
    </section>
  )
}

export function stepWord(step: ChecklistItem['kind'], kind: ActivityKind): MessageKey {
  if (step === 'agenda') return 'activityDesk.agenda'
  if (step === 'held' || step === 'report') return `activity.chain.${step}.${kind}`
  return `activity.chain.${step}`
}

/** The same as something to do. */
export function nextWord(
  { kind: step, isForIssuer }: Pick<NextStep, 'kind' | 'isForIssuer'>,
  kind: ActivityKind,
): MessageKey {
  if (isForIssuer && (step === 'notice' || step === 'list' || step === 'transcript' || step === 'report'))
    return `activityDesk.next.${step}.issuer`
  if (step === 'postponed' || step === 'cancelled') return `activity.chain.${step}`
  if (step === 'held' || step === 'report') return stepWord(step, kind)
  return `activityDesk.next.${step}`
}
