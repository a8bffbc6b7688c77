import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listAnnouncements } from '~/app/domain/announcements/read.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { EmptyState } from '~/app/ui/empty-state'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { List, ListItem } from '~/app/ui/list-item'
import { columnMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Pagination } from '~/app/ui/pagination'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'
import { Time } from '~/app/ui/time'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'announcements.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  columnMeta(siteOf(matches), {
    name: translate('zh', 'announcements.title'),
    description: translate('zh', 'announcements.description'),
    keywords: ['公告', '通知'],
    type: '公告公示',
  })

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const after = new URL(request.url).searchParams.get('after')
  const page = await listAnnouncements(ctx, { after })
  return data({ ...page, after }, { headers: { 'X-Cache-Tags': 'announcements' } })
}

export default function Announcements() {
  const { rows, next, after } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading title={t('announcements.title')} lead={t('announcements.lead')} />
      {rows.length === 0 ? <EmptyState title={t('announcements.empty')} /> : null}
      <List label={t('announcements.title')}>
        {rows.map((row) => (
          <ListItem
            key={row.id}
            href={paths.announcement(row.id)}
            kind={t('announcement.kind')}
            title={row.title}
            meta={[
              row.department,
              row.heldAt ? `${t('announcement.heldAt')} ${formatDateTime(row.heldAt)}` : null,
              row.place,
              <Time key="published" at={row.publishedAt} />,
            ]}
          />
        ))}
      </List>
      <Pagination
        next={next ? paths.announcements({ after: next }) : null}
        first={after ? paths.announcements() : null}
      />
    </>
  )
}
