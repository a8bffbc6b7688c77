import { earlierTextOf } from '~/app/domain/earlier-text/earlier-text.server'
import {
  interpretationsOf,
  type RelatedInterpretation,
} from '~/app/domain/interpretations/explanations.server'
import { citeAll } from '~/app/domain/texts/cite'
import { type TextVersion, versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { attachmentsOf, type PolicyAttachment } from './attachments.server'
import { policyBackground } from './background.server'
import { concernsOfPolicy } from './concerns.server'
import { type PolicyEvent, policyEvents, publicMatter } from './events.server'
import { issuerOf } from './issuer.server'
import type { Lamps } from './lamps'
import { publicLamps } from './lamps.server'
import { type ClauseMargin, marginsOf } from './margins.server'
import type { PolicyBackground, PolicyConcerns } from './page-types'
import { type PolicyLink, type PublicPolicy, publicPolicy, publicPolicyLinks } from './public-policy.server'
import { type ShownValidity, shownValidity } from './shown-validity.server'
import { replacedBy } from './validity.server'

export type PolicyPage = PublicPolicy & {
  /** Who signed it; `department` drafted it. */
  issuer: string
  version: Pick<TextVersion, 'number' | 'clauses'>
  /** How each clause is cited: 第六条第二款. */
  names: Map<number, string>
  validity: ShownValidity
  replaces: PolicyLink[]
  matter: PolicyLink | null
  events: PolicyEvent[]
  background: PolicyBackground
  interpretations: (RelatedInterpretation & { explainsEarlierText: boolean })[]
  margins: Map<number, ClauseMargin>
  attachments: PolicyAttachment[]
  concerns: PolicyConcerns
  /** I2; null where there is nothing to be shown. */
  lamps: Lamps | null
  /** The numbers of the draft's and the policy's versions, where the draft is public too. */
  comparison: { from: number; to: number } | null
}

/** A public policy with everything that hangs on it; what is not public does not exist here. */
export async function policyPage(ctx: Ctx, id: number): Promise<PolicyPage> {
  const { versionId, ...shown } = await publicPolicy(ctx, id)
  const { policy, publishedAt } = shown
  const version = await versionOf(ctx, versionId)
  const interpretations = await interpretationsOf(ctx, id)
  const own = interpretations.map((one) => one.id)
  const earlier = await earlierTextOf(ctx, own)
  const { events, draftNumber } = await policyEvents(ctx, { ...policy, publishedAt, interpretations })
  const clauseIds = version.clauses.map(({ clauseId }) => clauseId)
  return {
    ...shown,
    issuer: await issuerOf(ctx, policy.documentNumber, version.issuer, shown.department.name),
    version: { number: version.number, clauses: version.clauses },
    names: citeAll(version.clauses),
    validity: await shownValidity(ctx, id),
    replaces: await publicPolicyLinks(ctx, await replacedBy(ctx, id)),
    matter: policy.matterId === null ? null : await publicMatter(ctx, policy.matterId),
    events,
    background: await policyBackground(ctx, { ...policy, versionNumber: version.number }),
    interpretations: interpretations.map((one) => ({ ...one, explainsEarlierText: earlier.has(one.id) })),
    margins: await marginsOf(ctx, { textId: policy.textId, own: new Set(own) }, version.clauses),
    attachments: await attachmentsOf(ctx, id),
    concerns: await concernsOfPolicy(ctx, id, clauseIds),
    lamps: await publicLamps(ctx, id),
    comparison:
      draftNumber === null || draftNumber === version.number
        ? null
        : { from: draftNumber, to: version.number },
  }
}
