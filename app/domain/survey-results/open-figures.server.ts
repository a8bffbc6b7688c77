import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { People, SurveyFigures } from '~/app/domain/survey-figures/figures'
import type { Ctx } from '~/app/server/context'
import { surveyTexts } from '~/db/schema/survey-answers'
import type { OpenFigures, OpenQuestion, Quote } from './result-types'
import { countTexts, openQuestionsOf, textState, themesOf, themesOfTexts } from './text-rows.server'
import { protectThemes } from './theme-figures'

/** What people wrote, by theme, with the words that were chosen to be quoted; questions without either are left out. */
export async function openFigures(
  ctx: Ctx,
  surveyId: number,
  figures: SurveyFigures,
): Promise<OpenFigures[]> {
  // Where so few took part, their words are left unsaid too.
  if (figures.people === null) return []
  const questions = (await openQuestionsOf(ctx, surveyId)).filter((question) => isShown(question, figures))
  const counts = await countTexts(ctx, surveyId)
  const themes = await themesOf(ctx, surveyId)
  const quotes = await quotesOf(ctx, surveyId)
  return questions.flatMap((question) => {
    const { waiting, kept, refused } = counts.get(question.id) ?? { waiting: 0, kept: 0, refused: 0 }
    const own = themes.filter(({ questionId }) => questionId === question.id)
    const ownQuotes = quotes.filter(({ questionId }) => questionId === question.id)
    if (own.length === 0 && ownQuotes.length === 0) return []
    const { base, themes: people } = protectThemes(
      own.map(({ texts }) => texts),
      waiting + kept + refused,
      answeredOf(question, figures),
    )
    const { parentId, isOther } = question
    return [
      {
        ...{ questionId: parentId, isOther, base },
        themes: own
          .map(({ id, label }, at) => ({
            ...{ id, label, people: people[at] ?? null },
            // Under its first theme: the same words do not stand there twice.
            quotes: ownQuotes.filter(({ themeIds }) => themeIds[0] === id).map(quoteOf),
          }))
          .toSorted((one, other) => (other.people ?? 0) - (one.people ?? 0)),
        quotes: ownQuotes.filter(({ themeIds }) => themeIds.length === 0).map(quoteOf),
      },
    ]
  })
}

type StoredQuote = Quote & { questionId: string; themeIds: number[] }

function quoteOf({ id, words }: StoredQuote): Quote {
  return { id, words }
}

async function quotesOf(ctx: Ctx, surveyId: number): Promise<StoredQuote[]> {
  const rows = await ctx.db
    .select({ id: surveyTexts.id, questionId: surveyTexts.questionId, words: surveyTexts.shown })
    .from(surveyTexts)
    .where(and(eq(surveyTexts.surveyId, surveyId), isNotNull(surveyTexts.quotedAt), eq(textState(), 'kept')))
    .orderBy(asc(surveyTexts.id))
  const themes = await themesOfTexts(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({ ...row, themeIds: themes.get(row.id) ?? [] }))
}

/** Where the question says nothing, quotes would still say that somebody was asked it. */
function isShown({ parentId }: OpenQuestion, { questions }: SurveyFigures): boolean {
  return questions.some(({ id, withheld }) => id === parentId && !withheld)
}

/** How many the published figures say have written; null where they say nothing of it. */
function answeredOf({ parentId, isOther }: OpenQuestion, { questions }: SurveyFigures): People {
  const blocks = questions.filter(({ id }) => id === parentId)
  let answered = 0
  for (const { withheld, tables } of blocks) {
    const cell = tables[0]?.cells.find(({ id }) => id === (isOther ? 'other' : 'answered'))
    if (withheld || cell === undefined || cell.people === null) return null
    answered += cell.people
  }
  return blocks.length === 0 ? null : answered
}

/** Kept words under no theme, of questions that have themes. */
export async function countUnthemed(ctx: Ctx, surveyId: number): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: number }>(sql`
    select count(*)::int as count from survey_texts where survey_texts.survey_id = ${surveyId}
      and not exists (select 1 from survey_text_themes p where p.text_id = survey_texts.id)
      and exists (select 1 from survey_themes t
        where t.survey_id = survey_texts.survey_id and t.question_id = survey_texts.question_id)
      and ${textState()} = 'kept'`)
  return rows[0]?.count ?? 0
}
