import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { deskMatters } from '~/app/domain/matters/list.server'
import { hasPermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { SignOffWord } from '~/app/ui/sign-off'

export const handle = { breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'desk.matters') }] }

export const meta: MetaFunction = () => [
  { title: translate('zh', 'desk.matters') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const after = readOptionalId(new URL(request.url).searchParams, 'after')
  const page = await deskMatters(ctx, after ? { after } : {})
  return { ...page, after, canWrite: hasPermission(ctx, 'matter.write', ctx.actor) }
}

export default function DeskMatters() {
  const { rows, next, after, canWrite } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        title={t('desk.matters')}
        actions={
          <>
            {canWrite ? <LinkButton href={paths.desk.newMatter()}>{t('matterForm.new')}</LinkButton> : null}
            <LinkButton kind="quiet" href={paths.desk.announcements()}>
              {t('announcementDesk.title')}
            </LinkButton>
          </>
        }
      />
      {rows.length === 0 ? <EmptyState title={t('desk.none')} /> : null}
      <List label={t('desk.matters')}>
        {rows.map((row) => (
          <ListItem
            key={row.id}
            href={paths.desk.matter(row.id)}
            title={row.title}
            status={<SignOffWord state={row.state} />}
            meta={[row.department, t('matters.year', { year: row.year })]}
          />
        ))}
      </List>
      <Pagination
        next={next ? paths.desk.matters({ after: next }) : null}
        first={after ? paths.desk.matters() : null}
      />
    </>
  )
}
