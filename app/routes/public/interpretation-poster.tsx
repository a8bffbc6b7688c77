import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { posterPage } from '~/app/domain/take-along/pages.server'
import { paths } from '~/app/paths'
import { pageHeaders } from '~/app/server/page-headers'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'
import { siteOrigin } from '~/app/server/site-address'
import { translate } from '~/app/ui/catalogue'
import { siteMeta } from '~/app/ui/meta-tags'
import type { Lang } from '~/app/ui/preferences'
import { siteOf } from '~/app/ui/root-data'
import { Poster } from '~/app/ui/take-along/poster'

export const headers = pageHeaders

export const handle = {
  breadcrumb: ({ id, title }: { id: number; title: string }, lang: Lang) => [
    { label: translate(lang, 'interpretations.title'), href: paths.interpretations() },
    { label: title, href: paths.interpretation(id) },
    { label: translate(lang, 'takeAlong.poster') },
  ],
}

export const meta: MetaFunction<typeof loader> = ({ data: poster, matches }) =>
  siteMeta(siteOf(matches), poster ? `${poster.title}（${translate('zh', 'takeAlong.poster')}）` : '')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const poster = await posterPage(ctx, readId(params.id), siteOrigin(request))
  return data(poster, { headers: { 'X-Cache-Tags': `interpretation:${poster.id}` } })
}

export default function InterpretationPoster() {
  return <Poster poster={useLoaderData<typeof loader>()} />
}
