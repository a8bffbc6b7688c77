import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useLocation, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { roleName } from '~/app/domain/people/permissions'
import { sectionsFor } from '~/app/domain/people/sections'
import { departmentName, staffContextFor } from '~/app/server/session.server'
import { useCrumbs } from '~/app/ui/breadcrumb'
import { DeskShell } from '~/app/ui/desk-shell'
import { ErrorPage } from '~/app/ui/error-page'
import { PageShell } from '~/app/ui/page-shell'
import { useRootData } from '~/app/ui/root-data'

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return {
    user: {
      name: ctx.actor.name,
      department: await departmentName(ctx, ctx.actor.departmentId),
      roles: ctx.actor.roles.map(roleName).join('、'),
    },
    sections: sectionsFor(ctx),
  }
}

export default function DeskLayout() {
  const { user, sections } = useLoaderData<typeof loader>()
  return (
    <Frame user={user} sections={sections}>
      <Outlet />
    </Frame>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  const data = useRouteLoaderData<typeof loader>('routes/desk/layout')
  const { preferences, site } = useRootData()
  const { pathname } = useLocation()
  if (data) {
    return (
      <Frame user={data.user} sections={data.sections}>
        <ErrorPage error={error} />
      </Frame>
    )
  }
  return (
    <PageShell
      lang={preferences.lang}
      preferences={preferences}
      site={site}
      current={pathname}
      breadcrumb={[]}
    >
      <ErrorPage error={error} />
    </PageShell>
  )
}

type FrameProps = Pick<Parameters<typeof DeskShell>[0], 'user' | 'sections' | 'children'>

function Frame({ user, sections, children }: FrameProps) {
  const { preferences, site } = useRootData()
  const { pathname, search } = useLocation()
  return (
    <DeskShell
      lang={preferences.lang}
      preferences={preferences}
      site={site}
      current={`${pathname}${search}`}
      user={user}
      sections={sections}
      breadcrumb={useCrumbs()}
    >
      {children}
    </DeskShell>
  )
}
