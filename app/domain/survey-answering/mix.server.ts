import { randomInt } from 'node:crypto'
import { asc, eq, inArray, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockSurvey } from '~/app/domain/surveys/row.server'
import { fewest } from '~/app/domain/surveys/types'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { surveyAnswers, surveyBox, surveyTexts } from '~/db/schema/survey-answers'
import type { SurveyDefinition } from '~/db/schema/survey-definition'
import { surveys, surveyVersions } from '~/db/schema/surveys'
import { partWords } from './parted'
import { randomId } from './random-id'
import { type Boxed, openBoxed } from './seal.server'

// A pool mix. As long as a survey runs, at least ten answers leave the box together, and ten others, drawn by lot, stay
// behind: whoever looks at the database again and again cannot say who came with whom, and none is left over alone when
// the survey closes. Then all the rest goes, and every row is written anew in an order that says nothing.

const mostAtOnce = 1000

/** Moves answers out of the box; gives how many. `all`: everything of this survey, which has closed. */
export async function mixAnswers(ctx: Ctx, { all }: { all?: number } = {}): Promise<number> {
  if (all !== undefined) return transact(ctx, (tx) => emptyBox(tx, all))
  let mixed = 0
  const failures: unknown[] = []
  for (const { id, waiting, isClosing } of await boxesToMix(ctx)) {
    try {
      if (isClosing) mixed += await transact(ctx, (tx) => emptyBox(tx, id))
      else if (waiting >= 2 * fewest) mixed += await mixPool(ctx, id)
    } catch (error) {
      // One survey does not keep the others waiting.
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return mixed
}

/** `isClosing`: it has closed, and what waited then has not been mixed. What paper adds later waits for nine others. */
async function boxesToMix(ctx: Ctx) {
  const now = ctx.now.toISOString()
  return ctx.db
    .select({
      id: surveys.id,
      waiting: sql<number>`count(*)::int`,
      isClosing: sql<boolean>`${surveys.closesAt} <= ${now} and not exists (select 1 from audit
        where audit.subject = 'survey' and audit.subject_id = ${surveys.id}::text
          and audit.action = 'survey.box-emptied')`,
    })
    .from(surveyBox)
    .innerJoin(surveys, eq(surveys.id, surveyBox.surveyId))
    .groupBy(surveys.id)
    .orderBy(asc(surveys.id))
}

async function mixPool(ctx: Ctx, surveyId: number): Promise<number> {
  let mixed = 0
  for (;;) {
    const moved = await transact(ctx, async (tx) => {
      // What another process has in hand is left to it.
      const rows = await tx.db
        .select()
        .from(surveyBox)
        .where(eq(surveyBox.surveyId, surveyId))
        .limit(mostAtOnce)
        .for('update', { skipLocked: true })
      if (rows.length < 2 * fewest) return 0
      const leaving = shuffle(rows).slice(fewest)
      await move(tx, surveyId, leaving)
      await recordMixed(tx, surveyId, 'survey.mixed', leaving.length)
      return leaving.length
    })
    mixed += moved
    if (moved < mostAtOnce - fewest) return mixed
  }
}

/** The last mixing of a survey that has closed, and of what was added since. */
async function emptyBox(tx: Ctx, surveyId: number): Promise<number> {
  // No answer comes in meanwhile.
  const survey = await lockSurvey(tx, surveyId, 'no key update')
  if (tx.now < survey.closesAt)
    throw new Refusal(409, '问卷还没有截止，答案至少要和另外九份一起混合以后才能打开。')
  const rows = await tx.db.select().from(surveyBox).where(eq(surveyBox.surveyId, surveyId)).for('update')
  if (rows.length === 0) return 0
  await move(tx, surveyId, shuffle(rows))
  await rewriteInRandomOrder(tx, surveyId)
  await recordMixed(tx, surveyId, 'survey.box-emptied', rows.length)
  return rows.length
}

type Waiting = typeof surveyBox.$inferSelect

async function move(tx: Ctx, surveyId: number, leaving: Waiting[]): Promise<void> {
  for (let from = 0; from < leaving.length; from += mostAtOnce) {
    const rows = leaving.slice(from, from + mostAtOnce)
    const opened = rows.map(({ sealed }) => openBoxed(sealed))
    if (opened.some((one) => one.surveyId !== surveyId))
      throw new Error('answers of another survey in the box')
    const definitions = await definitionsOf(tx, opened)
    const answers: (typeof surveyAnswers.$inferInsert)[] = []
    const texts: (typeof surveyTexts.$inferInsert)[] = []
    for (const { versionId, way, day, answers: given } of opened) {
      const parted = partWords(definitions.get(versionId) as SurveyDefinition, given)
      answers.push({ id: randomId(tx), surveyId, versionId, way, day, answers: parted.answers })
      for (const words of parted.words) texts.push({ id: randomId(tx), surveyId, versionId, ...words })
    }
    await tx.db.delete(surveyBox).where(
      inArray(
        surveyBox.id,
        rows.map(({ id }) => id),
      ),
    )
    await tx.db.insert(surveyAnswers).values(byId(answers))
    for (let at = 0; at < texts.length; at += mostAtOnce)
      await tx.db.insert(surveyTexts).values(byId(texts).slice(at, at + mostAtOnce))
  }
}

/** The ids are random: so is this order, and it is another one for the words than for the answers. */
function byId<T extends { id: number }>(rows: T[]): T[] {
  return rows.toSorted((one, other) => one.id - other.id)
}

async function definitionsOf(tx: Ctx, opened: Boxed[]): Promise<Map<number, SurveyDefinition>> {
  const rows = await tx.db
    .select({ id: surveyVersions.id, definition: surveyVersions.definition })
    .from(surveyVersions)
    .where(inArray(surveyVersions.id, [...new Set(opened.map(({ versionId }) => versionId))]))
  return new Map(rows.map(({ id, definition }) => [id, definition]))
}

/**
 * Marks in their own order, answers under new random ids in the order of these: which were written together, and which
 * last, can no longer be seen. The ids come from the strong source of PostgreSQL.
 */
async function rewriteInRandomOrder(tx: Ctx, surveyId: number): Promise<void> {
  await tx.db.execute(sql`with taken as (delete from survey_participations where survey_id = ${surveyId} returning *)
    insert into survey_participations (survey_id, mark) select survey_id, mark from taken order by mark`)
  await tx.db.execute(sql`with taken as (delete from survey_answers where survey_id = ${surveyId} returning *),
    renamed as (select ('x' || lpad(left(replace(gen_random_uuid()::text, '-', ''), 12), 16, '0'))::bit(64)::bigint
      as new_id, taken.* from taken)
    insert into survey_answers (id, survey_id, version_id, way, day, answers)
    select new_id, survey_id, version_id, way, day, answers from renamed order by new_id`)
}

/** One entry for all that were mixed together; none for any of them. */
function recordMixed(tx: Ctx, surveyId: number, action: string, count: number): Promise<void> {
  return record(tx, {
    ...{ action, subject: 'survey', id: surveyId, after: { count } },
    tags: [`survey:${surveyId}`],
  })
}

function shuffle<T>(rows: T[]): T[] {
  const order = [...rows]
  for (let at = order.length - 1; at > 0; at--) {
    const other = randomInt(at + 1)
    ;[order[at], order[other]] = [order[other] as T, order[at] as T]
  }
  return order
}
