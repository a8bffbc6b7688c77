import { planRows } from '~/app/domain/interpretation-plans/forms'
import { keepPlan } from '~/app/domain/interpretation-plans/plan.server'
import { clauseWords } from '~/app/domain/interpretations/facts.server'
import {
  publishInterpretation,
  reviewInterpretation,
  submitInterpretation,
} from '~/app/domain/interpretations/sign-off.server'
import { saveInterpretation } from '~/app/domain/interpretations/write.server'
import { submitForDiscussion } from '~/app/domain/matters/discussion.server'
import { attachFile } from '~/app/domain/policies/attachments.server'
import { recordEarlierPolicy } from '~/app/domain/policies/earlier.server'
import { publishPolicy, reviewPolicy, submitPolicy } from '~/app/domain/policies/sign-off.server'
import { changeValidity } from '~/app/domain/policies/validity.server'
import { createPolicy } from '~/app/domain/policies/write.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { type Clause, versionOf } from '~/app/domain/texts/versions.server'
import { Refusal } from '~/app/server/errors'
import type { Cast } from './cast'
import { documentOf } from './documents'
import type { Moments } from './moments'
import { sowUnclear } from './sow-unclear'
import { storeDemoFile, titleOfFile } from './store-files'
import type { InterpretationSeed, PolicySeed, Story } from './types'

export type SownPolicy = { policyId: number; clauses: Clause[]; interpretations: Map<string, number> }
type Origin = { matterId?: number; consultationId?: number }

/** The policy with its interpretations: together where they came out together, later ones on their own day. */
export async function sowPolicy(
  story: Story,
  origin: Origin,
  { replacedById, replacesId }: { replacedById?: number; replacesId?: number },
  cast: Cast,
  moments: Moments,
) {
  const { policy, interpretations = [] } = story
  if (!policy) return undefined
  const input = { ...headerOf(policy, story, origin, cast, moments), replacesId }
  const published = moments.at(policy.publishedDay, '10:00')
  const made =
    policy.origin === 'registered'
      ? await recordEarlierPolicy(cast.as('issuer', 'none', published), { ...input, publishedAt: published })
      : await createPolicy(
          cast.as('drafter', policy.draftingDepartment, moments.at(policy.publishedDay - 6)),
          input,
        )
  await attach(policy, made.policyId, cast, moments)
  const reader = cast.citizen(moments.now)
  const { clauses } = await versionOf(reader, made.versionId)
  const words = await clauseWords(reader, made.versionId)
  const sown: SownPolicy = { policyId: made.policyId, clauses, interpretations: new Map() }
  for (const interpretation of interpretations) {
    sown.interpretations.set(interpretation.title, await draft(interpretation, sown, words, cast, moments))
  }
  if (policy.origin !== 'registered') {
    // P9: the collective discussion comes between the report and the policy.
    const issuer = cast.as('issuer', policy.draftingDepartment, moments.at(policy.publishedDay - 1, '15:00'))
    if (origin.matterId !== undefined)
      await submitForDiscussion(issuer, origin.matterId, { meeting: '县政府常务会议' })
    await plan(story, sown, cast, moments)
    await publishTogether(story, sown, cast, moments)
  }
  await publishLater(story, sown, cast, moments)
  await sowUnclear(story, sown, cast, moments)
  if (policy.validity !== 'valid') await changeLater(policy, sown.policyId, replacedById, cast, moments)
  return sown
}

async function attach(
  { attachment, draftingDepartment, publishedDay }: PolicySeed,
  policyId: number,
  cast: Cast,
  moments: Moments,
): Promise<void> {
  if (!attachment) return
  const ctx = cast.as('drafter', draftingDepartment, moments.at(publishedDay - 6, '10:00'))
  const departmentId = cast.departmentId(draftingDepartment)
  const { mediaId } = await storeDemoFile(attachment, { ctx, departmentId })
  await attachFile(ctx, { policyId, mediaId, title: titleOfFile(attachment) })
}

function headerOf(policy: PolicySeed, story: Story, origin: Origin, cast: Cast, moments: Moments) {
  const signedOn = moments.day(policy.signedDay)
  const { prefix, serial } = policy.documentNumber
  const isOverdue = story.slug === 'rural-housing'
  return {
    ...origin,
    departmentId: cast.departmentId(policy.draftingDepartment),
    parsed: parseText(policy.text),
    title: policy.title,
    documentNumber: `${prefix}〔${signedOn.slice(0, 4)}〕${serial}号`,
    indexNumber: policy.indexNumber,
    theme: policy.theme,
    kind: policy.kind,
    audience: policy.audience,
    signedOn,
    effectiveOn: moments.day(policy.effectiveDay),
    needsInterpretation: isOverdue || (story.interpretations ?? []).length > 0,
  }
}

