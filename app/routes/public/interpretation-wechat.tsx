import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { wechatArticle } from '~/app/domain/take-along/pages.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'
import { translate } from '~/app/ui/catalogue'
import { siteMeta } from '~/app/ui/meta-tags'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'
import { WechatCopy } from '~/app/ui/take-along/wechat-copy'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ id, title }: { id: number; title: string }, lang: Lang) => [
    { label: translate(lang, 'interpretations.title'), href: paths.interpretations() },
    { label: title, href: paths.interpretation(id) },
    { label: translate(lang, 'takeAlong.wechat') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: article, matches }) => [
  ...siteMeta(siteOf(matches), article ? `${article.title}（${translate('zh', 'takeAlong.wechat')}）` : ''),
  // The words are those of the interpretation, whose own page is the one to be found.
  { name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const article = await wechatArticle(ctx, readId(params.id), siteOrigin(request))
  return data(article, { headers: { 'X-Cache-Tags': `interpretation:${article.id}` } })
}

export default function InterpretationWechat() {
  return <WechatCopy article={useLoaderData<typeof loader>()} />
}
