import type { LoaderFunctionArgs } from '@remix-run/node'
import { wechatArticle } from '~/app/domain/take-along/pages.server'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { escapeXml, siteOrigin } from '~/app/server/site-address'

/** The article as a file of its own: opened, selected and copied, it can be pasted. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = readId(params.id)
  const { title, html } = await wechatArticle(await contextFor(request), id, siteOrigin(request))
  const page = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeXml(title)}</title></head>
<body style="margin:0 auto;max-width:677px;padding:16px">
${html}
</body></html>
`
  return new Response(page, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Disposition': `attachment; filename="interpretation-${id}-wechat.html"`,
      'X-Cache-Tags': `interpretation:${id}`,
    },
  })
}
