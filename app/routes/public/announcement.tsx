import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { announcementPage } from '~/app/domain/announcements/read.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { translate } from '~/app/ui/catalogue'
import { Facts } from '~/app/ui/document-header'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { articleMeta, siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import { Paragraphs } from '~/app/ui/paragraphs'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ title }: { title: string }, lang: Lang) => [
    { label: translate(lang, 'announcements.title'), href: paths.announcements() },
    { label: title },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const site = siteOf(matches)
  if (!page) return siteMeta(site)
  const { title, publishedAt, department, body } = page
  return articleMeta(site, {
    title,
    publishedAt,
    source: department,
    column: '公告',
    description: body.slice(0, 120),
  })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const page = await announcementPage(ctx, readId(params.id))
  return data(page, { headers: { 'X-Cache-Tags': `announcement:${page.id}` } })
}

export default function Announcement() {
  const page = useLoaderData<typeof loader>()
  const t = useT()
  const matter = page.matter ? <a href={paths.matter(page.matter.id)}>{page.matter.title}</a> : null
  const facts: [string, React.ReactNode][] = [
    [
      t('announcement.by'),
      <a key="by" href={paths.department(page.departmentSlug)}>
        {page.department}
      </a>,
    ],
    [t('announcement.publishedAt'), formatDateTime(page.publishedAt)],
  ]
  if (page.heldAt) facts.unshift([t('announcement.heldAt'), formatDateTime(page.heldAt)])
  if (page.place) facts.splice(1, 0, [t('announcement.place'), page.place])
  if (matter) facts.push([t('announcement.matter'), matter])
  return (
    <>
      <PageHeading kind={t('announcement.kind')} title={page.title} />
      <Facts facts={facts} />
      <section>
        <Paragraphs text={page.body} />
      </section>
    </>
  )
}
