import type { ReactNode } from 'react'
import { paths } from '~/app/paths'
import { Breadcrumb, type Crumb } from '~/app/ui/breadcrumb'
import type { MessageKey } from '~/app/ui/catalogue'
import { LanguageProvider, useT } from '~/app/ui/language'
import { SkipLink } from '~/app/ui/page-shell'
import type { Lang, Preferences } from '~/app/ui/preferences'
import { PreferencesForm } from '~/app/ui/preferences-form'
import type { Site } from '~/app/ui/site'

export type DeskSection =
  | 'home'
  | 'matters'
  | 'texts'
  | 'consultations'
  | 'moderation'
  | 'activities'
  | 'surveys'
  | 'announcements'
  | 'policies'
  | 'interpretations'
  | 'unclear'
  | 'concerns'
  | 'media'
  | 'departments'
  | 'accounts'
  | 'audit'
  | 'outbox'

type DeskShellProps = {
  lang: Lang
  preferences: Preferences
  site: Site
  current: string
  user: { name: string; department: string; roles?: string }
  /** What this account may open; everything when not given. */
  sections?: DeskSection[]
  /** How much waits in a section. */
  counts?: Partial<Record<DeskSection, number>>
  breadcrumb: Crumb[]
  children: ReactNode
  aside?: ReactNode
}

/** The frame of every staff page: the tasks on the left, on a phone above. */
export function DeskShell(props: DeskShellProps) {
  return (
    <LanguageProvider lang={props.lang}>
      <SkipLink />
      <DeskHeader {...props} />
      <div className="desk-page">
        <DeskNavigation {...props} />
        <div className="desk-body">
          <DeskBreadcrumb crumbs={props.breadcrumb} />
          <div className={props.aside ? 'page-columns' : undefined}>
            <main id="main" tabIndex={-1}>
              {props.children}
            </main>
            {props.aside ? <aside className="page-aside">{props.aside}</aside> : null}
          </div>
        </div>
      </div>
    </LanguageProvider>
  )
}

function DeskHeader({ site, user, preferences, current }: DeskShellProps) {
  const t = useT()
  return (
    <header className="desk-header">
      <p className="site-name">
        <a href={paths.desk.home()}>{site.name}</a>{' '}
        <span className="desk-header-mark">{t('desk.title')}</span>
      </p>
      <p className="desk-header-user">
        <b>{user.name}</b>
        <span>{user.department}</span>
        {user.roles ? <span>{user.roles}</span> : null}
      </p>
      <PreferencesForm preferences={preferences} current={current} />
      <div className="desk-header-links">
        <a href={paths.home()}>{t('desk.publicSite')}</a>
        <form method="post" action={paths.desk.signOut()}>
          <button type="submit">{t('desk.signOut')}</button>
        </form>
      </div>
    </header>
  )
}

function DeskBreadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  const t = useT()
  return <Breadcrumb crumbs={crumbs} home={{ label: t('desk.home'), href: paths.desk.home() }} />
}

function DeskNavigation({ current, sections, counts = {} }: DeskShellProps) {
  const t = useT()
  const path = current.split(/[?#]/)[0] ?? ''
  return (
    <nav className="desk-nav" aria-label={t('desk.nav')}>
      {groups.map(({ title, entries }) => {
        const shown = entries.filter(({ section }) => !sections || sections.includes(section))
        if (shown.length === 0) return null
        return (
          <div key={title} className="desk-nav-group">
            <p>{t(title)}</p>
            <ul>
              {shown.map(({ section, word, href }) => (
                <li key={section}>
                  <a href={href} aria-current={isOpen(path, href) ? 'page' : undefined}>
                    {t(word)}
                    {counts[section] ? (
                      <span className="desk-nav-count">
                        {counts[section]}
                        <span className="visually-hidden">{t('desk.waiting')}</span>
                      </span>
                    ) : null}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}

function isOpen(path: string, href: string) {
  return href === paths.desk.home() ? path === href : path === href || path.startsWith(`${href}/`)
}

type Entry = { section: DeskSection; word: MessageKey; href: string }

const groups: { title: MessageKey; entries: Entry[] }[] = [
  {
    title: 'desk.group.work',
    entries: [
      { section: 'home', word: 'desk.home', href: paths.desk.home() },
      { section: 'matters', word: 'desk.matters', href: paths.desk.matters() },
      { section: 'texts', word: 'desk.texts', href: paths.desk.texts() },
      { section: 'consultations', word: 'desk.consultations', href: paths.desk.consultations() },
      { section: 'moderation', word: 'desk.moderation', href: paths.desk.moderation() },
      { section: 'activities', word: 'desk.activities', href: paths.desk.activities() },
      { section: 'surveys', word: 'desk.surveys', href: paths.desk.surveys() },
      { section: 'announcements', word: 'desk.announcements', href: paths.desk.announcements() },
    ],
  },
  {
    title: 'desk.group.publish',
    entries: [
      { section: 'policies', word: 'desk.policies', href: paths.desk.policies() },
      { section: 'interpretations', word: 'desk.interpretations', href: paths.desk.interpretations() },
      { section: 'unclear', word: 'desk.unclear', href: paths.desk.unclear() },
      { section: 'concerns', word: 'desk.concerns', href: paths.desk.concerns() },
      { section: 'media', word: 'desk.media', href: paths.desk.media() },
    ],
  },
  {
    title: 'desk.group.keep',
    entries: [
      { section: 'departments', word: 'desk.departments', href: paths.desk.departments() },
      { section: 'accounts', word: 'desk.accounts', href: paths.desk.accounts() },
      { section: 'audit', word: 'desk.audit', href: paths.desk.audit() },
      { section: 'outbox', word: 'desk.outbox', href: paths.desk.outbox() },
    ],
  },
]
