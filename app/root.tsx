import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, useMatches, useRouteError } from '@remix-run/react'
import type { ReactNode } from 'react'
import { paths } from './paths'
import { useNonce } from './server/nonce'
import { readPreferences } from './server/preferences'
import { contextFor } from './server/session.server'
import { siteFor } from './server/site.server'
import stylesheet from './styles/all.css?url'
import { ErrorPage } from './ui/error-page'
import { LanguageProvider } from './ui/language'
import { siteMeta } from './ui/meta-tags'
import { PageShell } from './ui/page-shell'
import { preferenceAttributes } from './ui/preferences'
import { type RootData, siteOf, useRootData } from './ui/root-data'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'alternate', type: 'application/atom+xml', href: paths.feed() },
]

export const meta: MetaFunction = ({ matches }) => siteMeta(siteOf(matches))

export async function loader({ request }: LoaderFunctionArgs): Promise<RootData> {
  const ctx = await contextFor(request)
  return {
    preferences: readPreferences(request.headers.get('Cookie')),
    site: await siteFor(ctx, request),
    user: ctx.actor.kind === 'staff' ? { name: ctx.actor.name } : null,
  }
}

export default function Root() {
  const { preferences } = useRootData()
  return (
    <LanguageProvider lang={preferences.lang}>
      <Outlet />
    </LanguageProvider>
  )
}

/** The document around the page, and around the error page when something went wrong. */
export function Layout({ children }: { children: ReactNode }) {
  const needsScripts = useMatches().some((match) => hasScripts(match.handle))
  const nonce = useNonce()
  const { preferences } = useRootData()
  return (
    <html {...preferenceAttributes(preferences)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {needsScripts ? <Scripts nonce={nonce} /> : null}
      </body>
    </html>
  )
}

/** What no frame below has caught: the root's own failure. */
export function ErrorBoundary() {
  const error = useRouteError()
  const { preferences, site } = useRootData()
  return (
    <PageShell lang={preferences.lang} preferences={preferences} site={site} current="/" breadcrumb={[]}>
      <ErrorPage error={error} />
    </PageShell>
  )
}

function hasScripts(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'js' in handle && handle.js === true
}
