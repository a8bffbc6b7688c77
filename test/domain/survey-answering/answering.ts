import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { NewAnswers } from '~/app/domain/survey-answering/submit.server'
import type { Db } from '~/db/client'
import { surveyAnswers, surveyBox, surveyParticipations, surveyTexts } from '~/db/schema/survey-answers'

/** A form for `carSurvey` from somebody without a car, with a key of its own. */
export function answersWithoutCar(more: Partial<NewAnswers> = {}): NewAnswers {
  return { key: newKey(), version: 1, way: 'online', answers: { car: 'none' }, ...more }
}

export function newKey(): string {
  return randomBytes(16).toString('base64url')
}

/** What the database holds of a survey's answers. */
export async function storedOf(db: Db, surveyId: number) {
  return {
    box: await db.select().from(surveyBox).where(eq(surveyBox.surveyId, surveyId)),
    answers: await db.select().from(surveyAnswers).where(eq(surveyAnswers.surveyId, surveyId)),
    texts: await db.select().from(surveyTexts).where(eq(surveyTexts.surveyId, surveyId)),
    marks: await db.select().from(surveyParticipations).where(eq(surveyParticipations.surveyId, surveyId)),
  }
}
