import { asc, desc, eq, inArray } from 'drizzle-orm'
import { placesOfClauses } from '~/app/domain/texts/places.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { steps } from '~/db/schema/audit'
import { responseCitations, responses } from '~/db/schema/concerns'
import { departments } from '~/db/schema/people'
import { isPublicResponse } from './read.server'
import { publicTitles } from './subject.server'
import type { PublicResponse, Reference } from './types'

/** The public versions of a concern's response, newest first, with what each cites. */
export async function publicResponsesOf(ctx: Ctx, concernId: number): Promise<PublicResponse[]> {
  const rows = await ctx.db
    .select({
      id: responses.id,
      version: responses.version,
      publishedAt: steps.at,
      department: departments.name,
      spokesperson: responses.spokesperson,
      body: responses.body,
    })
    .from(responses)
    .innerJoin(steps, isPublicResponse(ctx.now))
    .innerJoin(departments, eq(departments.id, responses.departmentId))
    .where(eq(responses.concernId, concernId))
    .orderBy(desc(responses.version))
  const references = await referencesOf(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map(({ body, ...row }) => ({
    ...row,
    paragraphs: paragraphsOf(body),
    references: references.get(row.id) ?? [],
  }))
}

export function paragraphsOf(body: string): string[] {
  return body
    .split(/\n+/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
}

/** What each response cites, as far as it is public now, in the order in which it was cited. */
async function referencesOf(ctx: Ctx, responseIds: number[]): Promise<Map<number, Reference[]>> {
  if (responseIds.length === 0) return new Map()
  const rows = await ctx.db
    .select()
    .from(responseCitations)
    .where(inArray(responseCitations.responseId, responseIds))
    .orderBy(asc(responseCitations.id))
  const all = await describeCitations(ctx, {
    clauseIds: rows.flatMap((row) => row.clauseId ?? []),
    interpretationIds: rows.flatMap((row) => row.interpretationId ?? []),
  })
  const found = new Map<number, Reference[]>()
  for (const row of rows) {
    const reference =
      row.clauseId === null
        ? all.interpretations.get(row.interpretationId ?? -1)
        : all.clauses.get(row.clauseId)
    if (reference) found.set(row.responseId, [...(found.get(row.responseId) ?? []), reference])
  }
  return found
}

type Cited = { clauseIds: number[]; interpretationIds: number[] }

/** The public places of clauses and interpretations, for showing them as sources. */
export async function describeCitations(ctx: Ctx, cited: Cited) {
  const clauses: Map<number, Reference> = await placesOfClauses(ctx, cited.clauseIds)
  const titles = await publicTitles(ctx, 'interpretation', cited.interpretationIds)
  const interpretations = new Map<number, Reference>(
    [...titles].map(([id, title]) => [id, { label: '', title, excerpt: '', href: paths.interpretation(id) }]),
  )
  return { clauses, interpretations }
}
