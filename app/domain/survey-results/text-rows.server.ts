import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { publishedVersions } from '~/app/domain/surveys/row.server'
import { otherOf, questionsOf } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { surveyTexts, surveyTextThemes, surveyThemes } from '~/db/schema/survey-answers'
import type { SurveyDefinition } from '~/db/schema/survey-definition'
import type { OpenQuestion, StoredTheme, TextState } from './result-types'

export type StoredText = Pick<
  typeof surveyTexts.$inferSelect,
  'id' | 'questionId' | 'body' | 'shown' | 'quotedAt' | 'commentId'
> & { state: TextState }

/** The newest step decides; names in full, as drizzle leaves the table out inside a select on one. */
export function textState(): SQL<TextState> {
  return sql<TextState>`coalesce((select case s.kind when 'refused' then 'refused' else 'kept' end from steps s
    where s.subject = 'survey-text' and s.subject_id = survey_texts.id order by s.id desc limit 1), 'waiting')`
}

export const textColumns = {
  id: surveyTexts.id,
  questionId: surveyTexts.questionId,
  body: surveyTexts.body,
  shown: surveyTexts.shown,
  quotedAt: surveyTexts.quotedAt,
  commentId: surveyTexts.commentId,
  state: textState(),
}

/** Keeps these texts to this transaction; one that is not of this survey is refused. */
export async function lockTexts(tx: Ctx, surveyId: number, ids: number[]): Promise<StoredText[]> {
  const mine = and(eq(surveyTexts.surveyId, surveyId), inArray(surveyTexts.id, ids))
  await tx.db
    .select({ id: surveyTexts.id })
    .from(surveyTexts)
    .where(mine)
    .orderBy(surveyTexts.id)
    .for('no key update')
  // Asked again, now that nobody else can move them.
  const rows = await tx.db.select(textColumns).from(surveyTexts).where(mine).orderBy(surveyTexts.id)
  if (ids.length === 0 || rows.length < new Set(ids).size)
    throw new Refusal(409, '有的文字已经不在这份问卷里，请刷新页面再选。')
  return rows
}

/** Open questions, and choices with words of one's own, of every published version; the newest wording counts. */
export async function openQuestionsOf(ctx: Ctx, surveyId: number): Promise<OpenQuestion[]> {
  const versions = await publishedVersions(ctx, surveyId)
  const found = new Map<string, OpenQuestion>()
  for (const { definition } of versions)
    for (const question of openQuestionsIn(definition))
      if (!found.has(question.id)) found.set(question.id, question)
  return [...found.values()]
}

function openQuestionsIn(definition: SurveyDefinition): OpenQuestion[] {
  return questionsOf(definition).flatMap((question): OpenQuestion[] => {
    const { id, title, kind } = question
    if (kind === 'short-text' || kind === 'long-text') return [{ id, parentId: id, title, isOther: false }]
    const hasOther = 'other' in question && question.other
    return hasOther ? [{ id: otherOf(id), parentId: id, title, isOther: true }] : []
  })
}

/** How many texts of each question stand where. */
export async function countTexts(
  ctx: Ctx,
  surveyId: number,
): Promise<Map<string, Record<TextState, number>>> {
  const { rows } = await ctx.db.execute<{ question_id: string; state: TextState; count: number }>(sql`
    select question_id, state, count(*)::int as count
    from (select survey_texts.question_id, ${textState()} as state from survey_texts
      where survey_texts.survey_id = ${surveyId}) as placed
    group by question_id, state`)
  const counts = new Map<string, Record<TextState, number>>()
  for (const { question_id, state, count } of rows) {
    const known = counts.get(question_id) ?? { waiting: 0, kept: 0, refused: 0 }
    counts.set(question_id, { ...known, [state]: count })
  }
  return counts
}

/** The themes of a survey's open questions in their order, with how many texts lie under each. */
export function themesOf(ctx: Ctx, surveyId: number): Promise<StoredTheme[]> {
  return ctx.db
    .select({
      id: surveyThemes.id,
      questionId: surveyThemes.questionId,
      label: surveyThemes.label,
      texts: sql<number>`(select count(*)::int from survey_text_themes p where p.theme_id = survey_themes.id)`,
    })
    .from(surveyThemes)
    .where(eq(surveyThemes.surveyId, surveyId))
    .orderBy(asc(surveyThemes.questionId), asc(surveyThemes.position))
}

/** Under which themes these texts lie. */
export async function themesOfTexts(ctx: Ctx, ids: number[]): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>()
  if (ids.length === 0) return found
  const rows = await ctx.db
    .select()
    .from(surveyTextThemes)
    .where(inArray(surveyTextThemes.textId, ids))
    .orderBy(asc(surveyTextThemes.themeId))
  for (const { textId, themeId } of rows) found.set(textId, [...(found.get(textId) ?? []), themeId])
  return found
}
