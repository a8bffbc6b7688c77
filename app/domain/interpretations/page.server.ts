import { eq } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { type ConcernMention, concernsByInterpretation } from '~/app/domain/concerns/by-clause.server'
import { earlierTextOf } from '~/app/domain/earlier-text/earlier-text.server'
import type { EarlierClause } from '~/app/domain/earlier-text/earlier-types'
import type { Element } from '~/app/domain/interpretation-blocks/elements'
import type { ChangedClause } from '~/app/domain/interpretation-blocks/view-html'
import { checklistOf } from '~/app/domain/interpretation-writing/checklist'
import { citeAll, excerptOf } from '~/app/domain/texts/cite'
import { versionOf } from '~/app/domain/texts/versions.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { interpretationClauses, interpretations } from '~/db/schema/interpretations'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { interpretationsOf, type RelatedInterpretation } from './explanations.server'
import type { DocumentNode, InterpretationForm } from './types'

export type InterpretationPage = {
  interpretation: {
    id: number
    title: string
    form: InterpretationForm
    author: string
    interpreterName: string
    interpreterTitle: string
    html: string
    plain: string
  }
  department: { name: string; slug: string }
  policy: { id: number; title: string; documentNumber: string }
  publishedAt: Date
  /** I3: what it makes clear, each with the first place where it does. */
  met: { element: Element; anchor: string }[]
  /** The clauses that it explains, in the order of the policy, each with its places on this page. */
  clauses: ExplainedClause[]
  /** What later policies made of them. */
  earlier: (EarlierClause & { href: string | null })[]
  /** The same for `atView`. */
  changed: [number, ChangedClause][]
  others: RelatedInterpretation[]
  concerns: ConcernMention[]
}

export type ExplainedClause = {
  clauseId: number
  label: string
  excerpt: string
  /** In the policy that it explains. */
  href: string
  places: ExplainedPlace[]
}

export type ExplainedPlace = {
  anchor: string
  second: number | null
  kind: 'quotation' | 'link' | 'video' | 'audio'
}

/** A public interpretation; what is not public does not exist here. */
export async function interpretationPage(ctx: Ctx, id: number): Promise<InterpretationPage> {
  const [row] = await ctx.db
    .select({
      interpretation: {
        id: interpretations.id,
        title: interpretations.title,
        form: interpretations.form,
        author: interpretations.author,
        interpreterName: interpretations.interpreterName,
        interpreterTitle: interpretations.interpreterTitle,
        html: interpretations.html,
        plain: interpretations.plain,
      },
      department: { name: departments.name, slug: departments.slug },
      document: interpretations.document,
      versionId: policies.versionId,
      policy: { id: policies.id, title: policies.title, documentNumber: policies.documentNumber },
      publishedAt: publishedStep.at,
    })
    .from(interpretations)
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .innerJoin(departments, eq(departments.id, interpretations.departmentId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(eq(interpretations.id, id))
  if (!row) throw notFound('解读')
  const { document: held, versionId, ...shown } = row
  const document = held as DocumentNode
  const [others, clauses, earlierText, concerns] = await Promise.all([
    interpretationsOf(ctx, row.policy.id),
    explainedClauses(ctx, id, { policyId: row.policy.id, versionId, document }),
    earlierTextOf(ctx, [id]),
    concernsByInterpretation(ctx, [id]),
  ])
  const earlier = (earlierText.get(id) ?? []).map((clause) => ({ ...clause, href: readNow(clause) }))
  return {
    ...shown,
    met: checklistOf(document).flatMap(({ element, anchors: [anchor] }) =>
      anchor ? [{ element, anchor }] : [],
    ),
    clauses,
    earlier,
    changed: earlier.map(({ clauseId, href, confirmed }) => [
      clauseId,
      { href, confirmed: confirmed !== null },
    ]),
    others: others.filter((other) => other.id !== id),
    concerns: concerns.get(id) ?? [],
  }
}

function readNow({ isGone, policyId, clauseId }: EarlierClause): string | null {
  return isGone ? null : paths.policy(policyId, { clause: clauseId })
}

/** The clauses as the policy that is explained has them, whatever became of them since. */
async function explainedClauses(
  ctx: Ctx,
  interpretationId: number,
  policy: { policyId: number; versionId: number; document: DocumentNode },
): Promise<ExplainedClause[]> {
  const places = await placesByClause(ctx, interpretationId, policy.document)
  if (places.size === 0) return []
  const { clauses } = await versionOf(ctx, policy.versionId)
  const names = citeAll(clauses)
  return clauses.flatMap((clause) => {
    const own = places.get(clause.clauseId)
    if (!own) return []
    const { clauseId } = clause
    const href = paths.policy(policy.policyId, { clause: clauseId })
    return [{ clauseId, label: names.get(clauseId) ?? '', excerpt: excerptOf(clause), href, places: own }]
  })
}

async function placesByClause(ctx: Ctx, interpretationId: number, document: DocumentNode) {
  const links = await ctx.db
    .select({
      clauseId: interpretationClauses.clauseId,
      anchor: interpretationClauses.anchor,
      kind: interpretationClauses.kind,
      second: interpretationClauses.second,
    })
    .from(interpretationClauses)
    .where(eq(interpretationClauses.interpretationId, interpretationId))
    .orderBy(interpretationClauses.id)
  const types = new Map((document.content ?? []).map(({ attrs, type }) => [attrs?.anchor, type]))
  const found = new Map<number, ExplainedPlace[]>()
  for (const { clauseId, anchor, kind, second } of links) {
    const recording = types.get(anchor) === 'audio' ? 'audio' : 'video'
    const place = { anchor, second, kind: kind === 'moment' ? recording : kind } as const
    found.set(clauseId, [...(found.get(clauseId) ?? []), place])
  }
  return found
}
