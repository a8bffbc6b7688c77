import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type DepartmentNode, departmentTree } from '~/app/domain/departments/read.server'
import { latestPublished } from '~/app/domain/feeds/published.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { contextFor } from '~/app/server/session.server'
import { type MessageKey, translate } from '~/app/ui/catalogue'
import { useT } from '~/app/ui/language'
import { siteMeta } from '~/app/ui/meta-tags'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'
import { langOf, siteOf } from '~/app/ui/root-data'
import { Time } from '~/app/ui/time'

export const headers = pageHeaders

export const handle = {
  breadcrumb: (_data: unknown, lang: Lang) => [{ label: translate(lang, 'siteMap.title') }],
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  siteMeta(siteOf(matches), translate(langOf(matches), 'siteMap.title'))

const mostShown = 30

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const [tree, latest] = await Promise.all([departmentTree(ctx), latestPublished(ctx, mostShown)])
  return data({ tree, latest }, { headers: { 'X-Cache-Tags': 'home departments' } })
}

const columns: [MessageKey, string][] = [
  ['nav.home', paths.home()],
  ['nav.consultations', paths.consultations()],
  ['nav.matters', paths.matters()],
  ['nav.policies', paths.policies()],
  ['nav.interpretations', paths.interpretations()],
  ['nav.concerns', paths.concerns()],
  ['activities.title', paths.activities()],
  ['surveys.title', paths.surveys()],
  ['calendar.title', paths.calendar()],
  ['drawVerify.title', paths.drawVerify()],
  ['footer.announcements', paths.announcements()],
  ['nav.search', paths.search()],
  ['concernForm.title', paths.concernForm()],
  ['footer.receipts', paths.receipts()],
]
const about: [MessageKey, string][] = [
  ['about.title', paths.about()],
  ['comment.rules', paths.moderationRules()],
  ['privacy.title', paths.privacy()],
  ['accessibility.title', paths.accessibility()],
  ['errorReport.title', paths.errorReport()],
  ['footer.feed', paths.feed()],
]

export default function SiteMap() {
  const { tree, latest } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading title={t('siteMap.title')} />
      <Links title={t('siteMap.columns')} links={columns} />
      <Links title={t('siteMap.site')} links={about} />
      <section className="concern-part">
        <h2>{t('siteMap.departments')}</h2>
        <Tree nodes={tree} />
      </section>
      <section className="concern-part">
        <h2>{t('siteMap.latest')}</h2>
        <ul>
          {latest.map((entry) => (
            <li key={entry.key}>
              <a href={entry.href}>{entry.title}</a> <Time at={entry.at} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Links({ title, links }: { title: string; links: [MessageKey, string][] }) {
  const t = useT()
  return (
    <section className="concern-part">
      <h2>{title}</h2>
      <ul className="site-map-links">
        {links.map(([word, href]) => (
          <li key={href}>
            <a href={href}>{t(word)}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Tree({ nodes }: { nodes: DepartmentNode[] }) {
  return (
    <ul>
      {nodes.map(({ department, below }) => (
        <li key={department.id}>
          <a href={paths.department(department.slug)}>{department.name}</a>
          {below.length > 0 ? <Tree nodes={below} /> : null}
        </li>
      ))}
    </ul>
  )
}
