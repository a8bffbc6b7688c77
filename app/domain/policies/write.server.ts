import { desc, eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockForEdit } from '~/app/domain/audit/sign-off.server'
import { followVersion } from '~/app/domain/interpretation-writing/follow-version.server'
import { requirePermission } from '~/app/domain/people/permissions'
import type { ParsedText } from '~/app/domain/texts/types'
import { saveVersion } from '~/app/domain/texts/versions.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import { consultations } from '~/db/schema/consultations'
import { policies } from '~/db/schema/policies'
import { textVersions } from '~/db/schema/texts'
import { carryAttachments } from './attachments.server'
import { type Replacing, requireFormer } from './replacing.server'
import { documentNumberFindings } from './rules'
import type { Disclosure } from './types'

export type PolicyHeader = {
  documentNumber: string
  indexNumber: string
  theme: string
  kind: string
  audience: string[]
  /** YYYY-MM-DD */
  signedOn: string
  effectiveOn: string
  disclosure?: Disclosure
  disclosureReason?: string
  needsInterpretation?: boolean
}

export type NewPolicy = PolicyHeader & {
  /** The consultation whose text this finishes: the policy is that text's next version. */
  consultationId?: number
  matterId?: number
  /** The public policy that this one amends or replaces, with the same text's next version. */
  replacesId?: number
  replacesAs?: Replacing
  departmentId: number
  parsed: ParsedText
  /** The title as published, where it is not the one that the text begins with. */
  title?: string
  /** For a new clause, by its index: the clause of the draft that it is, or null for none of them. */
  corrections?: Map<number, number | null>
}

export type PolicyRow = typeof policies.$inferSelect

/** Drafts a policy. From a consultation its clauses keep the ids of the draft's. */
export async function createPolicy(
  ctx: Ctx,
  input: NewPolicy,
): Promise<{ policyId: number; textId: number; versionId: number }> {
  requirePermission(ctx, 'policy.write', input)
  checkHeader(input)
  return transact(ctx, async (tx) => {
    const origin = await originOf(tx, input)
    const { departmentId, corrections } = input
    const title = (input.title ?? input.parsed.title).trim()
    const parsed = { ...input.parsed, title, documentNumber: input.documentNumber, signedOn: input.signedOn }
    const { textId, versionId } = await saveVersion(tx, {
      textId: origin.textId,
      departmentId,
      parsed,
      note: '公布稿',
      corrections,
      alignWith: origin.versionId,
    })
    const values = {
      ...headerValues(input),
      ...{ title, textId, versionId, departmentId },
      matterId: origin.matterId,
      consultationId: input.consultationId ?? null,
      replacesId: input.replacesId ?? null,
      replacesAs: input.replacesId === undefined ? null : (input.replacesAs ?? 'amended'),
    }
    const [row] = await tx.db
      .insert(policies)
      .values({ ...values, createdAt: tx.now, createdBy: accountIdOf(tx) })
      .returning({ id: policies.id })
      .catch(refuseTakenNumber)
    if (!row) throw new Error('no row came back from the insert of a policy')
    await record(tx, { action: 'policy.created', subject: 'policy', id: row.id, after: values })
    if (values.replacesId !== null && values.replacesAs === 'amended')
      await carryAttachments(tx, { from: values.replacesId, to: row.id })
    return { policyId: row.id, textId, versionId }
  })
}

/** Changes the header while the policy is a draft. */
export async function changePolicyHeader(ctx: Ctx, id: number, header: PolicyHeader): Promise<void> {
  checkHeader(header)
  return transact(ctx, async (tx) => {
    const before = await policyRow(tx, id)
    requirePermission(tx, 'policy.write', before)
    await lockForEdit(tx, 'policy', id)
    const values = headerValues(header)
    await tx.db.update(policies).set(values).where(eq(policies.id, id)).catch(refuseTakenNumber)
    await record(tx, { action: 'policy.changed', subject: 'policy', id, before, after: values })
  })
}

