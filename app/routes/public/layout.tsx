import type { MetaFunction } from '@remix-run/node'
import { Outlet, useLocation, useRouteError } from '@remix-run/react'
import type { ReactNode } from 'react'
import { type Crumb, useCrumbs } from '~/app/ui/breadcrumb'
import { translate } from '~/app/ui/catalogue'
import { ErrorPage } from '~/app/ui/error-page'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageShell } from '~/app/ui/page-shell'
import { langOf, siteOf, useRootData } from '~/app/ui/root-data'

/** Of error pages; every page that stands brings its own. */
export const meta: MetaFunction = ({ error, matches }) =>
  siteMeta(siteOf(matches), error ? translate(langOf(matches), 'error.crumb') : undefined)

export default function PublicLayout() {
  return (
    <Frame breadcrumb={useCrumbs()}>
      <Outlet />
    </Frame>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  const t = useT()
  return (
    <Frame breadcrumb={[{ label: t('error.crumb') }]}>
      <ErrorPage error={error} />
    </Frame>
  )
}

function Frame({ breadcrumb, children }: { breadcrumb: Crumb[]; children: ReactNode }) {
  const { preferences, site, user } = useRootData()
  const { pathname, search } = useLocation()
  return (
    <PageShell
      lang={preferences.lang}
      preferences={preferences}
      site={site}
      user={user}
      current={`${pathname}${search}`}
      breadcrumb={breadcrumb}
    >
      {children}
    </PageShell>
  )
}
