import type { ReactNode } from 'react'
import { paths } from '~/app/paths'
import { Breadcrumb, type Crumb } from '~/app/ui/breadcrumb'
import type { MessageKey } from '~/app/ui/catalogue'
import { LanguageProvider, useT } from '~/app/ui/language'
import { PageFooter } from '~/app/ui/page-footer'
import type { Lang, Preferences } from '~/app/ui/preferences'
import { PreferencesForm } from '~/app/ui/preferences-form'
import type { Site } from '~/app/ui/site'

type PageShellProps = {
  lang: Lang
  preferences: Preferences
  site: Site
  /** Path and query of this page: marks its place in the navigation, and the preferences come back to it. */
  current: string
  user?: { name: string } | null
  /** From below the home page down to this page; the last one has no href. Empty on the home page. */
  breadcrumb: Crumb[]
  children: ReactNode
  /** Beside the main part on a wide page, after it on a phone: filters, facts, related things. */
  aside?: ReactNode
  /** Filters come before what they filter: on a phone the aside then stands above the main part. */
  asideFirst?: boolean
}

/** The frame of every public page. It ships no JavaScript. */
export function PageShell(props: PageShellProps) {
  return (
    <LanguageProvider lang={props.lang}>
      <SkipLink />
      <PageHeader {...props} />
      <div className="page">
        <Breadcrumb crumbs={props.breadcrumb} />
        <div className={columnsClass(props)}>
          {props.aside && props.asideFirst ? <aside className="page-aside">{props.aside}</aside> : null}
          <main id="main" tabIndex={-1}>
            {props.children}
          </main>
          {props.aside && !props.asideFirst ? <aside className="page-aside">{props.aside}</aside> : null}
        </div>
      </div>
      <PageFooter site={props.site} current={props.current} />
    </LanguageProvider>
  )
}

function columnsClass({ aside, asideFirst }: PageShellProps) {
  if (!aside) return undefined
  return asideFirst ? 'page-columns page-columns-aside-first' : 'page-columns'
}

export function SkipLink() {
  const t = useT()
  return (
    <a className="skip-link" href="#main">
      {t('shell.skip')}
    </a>
  )
}

function PageHeader({ site, current, preferences, user }: PageShellProps) {
  const t = useT()
  return (
    <header className="page-header">
      <div className="page-header-top">
        <p className="site-name">
          <a href={paths.home()}>{site.name}</a>
        </p>
        <search className="header-search">
          <form action={paths.search()}>
            <label className="visually-hidden" htmlFor="header-search">
              {t('search.label')}
            </label>
            <input id="header-search" type="search" name="q" placeholder={t('search.placeholder')} />
            <button type="submit">{t('search.submit')}</button>
          </form>
        </search>
        <PreferencesForm preferences={preferences} current={current} />
      </div>
      <nav className="main-nav" aria-label={t('nav.label')}>
        <ul>
          {navigation.map(({ word, href, isWide }) => (
            <li key={href} className={isWide ? 'main-nav-wide' : undefined}>
              <a href={href} aria-current={isWithin(current, href) ? 'page' : undefined}>
                {t(word)}
              </a>
            </li>
          ))}
          {user ? (
            <li className="main-nav-desk">
              <a href={paths.desk.home()}>{t('nav.desk')}</a>
            </li>
          ) : null}
        </ul>
      </nav>
    </header>
  )
}

const navigation: { word: MessageKey; href: string; isWide?: true }[] = [
  { word: 'nav.home', href: paths.home() },
  { word: 'nav.consultations', href: paths.consultations() },
  { word: 'activities.nav', href: paths.activities(), isWide: true },
  { word: 'surveys.nav', href: paths.surveys(), isWide: true },
  { word: 'nav.matters', href: paths.matters() },
  { word: 'nav.policies', href: paths.policies() },
  { word: 'nav.interpretations', href: paths.interpretations() },
  { word: 'nav.concerns', href: paths.concerns() },
  { word: 'nav.search', href: paths.search() },
]

function isWithin(current: string, href: string) {
  const path = current.split(/[?#]/)[0] ?? ''
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}
