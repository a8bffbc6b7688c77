import type { LoaderFunctionArgs } from '@remix-run/node'
import { paths } from '~/app/paths'
import { siteOrigin } from '~/app/server/site-address'

/** Receipts are private to who holds the code, forms and the desk are of no use to a crawler. */
export function loader({ request }: LoaderFunctionArgs) {
  const closed = [
    paths.desk.home(),
    paths.receipts(),
    paths.concernForm(),
    paths.errorReport(),
    paths.search(),
  ]
  const lines = [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${siteOrigin(request)}${paths.sitemap()}`,
  ]
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Cache-Tags': 'site' },
  })
}
