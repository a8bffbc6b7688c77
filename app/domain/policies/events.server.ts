import { eq } from 'drizzle-orm'
import { isPublic, publishedStep } from '~/app/domain/audit/published.server'
import { startOfDay } from '~/app/domain/calendar'
import { roundsOf } from '~/app/domain/consultations/rounds.server'
import { reportPublishedAt } from '~/app/domain/feedback/report.server'
import type { RelatedInterpretation } from '~/app/domain/interpretations/explanations.server'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { matters } from '~/db/schema/matters'
import type { Validity } from './types'
import { validityChangesOf } from './validity.server'

export type PolicyEvent = {
  id: string
  kind:
    | 'consultation'
    | 'feedback'
    | 'signed'
    | 'published'
    | 'effective'
    | 'interpretation'
    | Exclude<Validity, 'valid'>
  /** A calendar day or an instant. */
  at: Date
  until?: Date
  title?: string
  href: string | null
  isComing: boolean
}

type Happening = Omit<PolicyEvent, 'isComing'>

type Subject = {
  id: number
  consultationId: number | null
  signedOn: string
  effectiveOn: string
  publishedAt: Date
  interpretations: RelatedInterpretation[]
}

/** How the policy came about and what became of it, oldest first, with the version number of its public draft. */
export async function policyEvents(
  ctx: Ctx,
  policy: Subject,
): Promise<{ events: PolicyEvent[]; draftNumber: number | null }> {
  const consulted =
    policy.consultationId === null ? null : await consultationEvents(ctx, policy.consultationId)
  const events: Happening[] = [
    ...(consulted?.events ?? []),
    { id: 'signed', kind: 'signed', at: startOfDay(policy.signedOn), href: null },
    { id: 'published', kind: 'published', at: policy.publishedAt, href: null },
    ...policy.interpretations.map(
      ({ id, title, publishedAt }): Happening => ({
        id: `interpretation-${id}`,
        kind: 'interpretation',
        at: publishedAt,
        title,
        href: paths.interpretation(id),
      }),
    ),
    { id: 'effective', kind: 'effective', at: startOfDay(policy.effectiveOn), href: null },
    ...(await validityEvents(ctx, policy.id)),
  ]
  // Equal moments keep the order above: an interpretation is told after the policy that it came out with.
  const ordered = events.sort((one, other) => one.at.getTime() - other.at.getTime())
  return {
    events: ordered.map((event) => ({ ...event, isComing: event.at > ctx.now })),
    draftNumber: consulted?.draftNumber ?? null,
  }
}

async function consultationEvents(
  ctx: Ctx,
  id: number,
): Promise<{ events: Happening[]; draftNumber: number } | null> {
  const rounds = await roundsOf(ctx, id)
  const own = rounds.find((round) => round.id === id)
  if (!own) return null
  const events: Happening[] = []
  for (const round of rounds) {
    const feedbackAt = await reportPublishedAt(ctx, round.id)
    events.push({
      id: `consultation-${round.id}`,
      kind: 'consultation',
      at: round.opensAt,
      until: round.terminatedAt ?? round.closesAt,
      title: round.title,
      href: paths.consultation(round.id),
    })
    if (feedbackAt)
      events.push({
        ...{ id: `feedback-${round.id}`, kind: 'feedback', at: feedbackAt },
        href: paths.feedback(round.id),
      })
  }
  return { events, draftNumber: own.versionNumber }
}

async function validityEvents(ctx: Ctx, policyId: number): Promise<Happening[]> {
  const changes = (await validityChangesOf(ctx, [policyId])).get(policyId) ?? []
  return changes.map(({ id, validity, on, replacedById }) => ({
    id: `validity-${id}`,
    kind: validity,
    at: startOfDay(on),
    href: replacedById === null ? null : paths.policy(replacedById),
  }))
}

/** The public matter that a policy belongs to. */
export async function publicMatter(
  ctx: Ctx,
  matterId: number,
): Promise<{ id: number; title: string } | null> {
  const [row] = await ctx.db
    .select({ id: matters.id, title: matters.title })
    .from(matters)
    .innerJoin(publishedStep, isPublic('matter', matters.id, ctx.now))
    .where(eq(matters.id, matterId))
  return row ?? null
}
