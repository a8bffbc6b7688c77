import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Ctx } from '~/app/server/context'
import { forgetSearchKey, searchForQueries } from '~/app/server/search.server'
import { departments } from '~/db/schema/people'
import { type Results, SearchUnavailable, searchAll } from '~/search/query'
import { thingKinds } from '~/search/targets'
import { matchesByTitle, type TitleMatch } from '~/search/titles'

/** The address of a search. What does not fit is left out: a mended or shortened link still finds something. */
export const searchParameters = z.object({
  q: z.string().trim().max(200).catch('').default(''),
  kind: z.enum(thingKinds).optional().catch(undefined),
  department: z.string().max(60).optional().catch(undefined),
  year: z.coerce.number().int().min(1949).max(2200).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).default(1).catch(1),
  sort: z.enum(['newest']).optional().catch(undefined),
})

/** A person waits this long at most for the engine. */
const patience = 1_800

export type SearchParameters = z.infer<typeof searchParameters>

export type Found =
  | { state: 'results'; results: Results; slugs: Record<number, string> }
  | { state: 'unavailable'; matches: TitleMatch[] }
  | { state: 'empty' }

/** Searches everything public; when the engine cannot answer, the titles in PostgreSQL. */
export async function findPublic(ctx: Ctx, asked: SearchParameters): Promise<Found> {
  if (asked.q === '') return { state: 'empty' }
  try {
    const results = await inTime(ask(asked))
    return { state: 'results', results, slugs: await departmentSlugs(ctx, results) }
  } catch (error) {
    if (!(error instanceof SearchUnavailable)) console.error(error)
    forgetSearchKey()
    return { state: 'unavailable', matches: await matchesByTitle(ctx.db, asked.q) }
  }
}

async function ask({ q: text, sort, ...filters }: SearchParameters): Promise<Results> {
  return searchAll(await searchForQueries(), { text, newest: sort === 'newest', ...filters })
}

/** One limit for all that is asked of the engine: each question has its own, and together they would be too long. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new SearchUnavailable('the search engine is too slow')), patience)
  })
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}

// Departments have names in their addresses, everything else its number.
async function departmentSlugs(ctx: Ctx, results: Results): Promise<Record<number, string>> {
  const ids = results.hits.filter((hit) => hit.kind === 'department').map((hit) => hit.id)
  if (ids.length === 0) return {}
  const rows = await ctx.db
    .select({ id: departments.id, slug: departments.slug })
    .from(departments)
    .where(inArray(departments.id, ids))
  return Object.fromEntries(rows.map((row) => [row.id, row.slug]))
}
