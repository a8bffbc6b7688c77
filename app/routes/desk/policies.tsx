import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { deskPolicies } from '~/app/domain/policies/desk.server'
import { paths } from '~/app/paths'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import { InterpretationDue } from '~/app/ui/policy/interpretation-due'
import { SignOffWord } from '~/app/ui/sign-off'

export const handle = { breadcrumb: () => [{ label: '政策发布' }] }

export const meta: MetaFunction = () => [{ title: '政策发布' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return deskPolicies(ctx, { after: readOptionalId(new URL(request.url).searchParams, 'after') ?? undefined })
}

export default function DeskPolicies() {
  const { rows, next } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        title={t('desk.policies')}
        actions={<LinkButton href={paths.desk.newPolicy()}>{t('deskPolicies.new')}</LinkButton>}
      />
      {rows.length === 0 ? (
        <EmptyState title={t('deskPolicies.none')}>{t('deskPolicies.none.text')}</EmptyState>
      ) : null}
      {rows.length > 0 ? (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('deskPolicy.title')}</th>
              <th scope="col">{t('deskPolicy.number')}</th>
              <th scope="col">{t('deskPolicy.state')}</th>
              <th scope="col">{t('deskPolicy.clock')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, title, documentNumber, state, clock }) => (
              <tr key={id}>
                <th scope="row">
                  <a href={paths.desk.policy(id)}>{title}</a>
                </th>
                <td>{documentNumber}</td>
                <td>
                  <SignOffWord state={state} />
                </td>
                <td>
                  <InterpretationDue clock={clock} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <Pagination next={next ? paths.desk.policies({ after: next }) : null} />
    </>
  )
}
