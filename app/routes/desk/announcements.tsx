import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { deskAnnouncements } from '~/app/domain/announcements/desk.server'
import { hasPermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { readOptionalId } from '~/app/server/params'
import { staffContextFor } from '~/app/server/session.server'
import { LinkButton } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { SignOffWord } from '~/app/ui/sign-off'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [
    { label: translate(lang, 'desk.matters'), href: paths.desk.matters() },
    { label: translate(lang, 'announcementDesk.title') },
  ],
}

export const meta: MetaFunction = () => [
  { title: translate('zh', 'announcementDesk.title') },
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  const after = readOptionalId(new URL(request.url).searchParams, 'after')
  const page = await deskAnnouncements(ctx, after ? { after } : {})
  return { ...page, after, canWrite: hasPermission(ctx, 'announcement.write', ctx.actor) }
}

export default function DeskAnnouncements() {
  const { rows, next, after, canWrite } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading
        title={t('announcementDesk.title')}
        actions={
          canWrite ? (
            <LinkButton href={paths.desk.newAnnouncement()}>{t('announcementDesk.new')}</LinkButton>
          ) : null
        }
      />
      {rows.length === 0 ? <EmptyState title={t('desk.none')} /> : null}
      <List label={t('announcementDesk.title')}>
        {rows.map((row) => (
          <ListItem
            key={row.id}
            href={paths.desk.announcement(row.id)}
            title={row.title}
            status={<SignOffWord state={row.state} />}
            meta={[row.heldAt ? `${t('announcement.heldAt')} ${formatDateTime(row.heldAt)}` : null]}
          />
        ))}
      </List>
      <Pagination
        next={next ? paths.desk.announcements({ after: next }) : null}
        first={after ? paths.desk.announcements() : null}
      />
    </>
  )
}
