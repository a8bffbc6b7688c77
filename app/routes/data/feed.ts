import type { LoaderFunctionArgs } from '@remix-run/node'
import { latestPublished } from '~/app/domain/feeds/published.server'
import { paths } from '~/app/paths'
import { contextFor } from '~/app/server/session.server'
import { siteFor } from '~/app/server/site.server'
import { escapeXml, siteOrigin } from '~/app/server/site-address'

const mostEntries = 50

/** Atom: everything that was published, newest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const site = await siteFor(ctx, request)
  const origin = siteOrigin(request)
  const entries = await latestPublished(ctx, mostEntries)
  const updated = entries[0]?.at ?? ctx.now
  const body = entries.map(
    (entry) => `  <entry>
    <id>${escapeXml(`${origin}${entry.href.split('#')[0]}#${entry.key}`)}</id>
    <title>${escapeXml(entry.title)}</title>
    <link href="${escapeXml(`${origin}${entry.href}`)}"/>
    <published>${entry.at.toISOString()}</published>
    <updated>${entry.at.toISOString()}</updated>
    <category term="${entry.kind}"/>
  </entry>`,
  )
  const feed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
  <id>${escapeXml(`${origin}${paths.feed()}`)}</id>
  <title>${escapeXml(site.name)}</title>
  <link rel="self" href="${escapeXml(`${origin}${paths.feed()}`)}"/>
  <link href="${escapeXml(`${origin}${paths.home()}`)}"/>
  <author><name>${escapeXml(site.organiser)}</name></author>
  <updated>${updated.toISOString()}</updated>
${body.join('\n')}
</feed>
`
  return new Response(feed, {
    headers: { 'Content-Type': 'application/atom+xml; charset=utf-8', 'X-Cache-Tags': 'home' },
  })
}
