import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { hasPermission } from '~/app/domain/people/permissions'
import { deskPolicies } from '~/app/domain/policies/desk.server'
import { paths } from '~/app/paths'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import { InterpretationDue } from '~/app/ui/policy/interpretation-due'
import { SyncLine } from '~/app/ui/policy/triple-sync'
import { SignOffWord } from '~/app/ui/sign-off'

export const handle = { breadcrumb: () => [{ label: '政策发布' }] }

export const meta: MetaFunction = () => [{ title: '政策发布' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const after = readOptionalId(new URL(request.url).searchParams, 'after') ?? undefined
  return { ...(await deskPolicies(ctx, { after })), mayWrite: hasPermission(ctx, 'policy.write') }
}

export default function DeskPolicies() {
  const { rows, next, mayWrite } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        title={t('desk.policies')}
        actions={
          mayWrite ? <LinkButton href={paths.desk.newPolicy()}>{t('deskPolicies.new')}</LinkButton> : null
        }
      />
      {rows.length === 0 ? (
        <EmptyState title={t('deskPolicies.none')}>{t('deskPolicies.none.text')}</EmptyState>
      ) : null}
      <List>
        {rows.map(({ id, title, documentNumber, state, clock, lamps }) => (
          <ListItem
            key={id}
            href={paths.desk.policy(id)}
            title={title}
            status={<SignOffWord state={state} />}
            meta={[
              documentNumber,
              lamps ? <SyncLine key="lamps" lamps={lamps} /> : null,
              clock ? <InterpretationDue key="due" clock={clock} /> : null,
            ]}
          />
        ))}
      </List>
      <Pagination next={next ? paths.desk.policies({ after: next }) : null} />
    </>
  )
}