/** I2: what is going to explain the policy, written down before the policy is handed in. */
async function plan(
  { policy, interpretations = [] }: Story,
  { policyId, interpretations: ids }: SownPolicy,
  cast: Cast,
  moments: Moments,
): Promise<void> {
  const [first] = interpretations
  if (!policy || !first) return
  const drafter = cast.as('drafter', policy.draftingDepartment, moments.at(policy.publishedDay - 5, '16:00'))
  await keepPlan(drafter, policyId, {
    interpreterName: first.primaryInterpreter.name,
    interpreterTitle: first.primaryInterpreter.title,
    points: policy.planPoints ?? '向居民和经营者说清谁适用、怎么办、什么时候开始，还有哪里和以前不同。',
    revision: 0,
    items: interpretations.slice(0, planRows).map((seed) => ({
      form: seed.form,
      what: seed.title,
      who: seed.author,
      dueOn: moments.day(seed.publishedDay),
      interpretationId: ids.get(seed.title) ?? null,
    })),
  })
}

async function draft(
  seed: InterpretationSeed,
  sown: SownPolicy,
  words: Map<number, string>,
  cast: Cast,
  moments: Moments,
): Promise<number> {
  const ctx = cast.as('drafter', seed.department, moments.at(seed.publishedDay - 5))
  const departmentId = cast.departmentId(seed.department)
  const { interpretationId } = await saveInterpretation(ctx, {
    policyId: sown.policyId,
    title: seed.title,
    form: seed.form,
    author: seed.author,
    interpreterName: seed.primaryInterpreter.name,
    interpreterTitle: seed.primaryInterpreter.title,
    document: await documentOf(seed.blocks, { ctx, departmentId, clauses: sown.clauses, words }),
    revision: 0,
  })
  return interpretationId
}

async function publishTogether(
  { policy, interpretations = [] }: Story,
  { policyId, interpretations: ids }: SownPolicy,
  cast: Cast,
  moments: Moments,
) {
  if (!policy) return
  const { draftingDepartment: department, publishedDay } = policy
  const together = interpretations
    .filter((seed) => seed.publishedDay <= publishedDay)
    .map((seed) => ids.get(seed.title) ?? 0)
  const drafter = cast.as('drafter', department, moments.at(publishedDay - 4))
  const reviewer = cast.as('reviewer', department, moments.at(publishedDay - 2))
  for (const id of together) await submit(drafter, id)
  await submitPolicy(drafter, policyId)
  for (const id of together) await reviewInterpretation(reviewer, id)
  await reviewPolicy(reviewer, policyId)
  await publishPolicy(cast.as('issuer', department, moments.at(publishedDay, '10:00')), policyId)
}

async function publishLater(
  { policy, interpretations = [] }: Story,
  { interpretations: ids }: SownPolicy,
  cast: Cast,
  moments: Moments,
) {
  for (const seed of interpretations) {
    if (!policy || (policy.origin !== 'registered' && seed.publishedDay <= policy.publishedDay)) continue
    const id = ids.get(seed.title) ?? 0
    await submit(cast.as('drafter', seed.department, moments.at(seed.publishedDay - 2)), id)
    await reviewInterpretation(cast.as('reviewer', seed.department, moments.at(seed.publishedDay - 1)), id)
    await publishInterpretation(
      cast.as('issuer', seed.department, moments.at(seed.publishedDay, '11:00')),
      id,
    )
  }
}

/** I3 and I4 may warn; the drafter then says why it is handed in all the same. */
async function submit(ctx: ReturnType<Cast['as']>, id: number): Promise<void> {
  try {
    await submitInterpretation(ctx, id)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await submitInterpretation(ctx, id, { reason: '同一政策另有图解和问答，本篇与之配合使用。' })
  }
}

async function changeLater(
  policy: PolicySeed,
  policyId: number,
  replacedById: number | undefined,
  cast: Cast,
  moments: Moments,
) {
  if (policy.validity === 'valid') return
  const day = policy.lapsedDay ?? 0
  await changeValidity(cast.as('issuer', policy.draftingDepartment, moments.at(day, '10:30')), {
    policyId,
    validity: policy.validity,
    on: moments.day(day),
    replacedById,
    reason: '试行期满，新办法已经施行。',
  })
}
