import type { LoaderFunctionArgs } from '@remix-run/node'
import { type DepartmentNode, departmentTree } from '~/app/domain/departments/read.server'
import { latestPublished } from '~/app/domain/feeds/published.server'
import { paths } from '~/app/paths'
import { contextFor } from '~/app/server/session.server'
import { escapeXml, siteOrigin } from '~/app/server/site-address'

/** The protocol's limit for one file, with room for the columns and departments. */
const mostEntries = 45_000

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const origin = siteOrigin(request)
  const columns = [
    paths.home(),
    paths.matters(),
    paths.consultations(),
    paths.policies(),
    paths.interpretations(),
    paths.concerns(),
    paths.activities(),
    paths.surveys(),
    paths.announcements(),
    paths.departments(),
    paths.about(),
    paths.privacy(),
    paths.accessibility(),
    paths.moderationRules(),
    paths.siteMap(),
  ]
  const urls = new Map<string, Date | null>(columns.map((path) => [path, null]))
  for (const slug of (await departmentTree(ctx)).flatMap(slugsOf)) urls.set(paths.department(slug), null)
  // Newest first: of several entries at one address the newest gives its date.
  for (const { href, at } of await latestPublished(ctx, mostEntries)) {
    const [page = href] = href.split('#')
    if (!urls.has(page)) urls.set(page, at)
  }
  const lines = [...urls].map(([path, at]) => {
    const modified = at ? `<lastmod>${at.toISOString()}</lastmod>` : ''
    return `  <url><loc>${escapeXml(`${origin}${path}`)}</loc>${modified}</url>`
  })
  const xml = `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${lines.join('\n')}
</urlset>
`
  return new Response(xml, {
    headers: { 'Content-Type': 'application/xml; charset=utf-8', 'X-Cache-Tags': 'home departments' },
  })
}

function slugsOf({ department, below }: DepartmentNode): string[] {
  return [department.slug, ...below.flatMap(slugsOf)]
}
