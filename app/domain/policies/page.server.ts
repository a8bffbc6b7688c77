import { eq, inArray } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { dayOf } from '~/app/domain/calendar'
import {
  interpretationsOf,
  type RelatedInterpretation,
} from '~/app/domain/interpretations/explanations.server'
import { citeAll } from '~/app/domain/texts/cite'
import { type TextVersion, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { departments } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { type PolicyEvent, policyEvents, publicMatter } from './events.server'
import { type ClauseMargin, marginsOf } from './margins.server'
import { validityAt } from './rules'
import type { Validity } from './types'
import { replacedBy, validityChangesOf } from './validity.server'

type PolicyLink = { id: number; title: string }

export type PolicyPage = {
  policy: {
    id: number
    textId: number
    matterId: number | null
    consultationId: number | null
    title: string
    documentNumber: string
    indexNumber: string
    theme: string
    kind: string
    audience: string[]
    signedOn: string
    effectiveOn: string
  }
  department: { name: string; slug: string }
  publishedAt: Date
  version: Pick<TextVersion, 'number' | 'clauses'>
  /** How each clause is cited: 第六条第二款. */
  names: Map<number, string>
  /** D5; `on` is the day since when, or null while it is simply valid. */
  validity: { state: Validity; on: string | null; reason: string; replacedBy: PolicyLink | null }
  replaces: PolicyLink[]
  matter: PolicyLink | null
  events: PolicyEvent[]
  interpretations: RelatedInterpretation[]
  margins: Map<number, ClauseMargin>
  /** The numbers of the draft's and the policy's versions, where the draft is public too. */
  comparison: { from: number; to: number } | null
}

// Not the whole row: who drafted it is nobody's business here.
const shownColumns = {
  id: policies.id,
  textId: policies.textId,
  matterId: policies.matterId,
  consultationId: policies.consultationId,
  title: policies.title,
  documentNumber: policies.documentNumber,
  indexNumber: policies.indexNumber,
  theme: policies.theme,
  kind: policies.kind,
  audience: policies.audience,
  signedOn: policies.signedOn,
  effectiveOn: policies.effectiveOn,
}

/** A public policy with everything that hangs on it; what is not public does not exist here. */
export async function policyPage(ctx: Ctx, id: number): Promise<PolicyPage> {
  const [row] = await ctx.db
    .select({
      policy: shownColumns,
      versionId: policies.versionId,
      department: { name: departments.name, slug: departments.slug },
      publishedAt: publishedStep.at,
    })
    .from(policies)
    .innerJoin(departments, eq(departments.id, policies.departmentId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(eq(policies.id, id))
  if (!row) throw notFound('政策')
  const { versionId, ...shown } = row
  const { policy } = row
  const version = await versionOf(ctx, versionId)
  const interpretations = await interpretationsOf(ctx, id)
  const { events, draftNumber } = await policyEvents(ctx, {
    ...policy,
    publishedAt: row.publishedAt,
    interpretations,
  })
  return {
    ...shown,
    version: { number: version.number, clauses: version.clauses },
    names: citeAll(version.clauses),
    validity: await validityOf(ctx, id),
    replaces: await linksOf(ctx, await replacedBy(ctx, id)),
    matter: policy.matterId === null ? null : await publicMatter(ctx, policy.matterId),
    events,
    interpretations,
    margins: await marginsOf(ctx, policy.textId, version.clauses),
    comparison:
      draftNumber === null || draftNumber === version.number
        ? null
        : { from: draftNumber, to: version.number },
  }
}

async function validityOf(ctx: Ctx, id: number): Promise<PolicyPage['validity']> {
  const changes = (await validityChangesOf(ctx, [id])).get(id) ?? []
  const change = validityAt(changes, dayOf(ctx.now))
  if (!change) return { state: 'valid', on: null, reason: '', replacedBy: null }
  const [replacement] = await linksOf(ctx, change.replacedById === null ? [] : [change.replacedById])
  return { state: change.validity, on: change.on, reason: change.reason, replacedBy: replacement ?? null }
}

async function linksOf(ctx: Ctx, ids: number[]): Promise<PolicyLink[]> {
  if (ids.length === 0) return []
  return ctx.db
    .select({ id: policies.id, title: policies.title })
    .from(policies)
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(inArray(policies.id, ids))
}
