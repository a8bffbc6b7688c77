import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { departments } from '~/db/schema/people'
import { surveyConclusions, surveyResults, surveys, surveyVersions } from '~/db/schema/surveys'
import type { Documents } from '../targets'
import { publishedAt, seconds, yearOf } from './public'

/** People look for 问卷 whether the title says so or not. */
const kindWords = '问卷调查'

export async function surveyDocuments(db: Db, ids: number[]): Promise<Documents> {
  const published = await publishedAt(db, 'survey', ids)
  const shown = [...published.keys()]
  const rows = await db
    .select({ survey: surveys, department: departments.name })
    .from(surveys)
    .innerJoin(departments, eq(departments.id, surveys.departmentId))
    .where(inArray(surveys.id, shown))
  const questions = await questionsOf(db, shown)
  const results = await publicResults(db, shown)
  const things = rows.map(({ survey, department }) => {
    const { id, title, purpose, audience } = survey
    const at = published.get(id) as Date
    const result = results.get(id)
    return {
      id: `survey-${id}`,
      kind: 'survey' as const,
      thingId: id,
      title,
      documentNumber: '',
      numberKey: '',
      department,
      year: yearOf(at),
      publishedAt: seconds(at),
      state: result === undefined ? 'survey' : 'results',
      labels: [],
      body: [kindWords, purpose, audience, ...(questions.get(id) ?? []), ...(result ?? [])]
        .filter((words) => words)
        .join('\n'),
    }
  })
  return { things, clauses: [] }
}

/** What the newest published version asks; the one in work is nobody's business yet (invariant 9). */
async function questionsOf(db: Db, ids: number[]): Promise<Map<number, string[]>> {
  const rows = await db
    .select({ id: surveyVersions.surveyId, definition: surveyVersions.definition })
    .from(surveyVersions)
    .where(and(inArray(surveyVersions.surveyId, ids), isNotNull(surveyVersions.publishedAt)))
    .orderBy(asc(surveyVersions.surveyId), asc(surveyVersions.number))
  return new Map(
    rows.map(({ id, definition }) => [
      id,
      definition.pages.flatMap((page) => page.questions.map((question) => question.title)),
    ]),
  )
}

/** The results have a sign-off of their own: until then nobody finds a word of them. */
async function publicResults(db: Db, surveyIds: number[]): Promise<Map<number, string[]>> {
  const rows = await db
    .select({
      id: surveyResults.id,
      surveyId: surveyResults.surveyId,
      introduction: surveyResults.introduction,
    })
    .from(surveyResults)
    .where(inArray(surveyResults.surveyId, surveyIds))
  const published = await publishedAt(
    db,
    'survey-result',
    rows.map(({ id }) => id),
  )
  const words = new Map<number, string[]>()
  for (const { id, surveyId, introduction } of rows)
    if (published.has(id)) words.set(surveyId, [introduction])
  const conclusions = await db
    .select({ surveyId: surveyConclusions.surveyId, finding: surveyConclusions.finding })
    .from(surveyConclusions)
    .where(inArray(surveyConclusions.surveyId, [...words.keys()]))
    .orderBy(asc(surveyConclusions.surveyId), asc(surveyConclusions.position))
  for (const { surveyId, finding } of conclusions) words.get(surveyId)?.push(finding)
  return words
}
