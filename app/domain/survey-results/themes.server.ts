import { and, asc, count, eq, gt, inArray, isNotNull, max } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal, wrongField } from '~/app/server/errors'
import { surveyTexts, surveyTextThemes, surveyThemes } from '~/db/schema/survey-answers'
import { resultForEdit } from './result-row.server'
import { lockTexts, openQuestionsOf } from './text-rows.server'

/** A theme for what people wrote to one open question. */
export async function addTheme(
  ctx: Ctx,
  surveyId: number,
  { questionId, label }: { questionId: string; label: string },
): Promise<number> {
  return transact(ctx, async (tx) => {
    await resultForEdit(tx, surveyId)
    const known = await openQuestionsOf(tx, surveyId)
    if (!known.some(({ id }) => id === questionId)) throw wrongField('questionId', '请选择这份问卷里的开放题')
    const words = await newLabel(tx, surveyId, questionId, label)
    const [last] = await tx.db
      .select({ position: max(surveyThemes.position) })
      .from(surveyThemes)
      .where(ofQuestion(surveyId, questionId))
    const [row] = await tx.db
      .insert(surveyThemes)
      .values({ surveyId, questionId, label: words, position: (last?.position ?? 0) + 1 })
      .returning({ id: surveyThemes.id })
    if (!row) throw new Error('no row came back from the insert of a theme')
    await recordTheme(tx, surveyId, 'theme-added', { questionId, label: words })
    return row.id
  })
}

export async function renameTheme(
  ctx: Ctx,
  surveyId: number,
  { themeId, label }: { themeId: number; label: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    await resultForEdit(tx, surveyId)
    const theme = await themeOf(tx, surveyId, themeId)
    const words = await newLabel(tx, surveyId, theme.questionId, label, themeId)
    await tx.db.update(surveyThemes).set({ label: words }).where(eq(surveyThemes.id, themeId))
    await recordTheme(tx, surveyId, 'theme-renamed', { label: words }, { label: theme.label })
  })
}

/** What lay under it lies under nothing afterwards; the texts themselves stay. */
export async function removeTheme(ctx: Ctx, surveyId: number, themeId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    await resultForEdit(tx, surveyId)
    const { questionId, label } = await themeOf(tx, surveyId, themeId)
    await tx.db.delete(surveyThemes).where(eq(surveyThemes.id, themeId))
    await recordTheme(tx, surveyId, 'theme-removed', {}, { questionId, label })
  })
}

/** Puts many texts under one theme at once, or takes them out of it. A text may lie under several. */
export async function themeTexts(
  ctx: Ctx,
  surveyId: number,
  { ids, themeId, isIn }: { ids: number[]; themeId: number; isIn: boolean },
): Promise<number> {
  return transact(ctx, async (tx) => {
    await resultForEdit(tx, surveyId)
    const { questionId, label } = await themeOf(tx, surveyId, themeId)
    const texts = await lockTexts(tx, surveyId, ids)
    if (texts.some((text) => text.questionId !== questionId))
      throw wrongField('themeId', '这个主题是另一道题的，请选择这道题的主题')
    if (texts.some(({ state }) => state === 'waiting'))
      throw new Refusal(409, '有的文字还没有审核，请先审核，再归入主题。')
    const textIds = texts.map(({ id }) => id)
    if (isIn)
      await tx.db
        .insert(surveyTextThemes)
        .values(textIds.map((textId) => ({ textId, themeId })))
        .onConflictDoNothing()
    else
      await tx.db
        .delete(surveyTextThemes)
        .where(and(eq(surveyTextThemes.themeId, themeId), inArray(surveyTextThemes.textId, textIds)))
    await recordTheme(tx, surveyId, isIn ? 'texts-themed' : 'texts-unthemed', { label, texts: textIds })
    return textIds.length
  })
}

/** Of one question's words: more would be a list of them all, not quotes. */
export const mostQuotes = 20

/** Chosen to be quoted with the results, or no longer. Only words that were kept. */
export async function quoteTexts(
  ctx: Ctx,
  surveyId: number,
  { ids, isQuoted }: { ids: number[]; isQuoted: boolean },
): Promise<number> {
  return transact(ctx, async (tx) => {
    await resultForEdit(tx, surveyId)
    const texts = await lockTexts(tx, surveyId, ids)
    if (isQuoted && texts.some(({ state }) => state !== 'kept'))
      throw new Refusal(409, '只能引用审核后可以公开的文字，请先审核。')
    const textIds = texts.map(({ id }) => id)
    await tx.db
      .update(surveyTexts)
      .set({ quotedAt: isQuoted ? tx.now : null })
      .where(inArray(surveyTexts.id, textIds))
    if (isQuoted) await refuseTooMany(tx, surveyId)
    await recordTheme(tx, surveyId, isQuoted ? 'texts-quoted' : 'texts-unquoted', { texts: textIds })
    return textIds.length
  })
}

/** A few speak for the others: the words are quoted, never all of them printed. */
async function refuseTooMany(tx: Ctx, surveyId: number): Promise<void> {
  const [tooMany] = await tx.db
    .select({ quoted: count() })
    .from(surveyTexts)
    .where(and(eq(surveyTexts.surveyId, surveyId), isNotNull(surveyTexts.quotedAt)))
    .groupBy(surveyTexts.questionId)
    .having(gt(count(), mostQuotes))
  if (tooMany)
    throw new Refusal(
      409,
      `一道题最多引用 ${mostQuotes} 段，这样就有 ${tooMany.quoted} 段了。请挑有代表性的，其余的由主题来反映。`,
    )
}

function ofQuestion(surveyId: number, questionId: string) {
  return and(eq(surveyThemes.surveyId, surveyId), eq(surveyThemes.questionId, questionId))
}

async function themeOf(tx: Ctx, surveyId: number, themeId: number) {
  const [theme] = await tx.db
    .select()
    .from(surveyThemes)
    .where(and(eq(surveyThemes.surveyId, surveyId), eq(surveyThemes.id, themeId)))
  if (!theme) throw notFound('主题')
  return theme
}

async function newLabel(
  tx: Ctx,
  surveyId: number,
  questionId: string,
  label: string,
  ownId?: number,
): Promise<string> {
  const words = label.trim()
  if (words === '') throw wrongField('label', '请写出主题，例如“停车位不够”')
  if ([...words].length > 40) throw wrongField('label', '主题最多 40 个字')
  const there = await tx.db
    .select({ id: surveyThemes.id, label: surveyThemes.label })
    .from(surveyThemes)
    .where(ofQuestion(surveyId, questionId))
    .orderBy(asc(surveyThemes.id))
  if (ownId === undefined && there.length >= 30)
    throw wrongField('label', '一道题最多 30 个主题，请先合并相近的')
  if (there.some((theme) => theme.id !== ownId && theme.label === words))
    throw wrongField('label', '这道题已经有这个主题了')
  return words
}

function recordTheme(tx: Ctx, surveyId: number, action: string, after: unknown, before?: unknown) {
  return record(tx, { action: `survey.${action}`, subject: 'survey', id: surveyId, before, after })
}
