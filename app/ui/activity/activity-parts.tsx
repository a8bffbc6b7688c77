import type { ReactNode } from 'react'
import type { AgendaEntry } from '~/app/domain/activities/agenda'
import type { ActivityHead, HeardDraft } from '~/app/domain/activities/page-types'
import type { ActivityKind, SelectionMethod, StrataTrait } from '~/app/domain/activities/types'
import { paths } from '~/app/paths'
import { ClauseText } from '~/app/ui/clause-text'
import { Facts } from '~/app/ui/document-header'
import { formatDate, formatDateTime } from '~/app/ui/format'
import { useLang, useT } from '~/app/ui/language'
import { Paragraphs } from '~/app/ui/paragraphs'
import { TableScroll } from '~/app/ui/table-scroll'
import { Time } from '~/app/ui/time'
import { sayPeriodAndWeekday, sayUntil } from './say-period'

export function ActivityFacts({ page }: { page: ActivityHead }) {
  const t = useT()
  const { activity, department, matter, publishedAt } = page
  const { registrationOpensAt, registrationClosesAt } = activity
  const facts: [string, ReactNode][] = [[t('activity.when'), sayPeriodAndWeekday(activity, t, useLang())]]
  if (activity.place) facts.push([t('activity.place'), activity.place])
  if (activity.accessibility) facts.push([t('activity.accessibility'), activity.accessibility])
  if (activity.liveUrl)
    facts.push([
      t('activity.live'),
      <a key="live" href={activity.liveUrl} rel="noopener noreferrer">
        {t('activity.live.link')}
      </a>,
    ])
  if (registrationOpensAt && registrationClosesAt)
    facts.push([
      t('activity.registration'),
      t('activity.period', {
        from: formatDateTime(registrationOpensAt),
        to: sayUntil(registrationClosesAt),
      }),
    ])
  facts.push([
    t('activity.by'),
    <a key="by" href={paths.department(department.slug)}>
      {department.name}
    </a>,
  ])
  if (matter)
    facts.push([
      t('activity.matter'),
      <a key="matter" href={paths.matter(matter.id)}>
        {matter.title}
      </a>,
    ])
  facts.push([t('activity.publishedAt'), <Time key="published" at={publishedAt} />])
  return <Facts facts={facts} />
}

type RulesProps = {
  categories: { method: SelectionMethod; trait: StrataTrait | null }[]
  confirmHours: number
  /** After this day nobody moves up any more. */
  lastDay: string
}

/** P6: the selection method, beforehand and in plain words. */
export function SelectionRules({ categories, confirmHours, lastDay }: RulesProps) {
  const t = useT()
  const lang = useLang()
  const traits = [...new Set(categories.flatMap(({ trait }) => (trait ? [trait] : [])))]
  const trait = traits.map((one) => t(`activity.trait.${one}`)).join('、')
  const methods = [...new Set(categories.map(({ method }) => method))]
  return (
    <ul className="activity-rules">
      {methods.map((method) => (
        <li key={method}>{t(`activity.rules.${method}`, { trait })}</li>
      ))}
      {methods.some((method) => method !== 'nominated') ? (
        <>
          <li>{t('activity.rules.confirm', { hours: confirmHours })}</li>
          <li>{t('activity.rules.lastDay', { day: formatDate(lastDay, lang) })}</li>
        </>
      ) : null}
      <li>{t('activity.rules.names')}</li>
    </ul>
  )
}

/** P6: the draft and its explanation; a ledger that nobody comments on has no page of its own, so the text stands here. */
type DraftProps = { draft: HeardDraft | null; kind: ActivityKind; isFolded: boolean }

export function DraftOfActivity({ draft, kind, isFolded }: DraftProps) {
  const t = useT()
  if (!draft) return null
  const { title, explanation, consultation, clauses } = draft
  return (
    <section id="draft">
      <h2>{t(consultation || kind === 'hearing' ? 'activity.draft' : 'targeted.text')}</h2>
      {consultation ? (
        <p>
          {t('activity.draft.consultation')}
          <a href={paths.consultation(consultation.id)}>{consultation.title}</a>
        </p>
      ) : null}
      {explanation ? (
        <details className="activity-draft" open={!isFolded}>
          <summary>{t('activity.draft.explanation')}</summary>
          <Paragraphs text={explanation} />
        </details>
      ) : null}
      {clauses.length > 0 ? (
        <details className="activity-draft">
          <summary>{t('activity.draft.text', { title })}</summary>
          <p className="draft-title">{title}</p>
          <ClauseText clauses={clauses} headingLevel={3} />
        </details>
      ) : null}
    </section>
  )
}

/** P7: the order of a hearing, with the clock time at which each part is planned. */
export function AgendaTable({ items }: { items: AgendaEntry[] }) {
  const t = useT()
  if (items.length === 0) return null
  return (
    <section id="agenda">
      <h2>{t('activity.agenda')}</h2>
      <TableScroll label={t('activity.agenda')}>
        <table className="activity-agenda">
          <thead>
            <tr>
              <th scope="col">{t('activity.agenda.time')}</th>
              <th scope="col">{t('activity.agenda.item')}</th>
              <th scope="col">{t('activity.agenda.speaker')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ at, title, speaker, minutes }) => (
              <tr key={`${at.getTime()}-${title}`}>
                <td>{formatDateTime(at).slice(11)}</td>
                <th scope="row">{title}</th>
                <td>
                  {speaker ? <span className="activity-speaker">{speaker}</span> : null}
                  <span className="muted">{t('activity.agenda.minutes', { minutes })}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p className="field-hint">{t('activity.agenda.text')}</p>
    </section>
  )
}