/** Takes over the newest version of the text, where a mistake was mended in it after the policy was drafted. */
export function adoptNewestVersion(ctx: Ctx, id: number): Promise<void> {
  return transact(ctx, async (tx) => {
    const { textId, versionId, ...of } = await policyRow(tx, id)
    requirePermission(tx, 'policy.write', of)
    await lockForEdit(tx, 'policy', id)
    const newest = await newestVersionOf(tx, textId)
    if (newest.id === versionId) throw new Refusal(422, '政策已经是正文的最新版本。')
    const values = { versionId: newest.id, title: newest.title }
    await tx.db.update(policies).set(values).where(eq(policies.id, id))
    await followVersion(tx, id, { from: versionId, to: newest.id })
    await record(tx, {
      action: 'policy.version-adopted',
      subject: 'policy',
      id,
      before: { versionId },
      after: values,
    })
  })
}

export async function newestVersionOf(
  ctx: Ctx,
  textId: number,
): Promise<{ id: number; number: number; title: string }> {
  const [newest] = await ctx.db
    .select({ id: textVersions.id, number: textVersions.number, title: textVersions.title })
    .from(textVersions)
    .where(eq(textVersions.textId, textId))
    .orderBy(desc(textVersions.number))
    .limit(1)
  if (!newest) throw notFound('文本')
  return newest
}

export async function policyRow(ctx: Ctx, id: number): Promise<PolicyRow> {
  const [row] = await ctx.db.select().from(policies).where(eq(policies.id, id))
  if (!row) throw notFound('政策')
  return row
}

function checkHeader({ documentNumber, disclosure = 'open', disclosureReason = '' }: PolicyHeader): void {
  const [wrong] = documentNumberFindings(documentNumber)
  if (wrong)
    throw new Refusal(422, wrong.message, { findings: [wrong], fields: { documentNumber: wrong.message } })
  if (disclosure === 'open' || disclosureReason.trim()) return
  const message = '依申请公开和不予公开的，要写明理由（国务院令第711号，D1）。'
  throw new Refusal(422, message, { fields: { disclosureReason: message } })
}

function headerValues(header: PolicyHeader) {
  const { documentNumber, indexNumber, theme, kind, audience, signedOn, effectiveOn } = header
  const { disclosure = 'open', disclosureReason = '', needsInterpretation = true } = header
  return {
    documentNumber: documentNumber.trim(),
    indexNumber,
    theme,
    kind,
    audience,
    signedOn,
    effectiveOn,
    disclosure,
    disclosureReason,
    needsInterpretation,
  }
}

type Origin = {
  matterId: number | null
  textId?: number
  /** Whose clauses the new ones are compared with, where it is not the text's newest version. */
  versionId?: number
}

async function originOf(tx: Ctx, input: NewPolicy): Promise<Origin> {
  const { consultationId, matterId, replacesId, departmentId } = input
  const former = replacesId === undefined ? undefined : await requireFormer(tx, replacesId, departmentId)
  if (consultationId === undefined) {
    if (!former) return { matterId: matterId ?? null }
    return { matterId: matterId ?? former.matterId, textId: former.textId, versionId: former.versionId }
  }
  const [consultation] = await tx.db.select().from(consultations).where(eq(consultations.id, consultationId))
  if (!consultation) throw notFound('征求意见')
  if (consultation.departmentId !== departmentId)
    throw new Refusal(403, '这是其他部门的征求意见，您不能据此起草政策。')
  if (former && input.replacesAs !== 'repealed' && consultation.textId !== former.textId)
    throw wrongField(
      'consultationId',
      '这次征求意见的草案不是这份政策正文的后续版本；要用它替代这份政策的，请选择“废止并替代”',
    )
  return { matterId: consultation.matterId, textId: consultation.textId }
}

function refuseTakenNumber(error: unknown): never {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23505') {
    throw new Refusal(422, '这个发文字号已经有文件用了。', {
      fields: { documentNumber: '这个发文字号已经有文件用了' },
    })
  }
  throw error
}
