import { sql } from 'drizzle-orm'
import { recordAll, transact } from '~/app/domain/audit/record.server'
import { takeSteps } from '~/app/domain/audit/steps.server'
import { findPrivateData, proposeMasking } from '~/app/domain/comments/private-data'
import { type RefusalRuleId, sayRefusal } from '~/app/domain/comments/rules'
import type { Finding } from '~/app/domain/findings'
import { requirePermission } from '~/app/domain/people/permissions'
import { shownOn, surveyRow } from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import { Refusal, refuseIfBlocked } from '~/app/server/errors'
import { isResultPublished } from './result-row.server'
import { lockTexts, type StoredText } from './text-rows.server'

export type Keeping = {
  ids: number[]
  /** What the public may read of each, where it differs from what was written. */
  masks?: Map<number, string>
  /** Where no other words are given: as the machine proposes to mask it. */
  asProposed?: boolean
}

/** These words may be quoted, as they are to be shown. All or none: one that leads to a person keeps back the lot (L3). */
export async function keepTexts(ctx: Ctx, surveyId: number, keeping: Keeping): Promise<number> {
  requirePermission(ctx, 'survey.moderate')
  return transact(ctx, async (tx) => {
    const texts = await lockTexts(tx, surveyId, keeping.ids)
    await refuseIfPublished(tx, surveyId)
    const shown = texts.map((text) => ({ ...text, shown: wordsToShow(text, keeping) }))
    refuseIfBlocked(shown.flatMap(privateFindings))
    const empty = shown.find((text) => text.shown.trim() === '')
    if (empty)
      throw new Refusal(422, '遮盖之后什么也没有留下；不宜公开的，请选择不公开并写明理由。', {
        fields: { [`mask-${empty.id}`]: '遮盖之后什么也没有留下' },
      })
    const inLedger = shown.find((text, at) => text.commentId !== null && text.shown !== texts[at]?.shown)
    if (inLedger)
      throw new Refusal(409, '这段文字已经归入征求意见的台账，要改公开的文字，请到意见审核里遮盖。')
    await writeShown(tx, shown)
    const earlier = await publishedBefore(tx, shown)
    await takeSteps(
      tx,
      shown
        .filter(({ state }) => state !== 'kept')
        .map(({ id }) => ({
          ...{ subject: 'survey-text' as const, id },
          // A thing becomes public once (W1); what was refused since comes back by another step.
          kind: earlier.has(id) ? 'restored' : 'published',
        })),
    )
    await recordAll(
      tx,
      shown.map(({ id, state, body, shown: words }) => ({
        ...{ action: 'survey-text.kept', subject: 'survey-text', id, before: { state } },
        after: { surveyId, ...(words === body ? {} : { masked: true }) },
      })),
    )
    return shown.length
  })
}

type Refusing = { ids: number[]; rule?: RefusalRuleId; note?: string }

/** Not quoted anywhere, with the published rule that says why. Also after the results are public: it leaves the page. */
export async function refuseTexts(
  ctx: Ctx,
  surveyId: number,
  { ids, rule, note }: Refusing,
): Promise<number> {
  requirePermission(ctx, 'survey.moderate')
  const reason = sayRefusal(rule, note)
  if (!reason) throw new Refusal(422, '请选择不公开的理由。', { fields: { rule: '请选择不公开的理由' } })
  return transact(ctx, async (tx) => {
    const survey = await surveyRow(tx, surveyId)
    const texts = (await lockTexts(tx, surveyId, ids)).filter(({ state }) => state !== 'refused')
    if (texts.some(({ commentId }) => commentId !== null))
      throw new Refusal(409, '有的文字已经归入征求意见的台账，要撤下的，请到意见审核里办理。')
    await takeSteps(
      tx,
      texts.map(({ id }) => ({ subject: 'survey-text', id, kind: 'refused', reason })),
    )
    const isPublic = await isResultPublished(tx, surveyId)
    await recordAll(
      tx,
      texts.map(({ id, state }) => ({
        ...{ action: 'survey-text.refused', subject: 'survey-text', id },
        ...{ before: { state }, after: { surveyId, reason }, tags: isPublic ? shownOn(survey).tags : [] },
      })),
    )
    return texts.length
  })
}

/** What the results say was signed off with them: after that, words are only taken down. */
async function refuseIfPublished(tx: Ctx, surveyId: number): Promise<void> {
  if (await isResultPublished(tx, surveyId))
    throw new Refusal(409, '结果已经公布，引用的文字不能再改；不宜公开的，可以撤下并写明理由。')
}

function wordsToShow({ id, body, shown, state }: StoredText, { masks, asProposed }: Keeping): string {
  const words = masks?.get(id)?.trim() ?? (state === 'waiting' || shown === '' ? body : shown)
  return asProposed ? proposeMasking(words) : words
}

function privateFindings({ id, shown }: StoredText): Finding[] {
  const kinds = new Set(findPrivateData(shown).map(({ name }) => name))
  if (kinds.size === 0) return []
  const message = `选中的文字里还有${[...kinds].join('、')}，请先遮盖再保留（个人信息保护法第五十一条）。`
  return [{ id: 'L3', level: 'block', message, field: `mask-${id}` }]
}

async function writeShown(tx: Ctx, texts: StoredText[]): Promise<void> {
  const rows = sql.join(
    texts.map(({ id, shown }) => sql`(${id}::bigint, ${shown}::text)`),
    sql`, `,
  )
  await tx.db.execute(sql`update survey_texts set shown = kept.shown
    from (values ${rows}) as kept (id, shown) where survey_texts.id = kept.id`)
}

async function publishedBefore(tx: Ctx, texts: StoredText[]): Promise<Set<number>> {
  const refused = texts.filter(({ state }) => state === 'refused').map(({ id }) => id)
  if (refused.length === 0) return new Set()
  const ids = sql.join(
    refused.map((id) => sql`${id}`),
    sql`, `,
  )
  const { rows } = await tx.db.execute<{ id: string }>(sql`select distinct subject_id as id from steps
    where subject = 'survey-text' and kind = 'published' and subject_id in (${ids})`)
  return new Set(rows.map(({ id }) => Number(id)))
}
