import { asc, desc, eq } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'
import { policies } from '~/db/schema/policies'
import { textVersions } from '~/db/schema/texts'
import type { ComparisonRow } from './compare'
import { compareTextVersions } from './versions.server'

export type PublicVersion = {
  number: number
  title: string
  kind: 'consultation' | 'policy'
  /** The consultation's or policy's id, for the link. */
  id: number
  /** Of a draft: the round of its consultation, where there are several; else null. */
  round: number | null
  publishedAt: Date
}

/** The versions that the public may read: drafts of published consultations, and published policies. */
export async function publicVersions(ctx: Ctx, textId: number): Promise<PublicVersion[]> {
  const drafts = await ctx.db
    .select({
      number: textVersions.number,
      title: consultations.title,
      id: consultations.id,
      round: consultations.round,
      publishedAt: publishedStep.at,
    })
    .from(consultations)
    .innerJoin(textVersions, eq(textVersions.id, consultations.versionId))
    .innerJoin(publishedStep, isPublic('consultation', consultations.id, ctx.now))
    .where(eq(consultations.textId, textId))
    // Of one version the public consultation is named, not the ledger of an activity.
    .orderBy(desc(consultations.form), asc(consultations.id))
  const decided = await ctx.db
    .select({
      number: textVersions.number,
      title: policies.title,
      id: policies.id,
      publishedAt: publishedStep.at,
    })
    .from(policies)
    .innerJoin(textVersions, eq(textVersions.id, policies.versionId))
    .innerJoin(publishedStep, isPublic('policy', policies.id, ctx.now))
    .where(eq(policies.textId, textId))
  const byNumber = new Map<number, PublicVersion>()
  const hasRounds = drafts.some(({ round }) => round > 1)
  for (const { round, ...row } of drafts)
    byNumber.set(row.number, { ...row, kind: 'consultation', round: hasRounds ? round : null })
  for (const row of decided) byNumber.set(row.number, { ...row, kind: 'policy', round: null })
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}

export async function publicVersionNumbers(ctx: Ctx, textId: number): Promise<number[]> {
  return (await publicVersions(ctx, textId)).map((version) => version.number)
}

export type PublicComparison = {
  versions: PublicVersion[]
  from: PublicVersion
  to: PublicVersion
  rows: ComparisonRow<number>[]
}

/** Two public versions word by word, the earlier first; the first against the last where the reader names none. */
export async function comparePublicVersions(
  ctx: Ctx,
  textId: number,
  wanted: { from?: number; to?: number },
): Promise<PublicComparison> {
  const versions = await publicVersions(ctx, textId)
  const find = (number: number | undefined) => versions.find((version) => version.number === number)
  const one = wanted.from === undefined ? versions[0] : find(wanted.from)
  const other = wanted.to === undefined ? versions.at(-1) : find(wanted.to)
  if (!one || !other) throw notFound('版本')
  const [from, to] = one.number <= other.number ? [one, other] : [other, one]
  return { versions, from, to, rows: await compareTextVersions(ctx, textId, from.number, to.number) }
}
