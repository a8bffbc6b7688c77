import { paths } from '~/app/paths'
import { EmptyState } from '~/app/ui/empty-state'
import { FacetList } from '~/app/ui/facet-list'
import { useT } from '~/app/ui/language'
import { ListItem } from '~/app/ui/list-item'
import { SearchHit } from '~/app/ui/search-hit'
import { StatusWord } from '~/app/ui/status-word'
import { Time } from '~/app/ui/time'

type Kind =
  | 'policy'
  | 'consultation'
  | 'interpretation'
  | 'matter'
  | 'concern'
  | 'activity'
  | 'survey'
  | 'announcement'
  | 'department'

type Asked = { q: string; kind?: Kind; department?: string; year?: number; page: number; sort?: 'newest' }

type ClauseHit = { clauseId: number; label: string; heading: string; excerpt: string }
type Hit = {
  kind: Kind
  id: number
  title: string
  excerpt: string
  documentNumber: string
  department: string
  publishedAt: Date | string | null
  state: string
  clauses: ClauseHit[]
}
type FacetCount = { value: string; count: number }
type Results = {
  total: number
  pages: number
  hits: Hit[]
  facets: { kind: FacetCount[]; department: FacetCount[]; year: FacetCount[] }
}

export function SearchResults({
  asked,
  results,
  slugs,
}: {
  asked: Asked
  results: Results
  slugs: Record<number, string>
}) {
  const t = useT()
  return (
    <div className="with-facets">
      <aside className="facets">
        <Facets asked={asked} facets={results.facets} />
      </aside>
      <section aria-labelledby="search-count">
        <h2 id="search-count" className="search-count">
          {t('search.of', { text: asked.q })} {t('search.found', { total: results.total })}
        </h2>
        <ol className="search-list">
          {results.hits.map((hit) => (
            <Result key={`${hit.kind}-${hit.id}`} hit={hit} slug={slugs[hit.id]} />
          ))}
        </ol>
        <Pages asked={asked} pages={results.pages} />
      </section>
    </div>
  )
}

function Facets({ asked, facets }: { asked: Asked; facets: Results['facets'] }) {
  const t = useT()
  const link = (change: Partial<Record<keyof Asked, string | number | undefined>>) =>
    paths.search({ ...asked, page: undefined, ...change })
  const group = (name: 'kind' | 'department' | 'year', label: (value: string) => string) => [
    { label: t('search.facet.all'), href: link({ [name]: undefined }), current: asked[name] === undefined },
    ...facets[name].map(({ value, count }) => ({
      label: label(value),
      count,
      href: link({ [name]: value }),
      current: String(asked[name] ?? '') === value,
    })),
  ]
  return (
    <>
      <FacetList
        title={t('search.facet.kind')}
        facets={group('kind', (value) => t(`search.kind.${value as Kind}`))}
      />
      <FacetList title={t('search.facet.department')} facets={group('department', (value) => value)} />
      <FacetList title={t('search.facet.year')} facets={group('year', (value) => value)} />
      <FacetList
        title={t('search.sort')}
        facets={[
          {
            label: t('search.sort.relevance'),
            href: link({ sort: undefined }),
            current: asked.sort === undefined,
          },
          {
            label: t('search.sort.newest'),
            href: link({ sort: 'newest' }),
            current: asked.sort === 'newest',
          },
        ]}
      />
    </>
  )
}

function Result({ hit, slug }: { hit: Hit; slug?: string }) {
  const t = useT()
  return (
    <SearchHit
      href={hrefOf(hit.kind, hit.id, slug)}
      kind={t(`search.kind.${hit.kind}`)}
      title={hit.title}
      excerpt={hit.clauses.length > 0 ? undefined : hit.excerpt}
      status={<HitState state={hit.state} />}
      meta={[
        hit.documentNumber,
        hit.kind === 'department' ? null : hit.department,
        hit.publishedAt ? <Time key="at" at={hit.publishedAt} /> : null,
      ].filter(Boolean)}
      clauses={hit.clauses.map((clause) => ({
        href: hrefOf(hit.kind, hit.id, slug, clause.clauseId),
        label: clause.label,
        heading: clause.heading,
        excerpt: clause.excerpt,
      }))}
    />
  )
}

/** Drafts and old law say so in the result itself. */
function HitState({ state }: { state: string }) {
  const t = useT()
  if (state === 'draft') return <StatusWord tone="info">{t('search.state.draft')}</StatusWord>
  if (state === 'terminated')
    return <StatusWord tone="refused">{t('consultation.state.terminated')}</StatusWord>
  if (state === 'cancelled') return <StatusWord tone="refused">{t('activity.state.cancelled')}</StatusWord>
  if (state === 'reported') return <StatusWord tone="done">{t('activity.state.reported')}</StatusWord>
  if (state === 'results') return <StatusWord tone="done">{t('survey.state.reported')}</StatusWord>
  if (state === 'repealed' || state === 'lapsed' || state === 'amended') {
    return <StatusWord tone="refused">{t(`search.state.${state}`)}</StatusWord>
  }
  return null
}

export function TitleMatches({ matches }: { matches: { kind: Kind; id: number; title: string }[] }) {
  const t = useT()
  if (matches.length === 0) return <EmptyState title={t('search.nothing.text')} />
  return (
    <ul className="search-list">
      {matches.map((match) => (
        <ListItem
          key={`${match.kind}-${match.id}`}
          href={hrefOf(match.kind, match.id)}
          title={match.title}
          kind={t(`search.kind.${match.kind}`)}
          meta={[]}
        />
      ))}
    </ul>
  )
}

function Pages({ asked, pages }: { asked: Asked; pages: number }) {
  const t = useT()
  if (pages < 2) return null
  const { page } = asked
  return (
    <nav className="pagination" aria-label={t('search.page.at', { page, pages })}>
      {page > 1 ? <a href={paths.search({ ...asked, page: page - 1 })}>{t('search.page.previous')}</a> : null}
      <span>{t('search.page.at', { page, pages })}</span>
      {page < pages ? (
        <a href={paths.search({ ...asked, page: page + 1 })} rel="next">
          {t('search.page.next')}
        </a>
      ) : null}
    </nav>
  )
}

function hrefOf(kind: Kind, id: number, slug = '', clause?: number): string {
  switch (kind) {
    case 'policy':
      return paths.policy(id, { clause })
    case 'consultation':
      return paths.consultation(id, { clause })
    case 'interpretation':
      return paths.interpretation(id)
    case 'matter':
      return paths.matter(id)
    case 'concern':
      return paths.concern(id)
    case 'activity':
      return paths.activity(id)
    case 'survey':
      return paths.survey(id)
    case 'announcement':
      return paths.announcement(id)
    case 'department':
      return paths.department(slug)
  }
}
