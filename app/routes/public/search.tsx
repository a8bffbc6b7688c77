import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import {
  type Found,
  findPublic,
  type SearchParameters,
  searchParameters,
} from '~/app/domain/search/find.server'
import { paths } from '~/app/paths'
import { contextFor } from '~/app/server/session.server'
import { Button, LinkButton } from '~/app/ui/button'
import { EmptyState } from '~/app/ui/empty-state'
import { useT } from '~/app/ui/language'
import { columnMeta } from '~/app/ui/meta-tags'
import { Notice } from '~/app/ui/notice'
import { PageHeading } from '~/app/ui/page-heading'
import { siteOf } from '~/app/ui/root-data'
import { SearchResults, TitleMatches } from '~/app/ui/search-results'

export const handle = { breadcrumb: () => [{ label: '搜索', href: paths.search() }] }

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  columnMeta(siteOf(matches), {
    name: '搜索',
    description: '搜索政策、草案、解读、回应和条款',
    keywords: ['搜索'],
    type: '搜索',
  })

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextFor(request)
  const asked = searchParameters.parse(Object.fromEntries(new URL(request.url).searchParams))
  return { asked, found: await findPublic(ctx, asked) }
}

export default function SearchPage() {
  const { asked, found } = useLoaderData<typeof loader>() as { asked: SearchParameters; found: Found }
  const t = useT()
  return (
    <>
      <PageHeading title={t('search.title')} />
      <search>
        <form action={paths.search()} className="search-form">
          <label htmlFor="search-page-q">{t('search.label')}</label>
          <p className="field-hint" id="search-page-hint">
            {t('search.hint')}
          </p>
          <div className="search-form-row">
            <input
              id="search-page-q"
              type="search"
              name="q"
              defaultValue={asked.q}
              maxLength={200}
              aria-describedby="search-page-hint"
            />
            <Button>{t('search.submit')}</Button>
          </div>
        </form>
      </search>
      <Outcome asked={asked} found={found} />
    </>
  )
}

function Outcome({ asked, found }: { asked: SearchParameters; found: Found }) {
  const t = useT()
  if (found.state === 'empty')
    return <EmptyState title={t('search.empty.title')}>{t('search.empty.text')}</EmptyState>
  if (found.state === 'unavailable') {
    return (
      <>
        <Notice tone="warning" title={t('search.unavailable.title')}>
          {t('search.unavailable.text')}
        </Notice>
        <TitleMatches matches={found.matches} />
      </>
    )
  }
  if (found.results.total === 0) {
    return (
      <EmptyState title={t('search.nothing.title', { text: asked.q })}>
        <p>{t('search.nothing.text')}</p>
        <LinkButton href={paths.concernForm({ about: asked.q })}>{t('search.nothing.ask')}</LinkButton>
      </EmptyState>
    )
  }
  return <SearchResults asked={asked} results={found.results} slugs={found.slugs} />
}
