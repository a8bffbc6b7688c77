import type { FacetDistribution, Locale } from 'meilisearch'
import { clausesOf, type Search, thingsOf } from './indexes'
import { normaliseQuery } from './normalise'
import type { ClauseDocument, ThingDocument, ThingKind } from './targets'

export const pageSize = 10
const clausesPerThing = 3
// Private-use characters: they cannot be in a text, and the page turns them into <mark> after escaping.
const [markStart, markEnd] = ['\uE000', '\uE001']

export type SearchQuery = {
  text: string
  kind?: ThingKind
  department?: string
  year?: number
  page: number
  newest?: boolean
}

export type ClauseHit = {
  clauseId: number
  label: string
  heading: string
  excerpt: string
}

export type Hit = {
  kind: ThingKind
  id: number
  /** Title, heading and excerpt carry the matches between U+E000 and U+E001. */
  title: string
  excerpt: string
  documentNumber: string
  department: string
  publishedAt: Date | null
  state: string
  clauses: ClauseHit[]
}

export type FacetCount = { value: string; count: number }

export type Results = {
  understood: string
  total: number
  pages: number
  hits: Hit[]
  facets: { kind: FacetCount[]; department: FacetCount[]; year: FacetCount[] }
}

/** The engine could not answer in time; the page says so and offers what PostgreSQL can find. */
export class SearchUnavailable extends Error {}

/** One list: a thing once, with its best clauses under it. Throws SearchUnavailable. */
export async function searchAll(search: Search, query: SearchQuery): Promise<Results> {
  try {
    return await ask(search, query)
  } catch (error) {
    throw new SearchUnavailable(String(error), { cause: error })
  }
}

async function ask(search: Search, query: SearchQuery): Promise<Results> {
  const understood = normaliseQuery(query.text)
  const exact = await findThings(search, understood, query, 'all')
  // Nobody writes a policy in the words of the question: without a full match the rarest words decide.
  const found = exact.totalHits > 0 ? exact : await findThings(search, understood, query, 'frequency')
  const things = found.hits as unknown as FoundThing[]
  const clauses =
    understood === '' || things.length === 0 ? new Map() : await bestClauses(search, understood, things)
  return {
    understood,
    total: found.totalHits,
    pages: found.totalPages,
    hits: things.map((thing) => hitOf(thing, clauses.get(thing.id) ?? [])),
    facets: facetsOf(found.facetDistribution),
  }
}

function findThings(search: Search, text: string, query: SearchQuery, matchingStrategy: 'all' | 'frequency') {
  return thingsOf(search).search(text, {
    ...marking,
    matchingStrategy,
    attributesToHighlight: ['title', 'body'],
    attributesToCrop: ['body'],
    attributesToRetrieve: [
      'kind',
      'thingId',
      'documentNumber',
      'department',
      'publishedAt',
      'state',
      'id',
      'title',
    ],
    filter: filterOf(query),
    facets: ['kind', 'department', 'year'],
    sort: query.newest || text === '' ? ['publishedAt:desc'] : [],
    page: query.page,
    hitsPerPage: pageSize,
  })
}

// The language is said outright: the engine would guess it from a short query, and cut that differently from the documents.
const marking = {
  locales: ['cmn'] as Locale[],
  highlightPreTag: markStart,
  highlightPostTag: markEnd,
  cropLength: 60,
  cropMarker: '…',
}

type FoundThing = ThingDocument & {
  _formatted: Pick<ThingDocument, 'title' | 'body'>
}
type FoundClause = ClauseDocument & {
  _formatted: Pick<ClauseDocument, 'heading' | 'body'>
}

async function bestClauses(
  search: Search,
  text: string,
  things: FoundThing[],
): Promise<Map<string, ClauseHit[]>> {
  const { hits } = await clausesOf(search).search(text, {
    ...marking,
    attributesToHighlight: ['heading', 'body'],
    attributesToCrop: ['body'],
    filter: `thing IN [${things.map((thing) => JSON.stringify(thing.id)).join(', ')}]`,
    matchingStrategy: 'frequency',
    limit: 60,
  })
  const best = new Map<string, ClauseHit[]>()
  for (const clause of hits as unknown as FoundClause[]) {
    const list = best.get(clause.thing) ?? []
    if (list.length === clausesPerThing) continue
    const { heading, body } = clause._formatted
    list.push({
      clauseId: clause.clauseId,
      label: clause.label,
      heading,
      excerpt: body,
    })
    best.set(clause.thing, list)
  }
  return best
}

function hitOf(thing: FoundThing, clauses: ClauseHit[]): Hit {
  return {
    kind: thing.kind,
    id: thing.thingId,
    title: thing._formatted.title,
    excerpt: thing._formatted.body,
    documentNumber: thing.documentNumber,
    department: thing.department,
    publishedAt: thing.publishedAt > 0 ? new Date(thing.publishedAt * 1000) : null,
    state: thing.state,
    clauses,
  }
}

function filterOf({ kind, department, year }: SearchQuery): string[] {
  return [
    kind ? `kind = ${JSON.stringify(kind)}` : '',
    department ? `department = ${JSON.stringify(department)}` : '',
    year ? `year = ${year}` : '',
  ].filter(Boolean)
}

function facetsOf(distribution: FacetDistribution | undefined): Results['facets'] {
  const counts = (name: string) =>
    Object.entries(distribution?.[name] ?? {})
      .filter(([value]) => value !== '0')
      .map(([value, count]) => ({ value, count }))
  const byCount = (a: FacetCount, b: FacetCount) => b.count - a.count
  return {
    kind: counts('kind').sort(byCount),
    department: counts('department').sort(byCount),
    year: counts('year').sort((a, b) => Number(b.value) - Number(a.value)),
  }
}
