import { and, eq, inArray } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { placesOfClauses } from '~/app/domain/texts/places.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'
import { interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import type { Reference } from './types'

/** What a concern is about; all of it optional, the most exact one is shown. */
export type ConcernSubject = {
  clauseId?: number | null
  policyId?: number | null
  consultationId?: number | null
  interpretationId?: number | null
}

/** Where the public reads what the concern is about; null when it is about nothing public. */
export async function describeSubject(ctx: Ctx, subject: ConcernSubject): Promise<Reference | null> {
  if (subject.clauseId) {
    const place = (await placesOfClauses(ctx, [subject.clauseId])).get(subject.clauseId)
    if (place) return place
  }
  if (subject.interpretationId) {
    const found = await publicTitles(ctx, 'interpretation', [subject.interpretationId])
    const title = found.get(subject.interpretationId)
    if (title) return { label: '', title, excerpt: '', href: paths.interpretation(subject.interpretationId) }
  }
  if (subject.policyId) {
    const title = (await publicTitles(ctx, 'policy', [subject.policyId])).get(subject.policyId)
    if (title) return { label: '', title, excerpt: '', href: paths.policy(subject.policyId) }
  }
  if (subject.consultationId) {
    const title = (await publicTitles(ctx, 'consultation', [subject.consultationId])).get(
      subject.consultationId,
    )
    if (title) return { label: '', title, excerpt: '', href: paths.consultation(subject.consultationId) }
  }
  return null
}

/** A concern hangs only on what the public can read (invariant 9). */
export async function requirePublicSubject(ctx: Ctx, subject: ConcernSubject): Promise<void> {
  const refuse = () => {
    throw new Refusal(404, '您要反映的条文或文件没有公开，或者地址有误。请从页面上的链接重新打开表单。')
  }
  if (subject.clauseId && !(await placesOfClauses(ctx, [subject.clauseId])).has(subject.clauseId)) refuse()
  const named = [
    ['policy', subject.policyId],
    ['consultation', subject.consultationId],
    ['interpretation', subject.interpretationId],
  ] as const
  for (const [kind, id] of named) if (id && !(await publicTitles(ctx, kind, [id])).has(id)) refuse()
}

const tables = { policy: policies, consultation: consultations, interpretation: interpretations }

/** The titles of those that are public; the others are absent. */
export async function publicTitles(
  ctx: Ctx,
  kind: keyof typeof tables,
  ids: number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const table = tables[kind]
  const rows = await ctx.db
    .select({ id: table.id, title: table.title })
    .from(table)
    .innerJoin(publishedStep, isPublic(kind, table.id, ctx.now))
    // An activity's own ledger has no page that a concern could be about.
    .where(
      and(inArray(table.id, ids), table === consultations ? eq(consultations.form, 'public') : undefined),
    )
  return new Map(rows.map((row) => [row.id, row.title]))
}
