import { and, asc, inArray, lt, sql } from 'drizzle-orm'
import { recordAll } from '~/app/domain/audit/record.server'
import { addDays, dayOf } from '~/app/domain/calendar'
import type { Ctx } from '~/app/server/context'
import {
  surveyAnswers,
  surveyBox,
  surveyDrafts,
  surveyParticipations,
  surveyTexts,
} from '~/db/schema/survey-answers'
import { surveys } from '~/db/schema/surveys'

const keptFor = 730 * 24 * 3_600_000

/**
 * L1: what is kept no longer. A draft that nobody goes on with, or whose survey closed a day ago; two years after the
 * closing the answers, the words and the marks of who took part. The published figures stay.
 */
export async function forgetSurveys(tx: Ctx): Promise<void> {
  const today = dayOf(tx.now)
  await tx.db.delete(surveyDrafts).where(lt(surveyDrafts.expiresOn, today))
  const closedBefore = new Date(`${addDays(today, -1)}T00:00:00+08:00`)
  await tx.db
    .delete(surveyDrafts)
    .where(
      inArray(
        surveyDrafts.surveyId,
        tx.db.select({ id: surveys.id }).from(surveys).where(lt(surveys.closesAt, closedBefore)),
      ),
    )
  const rows = await tx.db
    .select({ id: surveys.id })
    .from(surveys)
    .where(and(lt(surveys.closesAt, new Date(tx.now.getTime() - keptFor)), hasAnswers))
    .orderBy(asc(surveys.id))
    .for('no key update')
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return
  for (const table of [surveyParticipations, surveyBox, surveyAnswers, surveyTexts])
    await tx.db.delete(table).where(inArray(table.surveyId, ids))
  await recordAll(
    tx,
    ids.map((id) => ({ action: 'survey.answers-forgotten', subject: 'survey' as const, id })),
  )
}

const hasAnswers = sql`(${sql.join(
  [surveyParticipations, surveyBox, surveyAnswers, surveyTexts].map(
    (table) => sql`exists (select 1 from ${table} where survey_id = surveys.id)`,
  ),
  sql` or `,
)})`
