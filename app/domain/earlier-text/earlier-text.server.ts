import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { type Step, stepsOfMany } from '~/app/domain/audit/steps.server'
import { citeAll } from '~/app/domain/texts/cite'
import { fatesBetween } from '~/app/domain/texts/fates'
import { type Clause, identify } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { interpretationClauses, interpretations } from '~/db/schema/interpretations'
import { policies } from '~/db/schema/policies'
import { clauseVersions, textVersions } from '~/db/schema/texts'
import type { EarlierClause, EarlierTextTask } from './earlier-types'

export type { EarlierClause, EarlierTextTask } from './earlier-types'

type Later = {
  policyId: number
  title: string
  versionId: number
  number: number
  since: Date
  effectiveOn: string
}
type Explained = { id: number; textId: number; versionId: number; number: number }

/**
 * The clauses of which each interpretation explains the earlier text. Nothing is stored: it follows from the words
 * of the public policies on the same text. Interpretations of which all is as it was are absent.
 */
export async function earlierTextOf(ctx: Ctx, ids: number[]): Promise<Map<number, EarlierClause[]>> {
  const found = new Map<number, EarlierClause[]>()
  const explained = await explainedVersions(ctx, ids)
  const later = await policiesOnTexts(
    ctx,
    explained.map(({ textId }) => textId),
  )
  const outdated = explained.filter(({ textId, number }) => laterThan(later, textId, number).length > 0)
  if (outdated.length === 0) return found
  const clausesOf = await explainedClauses(
    ctx,
    outdated.map(({ id }) => id),
  )
  const versions = await clausesOfVersions(ctx, [
    ...outdated.map(({ versionId }) => versionId),
    ...outdated.flatMap(({ textId, number }) => laterThan(later, textId, number)).map((one) => one.versionId),
  ])
  const steps = await stepsOfMany(
    ctx,
    'interpretation',
    outdated.map(({ id }) => id),
  )
  for (const one of outdated) {
    const chain = laterThan(later, one.textId, one.number)
    const changed = changedSince(one, chain, versions, clausesOf.get(one.id) ?? [])
    const earlier = changed.map((clause) => ({
      ...clause,
      confirmed: confirmationOf(steps.get(one.id) ?? [], chain, clause.policyId),
    }))
    if (earlier.length > 0) found.set(one.id, earlier)
  }
  return found
}

async function explainedVersions(ctx: Ctx, ids: number[]): Promise<Explained[]> {
  if (ids.length === 0) return []
  return ctx.db
    .select({
      id: interpretations.id,
      textId: policies.textId,
      versionId: policies.versionId,
      number: textVersions.number,
    })
    .from(interpretations)
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .innerJoin(textVersions, eq(textVersions.id, policies.versionId))
    .where(inArray(interpretations.id, ids))
}

