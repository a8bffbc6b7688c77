import { eq } from 'drizzle-orm'
import { addConclusion, decideConclusion } from '~/app/domain/survey-results/conclusions.server'
import { takeTextsIntoLedger } from '~/app/domain/survey-results/ledger.server'
import { keepTexts, refuseTexts } from '~/app/domain/survey-results/moderate-texts.server'
import { saveIntroduction, takeResultStep } from '~/app/domain/survey-results/publish-result.server'
import { addTheme, quoteTexts, themeTexts } from '~/app/domain/survey-results/themes.server'
import { surveyTexts } from '~/db/schema/survey-answers'
import type { SownSurvey } from './sow-surveys'
import type { ResultsSeed } from './survey-types'

type Text = { id: number; questionId: string; body: string }

/** What people wrote is read, and what was decided because of the answers becomes public with them. */
export async function sowResults(sown: SownSurvey): Promise<void> {
  const { seed, moments } = sown
  if (seed.ledgerDay !== undefined) await takeUp(seed.ledgerDay, sown)
  if (!seed.results) return
  const { results } = seed
  await moderate(results, sown, moments.at(results.day - 8, '10:00'))
  await sort(results, sown)
  await conclude(results, sown)
}

/** What was written beside a consultation goes into its ledger as soon as it may be public. */
async function takeUp(day: number, sown: SownSurvey): Promise<void> {
  const { id, moments, staff, cast } = sown
  const ids = (await textsOf(sown)).map((text) => text.id)
  await keepTexts(cast.as('moderator', 'office', moments.at(day, '10:00')), id, { ids })
  await takeTextsIntoLedger(staff('drafter', moments.at(day, '15:00')), id, ids)
}

async function moderate(results: ResultsSeed, sown: SownSurvey, at: Date): Promise<void> {
  const moderator = sown.cast.as('moderator', 'office', at)
  const texts = await textsOf(sown)
  const refused = new Set<number>()
  for (const { marks, rule, note } of results.refused) {
    const ids = marked(texts, marks)
    if (ids.length > 0) await refuseTexts(moderator, sown.id, { ids, rule, note })
    for (const id of ids) refused.add(id)
  }
  const kept = texts.filter(({ id }) => !refused.has(id)).map(({ id }) => id)
  await keepTexts(moderator, sown.id, { ids: kept })
}

async function sort(results: ResultsSeed, sown: SownSurvey): Promise<void> {
  const { id, moments, staff } = sown
  const drafter = staff('drafter', moments.at(results.day - 6, '15:00'))
  const texts = await textsOf(sown)
  for (const [questionId, themes] of Object.entries(results.themes)) {
    const own = texts.filter((text) => text.questionId === questionId)
    for (const { label, marks } of themes) {
      const themeId = await addTheme(drafter, id, { questionId, label })
      const ids = marked(own, marks)
      if (ids.length > 0) await themeTexts(drafter, id, { ids, themeId, isIn: true })
    }
  }
  // The same words came more than once: they are quoted once.
  const quoted = results.quoted.flatMap((mark) => marked(texts, [mark]).slice(0, 1))
  if (quoted.length > 0) await quoteTexts(drafter, id, { ids: quoted, isQuoted: true })
}

async function conclude(results: ResultsSeed, { id, moments, staff }: SownSurvey): Promise<void> {
  const drafter = staff('drafter', moments.at(results.day - 4, '11:00'))
  await saveIntroduction(drafter, id, results.introduction)
  for (const { finding, questionIds, decision, reason } of results.conclusions) {
    const conclusionId = await addConclusion(drafter, id, { finding, questionIds })
    await decideConclusion(drafter, id, { conclusionId, decision, reason })
  }
  await takeResultStep(staff('drafter', moments.at(results.day - 2, '16:00')), id, 'submitted')
  await takeResultStep(staff('issuer', moments.at(results.day, '09:30')), id, 'published')
}

async function textsOf({ id, cast, moments }: SownSurvey): Promise<Text[]> {
  return cast
    .citizen(moments.now)
    .db.select({ id: surveyTexts.id, questionId: surveyTexts.questionId, body: surveyTexts.body })
    .from(surveyTexts)
    .where(eq(surveyTexts.surveyId, id))
    .orderBy(surveyTexts.id)
}

function marked(texts: Text[], marks: string[]): number[] {
  return texts.filter(({ body }) => marks.some((mark) => body.includes(mark))).map(({ id }) => id)
}
