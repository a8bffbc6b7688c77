import { and, asc, desc, eq, inArray, max, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import type { Decision } from '~/app/domain/comments/types'
import { publishedVersions } from '~/app/domain/surveys/row.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import { accounts } from '~/db/schema/people'
import { surveyConclusions, surveyDecisions } from '~/db/schema/surveys'
import { resultForEdit } from './result-row.server'
import type { Conclusion } from './result-types'

/** What the answers show, in order, each with the decision that counts now. */
export async function conclusionsOf(ctx: Ctx, surveyId: number): Promise<Conclusion[]> {
  const rows = await ctx.db
    .select()
    .from(surveyConclusions)
    .where(eq(surveyConclusions.surveyId, surveyId))
    .orderBy(asc(surveyConclusions.position))
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const decided = await ctx.db
    .selectDistinctOn([surveyDecisions.conclusionId], {
      conclusionId: surveyDecisions.conclusionId,
      id: surveyDecisions.id,
      decision: surveyDecisions.decision,
      reason: surveyDecisions.reason,
      at: surveyDecisions.at,
      by: accounts.name,
    })
    .from(surveyDecisions)
    .leftJoin(accounts, eq(accounts.id, surveyDecisions.accountId))
    .where(inArray(surveyDecisions.conclusionId, ids))
    .orderBy(surveyDecisions.conclusionId, desc(surveyDecisions.id))
  const decisionOf = new Map(decided.map(({ conclusionId, ...decision }) => [conclusionId, decision]))
  return rows.map(({ id, finding, questionIds }) => ({
    ...{ id, finding, questionIds },
    decision: decisionOf.get(id) ?? null,
  }))
}

type Words = { finding: string; questionIds: string[] }

export async function addConclusion(ctx: Ctx, surveyId: number, words: Words): Promise<number> {
  return transact(ctx, async (tx) => {
    await resultForEdit(tx, surveyId)
    const checked = await checkWords(tx, surveyId, words)
    const [last] = await tx.db
      .select({ position: max(surveyConclusions.position) })
      .from(surveyConclusions)
      .where(eq(surveyConclusions.surveyId, surveyId))
    const position = (last?.position ?? 0) + 1
    if (position > 50) throw new Refusal(409, '一份问卷最多写 50 条结论，请合并相近的。')
    const [row] = await tx.db
      .insert(surveyConclusions)
      .values({ surveyId, position, ...checked })
      .returning({ id: surveyConclusions.id })
    if (!row) throw new Error('no row came back from the insert of a conclusion')
    await recordConclusion(tx, surveyId, 'conclusion-added', { conclusionId: row.id, ...checked })
    return row.id
  })
}

export async function changeConclusion(
  ctx: Ctx,
  surveyId: number,
  { conclusionId, ...words }: Words & { conclusionId: number },
): Promise<void> {
  await transact(ctx, async (tx) => {
    await resultForEdit(tx, surveyId)
    const { finding, questionIds } = await conclusionOf(tx, surveyId, conclusionId)
    const checked = await checkWords(tx, surveyId, words)
    await tx.db.update(surveyConclusions).set(checked).where(eq(surveyConclusions.id, conclusionId))
    const before = { conclusionId, finding, questionIds }
    await recordConclusion(tx, surveyId, 'conclusion-changed', { conclusionId, ...checked }, before)
  })
}

/** One without a decision; a decision once taken stays on the record, and with it what it was about. */
export async function removeConclusion(ctx: Ctx, surveyId: number, conclusionId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    await resultForEdit(tx, surveyId)
    const { finding, questionIds } = await conclusionOf(tx, surveyId, conclusionId)
    const decided = await tx.db.$count(surveyDecisions, eq(surveyDecisions.conclusionId, conclusionId))
    if (decided > 0) throw new Refusal(409, '这条结论已经有了处理决定，不能删除；写得不对的，可以改写。')
    await tx.db.delete(surveyConclusions).where(eq(surveyConclusions.id, conclusionId))
    const before = { conclusionId, finding, questionIds }
    await recordConclusion(tx, surveyId, 'conclusion-removed', undefined, before)
  })
}

/** One place up; the first one stays where it is. */
export async function raiseConclusion(ctx: Ctx, surveyId: number, conclusionId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    await resultForEdit(tx, surveyId)
    const { position } = await conclusionOf(tx, surveyId, conclusionId)
    const [above] = await tx.db
      .select({ id: surveyConclusions.id, position: surveyConclusions.position })
      .from(surveyConclusions)
      .where(and(eq(surveyConclusions.surveyId, surveyId), sql`${surveyConclusions.position} < ${position}`))
      .orderBy(desc(surveyConclusions.position))
      .limit(1)
    if (!above) return
    const put = (id: number, at: number) =>
      tx.db.update(surveyConclusions).set({ position: at }).where(eq(surveyConclusions.id, id))
    // The places are unique: one of the two waits aside.
    await put(above.id, -above.position)
    await put(conclusionId, above.position)
    await put(above.id, position)
    await recordConclusion(tx, surveyId, 'conclusion-raised', { conclusionId, position: above.position })
  })
}

type NewDecision = { conclusionId: number; decision: Decision; reason: string }

/** What is done because of it, and why. A later decision takes the place of an earlier one; both stay. */
export async function decideConclusion(ctx: Ctx, surveyId: number, decision: NewDecision): Promise<void> {
  await transact(ctx, async (tx) => {
    await resultForEdit(tx, surveyId)
    const { conclusionId } = decision
    await conclusionOf(tx, surveyId, conclusionId)
    const reason = decision.reason.trim()
    // P12. No changed clause stands beside it that could speak for itself, so an adoption says what is done too.
    if (reason === '')
      throw new Refusal(422, '采纳的，请写明怎样落实；其他的，请写明理由。答问卷的人会看到（P12）。', {
        fields: { why: '请写明怎样落实，或者理由' },
      })
    await tx.db
      .insert(surveyDecisions)
      .values({ conclusionId, decision: decision.decision, reason, at: tx.now, accountId: accountIdOf(tx) })
    await recordConclusion(tx, surveyId, 'conclusion-decided', {
      ...{ conclusionId, decision: decision.decision, reason },
    })
  })
}

async function conclusionOf(tx: Ctx, surveyId: number, conclusionId: number) {
  const [row] = await tx.db
    .select()
    .from(surveyConclusions)
    .where(and(eq(surveyConclusions.surveyId, surveyId), eq(surveyConclusions.id, conclusionId)))
  if (!row) throw notFound('结论')
  return row
}

async function checkWords(tx: Ctx, surveyId: number, { finding, questionIds }: Words): Promise<Words> {
  const words = finding.trim()
  if (words === '') throw wrongField('finding', '请写明答卷说明了什么')
  const versions = await publishedVersions(tx, surveyId)
  const known = new Set(versions.flatMap(({ definition }) => questionsOf(definition).map(({ id }) => id)))
  if (questionIds.some((id) => !known.has(id))) throw wrongField('questionIds', '请选择这份问卷里的题目')
  return { finding: words, questionIds: [...new Set(questionIds)] }
}

function recordConclusion(tx: Ctx, surveyId: number, action: string, after: unknown, before?: unknown) {
  return record(tx, { action: `survey.${action}`, subject: 'survey', id: surveyId, before, after })
}
