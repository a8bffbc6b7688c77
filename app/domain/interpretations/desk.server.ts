import { and, count, desc, eq, gte, inArray, isNull, lt } from 'drizzle-orm'
import { offeredSteps } from '~/app/domain/audit/sign-off.server'
import { type Step, stepsOf, stepsOfMany } from '~/app/domain/audit/steps.server'
import { isEditable, type OfferedStep, type SignOffState, stateAfter } from '~/app/domain/audit/transitions'
import { openEarlierText } from '~/app/domain/earlier-text/earlier-text.server'
import type { EarlierClause } from '~/app/domain/earlier-text/earlier-types'
import { blocks, type Finding } from '~/app/domain/findings'
import { plainText } from '~/app/domain/interpretation-blocks/document'
import type { Element } from '~/app/domain/interpretation-blocks/elements'
import { renderDocument } from '~/app/domain/interpretation-blocks/render.server'
import { renderFacts } from '~/app/domain/interpretation-blocks/rerender.server'
import {
  type Draft,
  draftOf,
  type PresentEditor,
  presentEditors,
  presentFor,
} from '~/app/domain/interpretation-writing/drafts.server'
import { mayRemark, type Remark, remarksOf } from '~/app/domain/interpretation-writing/remarks.server'
import { hasPermission, requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { policyRow } from '~/app/domain/policies/write.server'
import { citeAll } from '~/app/domain/texts/cite'
import { versionOf } from '~/app/domain/texts/versions.server'
import type { Ctx } from '~/app/server/context'
import { interpretationDrafts, interpretationRemarks, interpretations } from '~/db/schema/interpretations'
import { accounts } from '~/db/schema/people'
import { policies } from '~/db/schema/policies'
import { type InterpretationRow, interpretationFacts, interpretationRow } from './facts.server'
import { interpretationFindings } from './rules'
import type { DocumentNode, InterpretationForm, QuotableClause } from './types'

export type DeskInterpretation = {
  id: number
  title: string
  form: InterpretationForm
  policyTitle: string
  state: SignOffState
  /** Remarks that nobody has resolved. */
  openRemarks: number
  /** Who else has it open in the editor now. */
  editors: string[]
}

const pageSize = 20

/** The interpretations of the person's department, newest first. */
export async function deskInterpretations(
  ctx: Ctx,
  { after }: { after?: number } = {},
): Promise<{ rows: DeskInterpretation[]; next: number | null }> {
  const { departmentId } = requireStaff(ctx)
  const rows = await ctx.db
    .select({
      id: interpretations.id,
      title: interpretations.title,
      form: interpretations.form,
      policyTitle: policies.title,
    })
    .from(interpretations)
    .innerJoin(policies, eq(policies.id, interpretations.policyId))
    .where(
      and(eq(interpretations.departmentId, departmentId), after ? lt(interpretations.id, after) : undefined),
    )
    .orderBy(desc(interpretations.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const ids = shown.map((row) => row.id)
  const steps = await stepsOfMany(ctx, 'interpretation', ids)
  const remarks = await openRemarksOf(ctx, ids)
  const editors = await editorsOf(ctx, ids)
  return {
    rows: shown.map((row) => ({
      ...row,
      state: stateAfter(steps.get(row.id) ?? []),
      openRemarks: remarks.get(row.id) ?? 0,
      editors: editors.get(row.id) ?? [],
    })),
    next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}

async function openRemarksOf(ctx: Ctx, ids: number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: interpretationRemarks.interpretationId, open: count() })
    .from(interpretationRemarks)
    .where(
      and(inArray(interpretationRemarks.interpretationId, ids), isNull(interpretationRemarks.resolvedAt)),
    )
    .groupBy(interpretationRemarks.interpretationId)
  return new Map(rows.map(({ id, open }) => [id, open]))
}

async function editorsOf(ctx: Ctx, ids: number[]): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>()
  if (ids.length === 0) return found
  const rows = await ctx.db
    .select({ id: interpretationDrafts.interpretationId, name: accounts.name })
    .from(interpretationDrafts)
    .innerJoin(accounts, eq(accounts.id, interpretationDrafts.accountId))
    .where(
      and(
        inArray(interpretationDrafts.interpretationId, ids),
        gte(interpretationDrafts.seenAt, new Date(ctx.now.getTime() - presentFor)),
      ),
    )
    .orderBy(accounts.name)
  for (const { id, name } of rows) found.set(id, [...(found.get(id) ?? []), name])
  return found
}

/** A sentence of the policy that stands in the interpretation, with where it is in both. */
export type CopiedSentence = { anchor: string | null; sentence: string; label: string | null }

/** A block of the text, as the public will see it, for the remarks beside it. */
export type ReadBlock = { anchor: string; html: string; words: string }

export type DeskInterpretationPage = {
  interpretation: InterpretationRow
  policy: { id: number; title: string; isPublic: boolean }
  state: SignOffState
  steps: Step[]
  findings: Finding[]
  mayEdit: boolean
  /** The steps that this person may take now; before its policy is public, publishing is the policy's. */
  offered: OfferedStep[]
  /** The elements that other interpretations of the policy say (I3). */
  elsewhere: Element[]
  /** The clauses that it explains and that were changed since, where nobody has looked at it yet. */
  overtaken: EarlierClause[]
  /** How much of it repeats the policy (I3). */
  copied: { share: number; places: CopiedSentence[] }
  remarks: Remark[]
  mayRemark: boolean
  /** Who else has it open now. */
  editors: PresentEditor[]
  /** What this person typed and did not save. */
  draft: Draft | null
}

export async function deskInterpretation(ctx: Ctx, id: number): Promise<DeskInterpretationPage> {
  const interpretation = await interpretationRow(ctx, id)
  requirePermission(ctx, 'text.read', interpretation)
  const policy = await policyRow(ctx, interpretation.policyId)
  const steps = await stepsOf(ctx, 'interpretation', id)
  const state = stateAfter(steps)
  const isPublic = stateAfter(await stepsOf(ctx, 'policy', policy.id)) === 'published'
  const facts = await interpretationFacts(ctx, interpretation)
  const mayEdit = isEditable(state) && hasPermission(ctx, 'interpretation.write', interpretation)
  const isOver = state === 'published' || state === 'withdrawn'
  return {
    ...{ interpretation, state, steps },
    policy: { id: policy.id, title: policy.title, isPublic },
    offered: offeredSteps(ctx, 'interpretation', state, interpretation.departmentId).filter(
      ({ kind }) => isPublic || kind !== 'published',
    ),
    findings: isEditable(state) ? interpretationFindings(facts) : blocks(interpretationFindings(facts)),
    mayEdit,
    elsewhere: facts.elsewhere,
    overtaken: state === 'published' ? ((await openEarlierText(ctx, [id])).get(id) ?? []) : [],
    copied: {
      share: facts.copied.share,
      places: await placesOf(ctx, policy.versionId, facts.copied.places),
    },
    remarks: await remarksOf(ctx, id),
    mayRemark: !isOver && mayRemark(ctx, interpretation),
    editors: await presentEditors(ctx, id),
    draft: mayEdit ? await draftOf(ctx, id) : null,
  }
}

type Place = { anchor: string | null; sentence: string; clauseId: number | null }

async function placesOf(ctx: Ctx, versionId: number, places: Place[]): Promise<CopiedSentence[]> {
  if (places.length === 0) return []
  const { clauses } = await versionOf(ctx, versionId)
  const names = citeAll(clauses)
  return places.map(({ anchor, sentence, clauseId }) => ({
    anchor,
    sentence,
    label: clauseId === null ? null : (names.get(clauseId) ?? null),
  }))
}

/** The text block by block, so that what colleagues say of each stands beside it. */
export async function blocksOf(
  ctx: Ctx,
  { id, policyId, document }: Pick<InterpretationRow, 'id' | 'policyId' | 'document'>,
): Promise<ReadBlock[]> {
  requirePermission(ctx, 'text.read', await interpretationRow(ctx, id))
  const { versionId } = await policyRow(ctx, policyId)
  const whole = document as DocumentNode
  const facts = await renderFacts(ctx, { id: policyId, versionId }, whole)
  return (whole.content ?? []).map((block) => {
    const alone = { type: 'doc', content: [block] }
    return {
      anchor: String(block.attrs?.anchor ?? ''),
      html: renderDocument(alone, facts),
      words: plainText(alone),
    }
  })
}

export type EditorPolicy = { id: number; title: string; departmentId: number; clauses: QuotableClause[] }

/** The policy that an interpretation is written for, with the clauses that it can quote. */
export async function policyToInterpret(ctx: Ctx, policyId: number): Promise<EditorPolicy> {
  const { id, title, departmentId, versionId } = await policyRow(ctx, policyId)
  requirePermission(ctx, 'text.read', { departmentId })
  const { clauses } = await versionOf(ctx, versionId)
  const names = citeAll(clauses)
  return {
    ...{ id, title, departmentId },
    clauses: clauses
      .filter((clause) => clause.body.trim() !== '')
      .map((clause) => ({
        clauseId: clause.clauseId,
        label: names.get(clause.clauseId) ?? '',
        text: clause.body,
        depth: clause.depth,
      })),
  }
}
