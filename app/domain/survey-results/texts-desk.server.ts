import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { isEditable, stateAfter } from '~/app/domain/audit/transitions'
import { findingsOfComment } from '~/app/domain/comments/findings'
import { proposeMasking } from '~/app/domain/comments/private-data'
import { hasPermission } from '~/app/domain/people/permissions'
import { publishedVersions } from '~/app/domain/surveys/row.server'
import type { Ctx } from '~/app/server/context'
import { notFound } from '~/app/server/errors'
import { surveyTexts } from '~/db/schema/survey-answers'
import { resultRow, surveyForDesk } from './result-row.server'
import type { DeskText, TextState, TextsDesk } from './result-types'
import {
  countTexts,
  openQuestionsOf,
  textColumns,
  textState,
  themesOf,
  themesOfTexts,
} from './text-rows.server'

export type TextsAsked = { question?: string; state: TextState; theme?: number; after?: number }

const pageSize = 50

/** What people wrote to one open question, to be decided about, themed and quoted. Their ids are random: in no order of time. */
export async function textsDesk(ctx: Ctx, surveyId: number, asked: TextsAsked): Promise<TextsDesk> {
  const survey = await surveyForDesk(ctx, surveyId)
  const counts = await countTexts(ctx, surveyId)
  const none = { waiting: 0, kept: 0, refused: 0 }
  const questions = (await openQuestionsOf(ctx, surveyId)).map((question) => ({
    ...question,
    counts: counts.get(question.id) ?? none,
  }))
  const question = asked.question
    ? questions.find(({ id }) => id === asked.question)
    : (questions.find((one) => one.counts[asked.state] > 0) ?? questions[0])
  if (asked.question && !question) throw notFound('题目')
  const { id, title, consultationId } = survey
  const texts = question ? await textsOf(ctx, surveyId, question.id, asked) : []
  const more = texts.length > pageSize
  const shown = texts.slice(0, pageSize)
  const themes = await themesOf(ctx, surveyId)
  return {
    ...{ survey: { id, title, consultationId }, questions, question: question ?? null },
    themes: themes.filter(({ questionId }) => questionId === question?.id),
    texts: shown,
    next: more ? (shown.at(-1)?.id ?? null) : null,
    mayModerate: hasPermission(ctx, 'survey.moderate'),
    mayWrite: hasPermission(ctx, 'survey.write', survey) && (await areResultsEditable(ctx, surveyId)),
  }
}

/** The question must have been public: until then there is nothing to write about. */
async function areResultsEditable(ctx: Ctx, surveyId: number): Promise<boolean> {
  if ((await publishedVersions(ctx, surveyId)).length === 0) return false
  const row = await resultRow(ctx, surveyId)
  return row === undefined || isEditable(stateAfter(await stepsOf(ctx, 'survey-result', row.id)))
}

async function textsOf(
  ctx: Ctx,
  surveyId: number,
  questionId: string,
  { state, theme, after }: TextsAsked,
): Promise<DeskText[]> {
  const rows = await ctx.db
    .select({ ...textColumns, reason: refusalReason() })
    .from(surveyTexts)
    .where(
      and(
        eq(surveyTexts.surveyId, surveyId),
        eq(surveyTexts.questionId, questionId),
        eq(textState(), state),
        after === undefined ? undefined : gt(surveyTexts.id, after),
        theme === undefined ? undefined : underTheme(theme),
      ),
    )
    .orderBy(asc(surveyTexts.id))
    .limit(pageSize + 1)
  const themes = await themesOfTexts(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, body, shown, quotedAt, commentId, reason, state: at }) => ({
    ...{ id, state: at, body, commentId, reason: at === 'refused' ? reason : null },
    shown: at === 'waiting' || shown === '' ? body : shown,
    suggestion: proposeMasking(body),
    findings: findingsOfComment(body),
    themeIds: themes.get(id) ?? [],
    isQuoted: quotedAt !== null,
  }))
}

/** 0: under no theme yet. */
function underTheme(theme: number): SQL {
  return theme === 0
    ? sql`not exists (select 1 from survey_text_themes p where p.text_id = survey_texts.id)`
    : sql`exists (select 1 from survey_text_themes p where p.text_id = survey_texts.id and p.theme_id = ${theme})`
}

function refusalReason(): SQL<string | null> {
  return sql<string | null>`(select r.reason from steps r where r.subject = 'survey-text'
    and r.subject_id = survey_texts.id and r.kind = 'refused' order by r.id desc limit 1)`
}
