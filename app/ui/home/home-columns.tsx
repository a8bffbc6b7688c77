import type { ReactNode } from 'react'
import { paths } from '~/app/paths'
import { CountFigure, CountFigures } from '~/app/ui/count-figure'
import { Deadline } from '~/app/ui/deadline'
import type { When } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { MetaLine } from '~/app/ui/list-item'
import type { Lang } from '~/app/ui/preferences'
import { Time } from '~/app/ui/time'

export type HomeOpen = {
  href: string
  /** 征求意见, 问卷调查 */
  kind: string
  title: string
  department: string
  closesAt: When
  commentCount?: number
  summary?: string | null
}
export type HomeEntry = {
  href: string
  title: string
  at?: When
  kind?: ReactNode
  meta?: ReactNode[]
  status?: ReactNode
}

type HomeColumnsProps = {
  lang: Lang
  now: When
  open: HomeOpen[]
  /** Hearings and the like that are still to take place. */
  activities?: HomeEntry[]
  /** Notices of what is still to come, and others while they are new. */
  coming?: HomeEntry[]
  decided: HomeEntry[]
  answered: HomeEntry[]
  figures: { value: string | number; unit?: string; label: string; href?: string }[]
}

/** The home page: what can I take part in now, what was decided lately, what is being answered. */
export function HomeColumns(props: HomeColumnsProps) {
  const { lang, now, open, activities = [], coming = [], decided, answered, figures } = props
  const t = useT()
  return (
    <div className="home">
      <section className="home-open" aria-labelledby="home-open">
        <h2 id="home-open">{t('home.open')}</h2>
        {open.length === 0 ? <p className="home-nothing">{t('home.openNothing')}</p> : null}
        <ul>
          {open.map((entry) => (
            <OpenEntry key={entry.href} entry={entry} now={now} lang={lang} />
          ))}
        </ul>
        <p className="home-more">
          <a href={paths.consultations()}>{t('home.openMore')}</a>{' '}
          <a href={paths.surveys()}>{t('surveys.more')}</a>
        </p>
      </section>
      <div className={activities.length > 0 && coming.length > 0 ? 'home-pair' : undefined}>
        {activities.length > 0 ? (
          <Entries id="home-activities" title={t('home.activities')} entries={activities} nothing="">
            <a href={paths.activities()}>{t('home.activitiesMore')}</a>{' '}
            <a href={paths.calendar()}>{t('calendar.title')}</a>
          </Entries>
        ) : null}
        {coming.length > 0 ? (
          <Entries id="home-coming" title={t('home.announcements')} entries={coming} nothing="">
            <a href={paths.announcements()}>{t('home.announcementsMore')}</a>
          </Entries>
        ) : null}
      </div>
      <div className="home-pair">
        <Entries
          id="home-decided"
          title={t('home.decided')}
          entries={decided}
          nothing={t('home.decidedNothing')}
        >
          <a href={paths.policies()}>{t('home.decidedMore')}</a>
        </Entries>
        <Entries
          id="home-answered"
          title={t('home.answered')}
          entries={answered}
          nothing={t('home.answeredNothing')}
        >
          <a href={paths.concerns()}>{t('home.answeredMore')}</a>
        </Entries>
      </div>
      {figures.length > 0 ? (
        <section className="home-figures" aria-labelledby="home-figures">
          <h2 id="home-figures">{t('home.figures')}</h2>
          <CountFigures>
            {figures.map((figure) => (
              <CountFigure key={figure.label} {...figure} />
            ))}
          </CountFigures>
        </section>
      ) : null}
    </div>
  )
}

function OpenEntry({ entry, now, lang }: { entry: HomeOpen; now: When; lang: Lang }) {
  const t = useT()
  return (
    <li className="home-open-entry">
      <div>
        <p className="list-item-head">
          <span className="list-item-kind">{entry.kind}</span>
        </p>
        <h3>
          <a className="home-title" href={entry.href}>
            {entry.title}
          </a>
        </h3>
        {entry.summary ? <p className="home-summary">{entry.summary}</p> : null}
        <MetaLine
          entries={[
            entry.department,
            entry.commentCount === undefined ? null : t('home.comments', { count: entry.commentCount }),
          ]}
        />
      </div>
      <Deadline at={entry.closesAt} now={now} lang={lang} size="large" />
    </li>
  )
}

type EntriesProps = { id: string; title: string; entries: HomeEntry[]; nothing: string; children: ReactNode }

function Entries({ id, title, entries, nothing, children }: EntriesProps) {
  return (
    <section className="home-entries" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {entries.length === 0 ? <p className="home-nothing">{nothing}</p> : null}
      <ul>
        {entries.map((entry) => (
          <li key={entry.href}>
            {entry.kind || entry.status ? (
              <p className="list-item-head">
                {entry.kind ? <span className="list-item-kind">{entry.kind}</span> : null}
                {entry.status}
              </p>
            ) : null}
            <h3>
              <a className="home-title" href={entry.href}>
                {entry.title}
              </a>
            </h3>
            <MetaLine entries={[entry.at ? <Time key="at" at={entry.at} /> : null, ...(entry.meta ?? [])]} />
          </li>
        ))}
      </ul>
      <p className="home-more">{children}</p>
    </section>
  )
}
