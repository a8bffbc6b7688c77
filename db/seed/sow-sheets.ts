import { and, eq } from 'drizzle-orm'
import { transact } from '~/app/domain/audit/record.server'
import { typeSheet } from '~/app/domain/survey-sheets/sheet-fields'
import { enterAgain, enterSheet, settleSheet } from '~/app/domain/survey-sheets/sheets.server'
import { placesOf } from '~/app/domain/surveys/row.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { surveySheets } from '~/db/schema/survey-answers'
import { createRandom, type Random } from './random'
import { answersTo, definitionOf, type SownSurvey } from './sow-surveys'
import type { SurveySeed } from './survey-types'

/** Sheets of paper; a sample is entered again where the department has somebody else to do so, with a slip now and then. */
export async function sowSheets(
  { paper, randomness, answersOf }: NonNullable<SurveySeed['people']>,
  sown: SownSurvey,
): Promise<void> {
  const { id, seed, moments, staff } = sown
  const random = createRandom(randomness + 1)
  // Which sheets are entered again differs from place to place: it must not change who answered.
  const slips = createRandom(randomness + 2)
  const version = seed.mended ? 2 : 1
  const definition = definitionOf(seed, version)
  const questions = questionsOf(definition)
  const day = Math.min(seed.closesDay - 1, -1)
  const clerk = staff('drafter', moments.at(day, '15:00'))
  const second = staff('moderator', moments.at(day, '17:00'))
  const setting = { places: await placesOf(clerk) }
  for (let at = 1; at <= paper; at += 1) {
    const number = String(at).padStart(3, '0')
    const typed = typeSheet(questions, answersTo(definition, answersOf(random)), setting)
    const read = (name: string) => typed[name] ?? ''
    await transact(clerk, (tx) => enterSheet(tx, id, { number, version, typed: read }))
    if (second.actor.kind === 'staff') await enterSecond(second, sown, { number, typed }, slips)
  }
}

async function enterSecond(
  clerk: Ctx,
  { id }: SownSurvey,
  { number, typed }: { number: string; typed: Record<string, string> },
  slips: Random,
): Promise<void> {
  const [sheet] = await clerk.db
    .select({ id: surveySheets.id, sampled: surveySheets.sampled })
    .from(surveySheets)
    .where(and(eq(surveySheets.surveyId, id), eq(surveySheets.number, number)))
  if (!sheet?.sampled) return
  // The clerk's finger slips on the first question of the sheet.
  const [first] = Object.keys(typed)
  const slipped =
    slips.chance(0.25) && first ? { ...typed, [first]: typed[first] === '1' ? '2' : '1' } : typed
  const { differed } = await transact(clerk, (tx) =>
    enterAgain(tx, id, sheet.id, (name) => slipped[name] ?? ''),
  )
  if (differed === 0) return
  const settle = { choiceOf: () => 'first' as const, typed: () => '' }
  await transact(clerk, (tx) => settleSheet(tx, id, sheet.id, settle))
}