/** The public policies on each text, in the order of their versions. */
async function policiesOnTexts(ctx: Ctx, textIds: number[]): Promise<Map<number, Later[]>> {
  const found = new Map<number, Later[]>()
  if (textIds.length === 0) return found
  const rows = await ctx.db
    .select({
      textId: policies.textId,
      policyId: policies.id,
      title: policies.title,
      versionId: policies.versionId,
      number: textVersions.number,
      since: publishedStep.at,
      effectiveOn: policies.effectiveOn,
    })
    .from(policies)
    .innerJoin(textVersions, eq(textVersions.id, policies.versionId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(inArray(policies.textId, [...new Set(textIds)]))
    .orderBy(asc(textVersions.number), asc(policies.id))
  for (const { textId, ...row } of rows) found.set(textId, [...(found.get(textId) ?? []), row])
  return found
}

function laterThan(all: Map<number, Later[]>, textId: number, number: number): Later[] {
  return (all.get(textId) ?? []).filter((one) => one.number > number)
}

async function explainedClauses(ctx: Ctx, ids: number[]): Promise<Map<number, number[]>> {
  const rows = await ctx.db
    .selectDistinct({
      interpretationId: interpretationClauses.interpretationId,
      clauseId: interpretationClauses.clauseId,
    })
    .from(interpretationClauses)
    .where(inArray(interpretationClauses.interpretationId, ids))
  const found = new Map<number, number[]>()
  for (const { interpretationId, clauseId } of rows)
    found.set(interpretationId, [...(found.get(interpretationId) ?? []), clauseId])
  return found
}

async function clausesOfVersions(ctx: Ctx, versionIds: number[]): Promise<Map<number, Clause[]>> {
  const rows = await ctx.db
    .select()
    .from(clauseVersions)
    .where(inArray(clauseVersions.versionId, [...new Set(versionIds)]))
    .orderBy(asc(clauseVersions.position))
  const found = new Map<number, Clause[]>()
  for (const { id: _, versionId, ...clause } of rows) {
    const clauses = found.get(versionId)
    if (clauses) clauses.push(clause)
    else found.set(versionId, [clause])
  }
  return found
}

/** Against the newest policy; with the one that brought the words that stand there now. */
function changedSince(
  explained: Explained,
  chain: Later[],
  versions: Map<number, Clause[]>,
  clauseIds: number[],
): Omit<EarlierClause, 'confirmed'>[] {
  const wanted = new Set(clauseIds)
  const newest = chain.at(-1)
  if (!newest || wanted.size === 0) return []
  const changedFrom = (from: number) =>
    changedClauses(versions.get(from) ?? [], versions.get(newest.versionId) ?? [], wanted)
  const own = versions.get(explained.versionId) ?? []
  const names = citeAll(own)
  // Which clauses read differently in each policy of the chain than they do now.
  const unlike = chain.slice(0, -1).map((one) => ({ one, changed: changedFrom(one.versionId) }))
  return [...changedFrom(explained.versionId)].map(([clauseId, isGone]) => {
    const last = unlike.findLastIndex(
      ({ one, changed }) => changed.has(clauseId) || (!isGone && !hasClause(versions, one, clauseId)),
    )
    const brought = chain[last + 1] ?? newest
    return {
      clauseId,
      label: names.get(clauseId) ?? '',
      policyId: brought.policyId,
      policyTitle: brought.title,
      since: brought.since,
      effectiveOn: brought.effectiveOn,
      isGone,
    }
  })
}

function hasClause(versions: Map<number, Clause[]>, { versionId }: Later, clauseId: number): boolean {
  return (versions.get(versionId) ?? []).some((clause) => clause.clauseId === clauseId)
}

/** The clauses that have other words in `after`, each with whether it is gone. A clause is meant with what is in it. */
function changedClauses(
  before: Clause[],
  after: Clause[],
  wanted: ReadonlySet<number>,
): Map<number, boolean> {
  const fates = fatesBetween(
    { clauses: identify(before), names: citeAll(before) },
    { clauses: identify(after), names: citeAll(after) },
    { clauseIds: wanted, href: () => null },
  )
  return new Map(
    [...fates].flatMap(([clauseId, { fate }]): [number, boolean][] =>
      fate === 'changed' || fate === 'deleted' ? [[clauseId, fate === 'deleted']] : [],
    ),
  )
}

/** Confirmed for a policy is confirmed for all before it: who looked at the newest text has seen what it says. */
function confirmationOf(
  steps: Step[],
  chain: Later[],
  policyId: number,
): { at: Date; reason: string } | null {
  const order = chain.map((one) => one.policyId)
  const step = steps.findLast(
    ({ kind, data }) =>
      kind === 'confirmed' && order.indexOf(Number(data?.policyId)) >= order.indexOf(policyId),
  )
  return step ? { at: step.at, reason: step.reason ?? '' } : null
}

/** What a department has to look at again: neither confirmed, nor withdrawn, nor explained anew for the later policy. */
export async function earlierTextTasks(
  ctx: Ctx,
  { departmentId }: { departmentId: number },
): Promise<EarlierTextTask[]> {
  const rows = await ctx.db
    .select({ id: interpretations.id, title: interpretations.title })
    .from(interpretations)
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(
      and(
        eq(interpretations.departmentId, departmentId),
        sql`exists (select 1 from ${policies} later join ${textVersions} lv on lv.id = later.version_id
          join ${textVersions} ov on ov.id = ${policies.versionId}
          where later.text_id = ${policies.textId} and lv.number > ov.number)`,
      ),
    )
    .orderBy(asc(interpretations.id))
  const earlier = await openEarlierText(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows
    .flatMap(({ id, title }) => {
      const open = earlier.get(id) ?? []
      const newest = open.toSorted((one, other) => one.since.getTime() - other.since.getTime()).at(-1)
      if (!newest) return []
      const { policyId, policyTitle, since } = newest
      const labels = open.map(({ label }) => label)
      return [{ interpretationId: id, title, policyId, policyTitle, since, labels }]
    })
    .sort((one, other) => one.since.getTime() - other.since.getTime())
}

/** Of what is marked, what still asks for somebody's look. */
export async function openEarlierText(ctx: Ctx, ids: number[]): Promise<Map<number, EarlierClause[]>> {
  const earlier = await earlierTextOf(ctx, ids)
  const open = new Map<number, EarlierClause[]>()
  const waiting = [...earlier].flatMap(([id, all]) =>
    all.filter(({ confirmed }) => !confirmed).map((clause) => ({ id, clause })),
  )
  const anew = await explainedAnew(
    ctx,
    waiting.map(({ clause }) => clause),
  )
  for (const { id, clause } of waiting)
    if (!anew.has(`${clause.clauseId} ${clause.policyId}`)) open.set(id, [...(open.get(id) ?? []), clause])
  return open
}

/** Which of the clauses a public interpretation of the later policy, or of one after it, explains. */
async function explainedAnew(ctx: Ctx, all: EarlierClause[]): Promise<Set<string>> {
  if (all.length === 0) return new Set()
  const later = new Map(all.map((one) => [one.policyId, one]))
  const rows = await ctx.db
    .selectDistinct({
      clauseId: interpretationClauses.clauseId,
      textId: policies.textId,
      number: textVersions.number,
    })
    .from(interpretationClauses)
    .innerJoin(interpretations, eq(interpretations.id, interpretationClauses.interpretationId))
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .innerJoin(textVersions, eq(textVersions.id, policies.versionId))
    .innerJoin(publishedStep, isPublic('interpretation', interpretations.id, ctx.now))
    .where(inArray(interpretationClauses.clauseId, [...new Set(all.map(({ clauseId }) => clauseId))]))
  const places = await ctx.db
    .select({ policyId: policies.id, textId: policies.textId, number: textVersions.number })
    .from(policies)
    .innerJoin(textVersions, eq(textVersions.id, policies.versionId))
    .where(inArray(policies.id, [...later.keys()]))
  const placeOf = new Map(places.map((place) => [place.policyId, place]))
  return new Set(
    all
      .filter(({ clauseId, policyId }) => {
        const place = placeOf.get(policyId)
        return rows.some(
          (row) => row.clauseId === clauseId && row.textId === place?.textId && row.number >= place.number,
        )
      })
      .map(({ clauseId, policyId }) => `${clauseId} ${policyId}`),
  )
}
