import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { type Failed, writeInBatches } from '~/app/domain/audit/receive-batch.server'
import { alreadyClosed, notYet } from '~/app/domain/surveys/open-now'
import { type StoredSurvey, statesOfSurveys } from '~/app/domain/surveys/row.server'
import type { SurveyState, SurveyWay } from '~/app/domain/surveys/types'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { surveyBox, surveyDrafts, surveyParticipations } from '~/db/schema/survey-answers'
import type { Answers } from '~/db/schema/survey-definition'
import { surveyQuotas, surveys } from '~/db/schema/surveys'
import { type Quota, takePlaces } from './quotas'
import { randomId } from './random-id'

/** Answers that are in order and sealed, ready to be put into the box. */
export type Received = {
  key: string
  surveyId: number
  /** The moment of the request. */
  at: Date
  way: SurveyWay
  /** For the quotas; what is kept of them is sealed. */
  answers: Answers
  formMark: Uint8Array
  /** Null where anyone may answer as often as they like. */
  personMark: Uint8Array | null
  draftMark: Uint8Array | null
  sealed: Uint8Array
}

/** `again`: this very form had been taken before; nothing was written now. */
export type Taken = { ok: true; again: boolean }

/**
 * Takes many in their order, up to 200 in one transaction: the marks, the places in the quotas, the sealed answers, or
 * nothing of it. Neither an audit entry nor a log line tells of one: when and in which order they came would say whose
 * answers are whose.
 */
export function receiveAll(ctx: Ctx, all: Received[]): Promise<(Taken | Failed)[]> {
  return writeInBatches<Received, Taken>(ctx, all, takeTogether)
}

// The locks in this order everywhere: surveys, quotas, participations, box.
async function takeTogether(tx: Ctx, batch: Received[]): Promise<Map<Received, Taken | Failed>> {
  const outcomes = new Map<Received, Taken | Failed>()
  const open = await refuseNotOpen(tx, batch, outcomes)
  const quotas = await lockQuotas(tx, open)
  const before = new Map(quotas.map(({ id, taken }) => [id, taken]))
  const fresh = await leaveMarks(tx, open)
  const unused = new Set(fresh)
  const taken: Received[] = []
  for (const received of open) {
    const outcome = decide(received, { fresh, unused, quotas })
    outcomes.set(received, outcome)
    if (!outcome.ok || outcome.again) continue
    for (const mark of marksOf(received)) unused.delete(nameOf(received, mark))
    taken.push(received)
  }
  await takeBackMarks(tx, open, unused)
  for (const { id, taken: now } of quotas)
    if (now !== before.get(id))
      await tx.db.update(surveyQuotas).set({ taken: now }).where(eq(surveyQuotas.id, id))
  await putIntoBox(tx, taken)
  return outcomes
}

type Standing = { fresh: Set<string>; unused: Set<string>; quotas: (Quota & { surveyId: number })[] }

function decide(received: Received, { fresh, unused, quotas }: Standing): Taken | Failed {
  const { surveyId, formMark, personMark, answers } = received
  if (!fresh.has(nameOf(received, formMark))) return { ok: true, again: true }
  if (personMark && !unused.has(nameOf(received, personMark))) return { ok: false, error: secondTime() }
  const full = takePlaces(
    quotas.filter((quota) => quota.surveyId === surveyId),
    answers,
  )
  return full ? { ok: false, error: noPlaceLeft(full) } : { ok: true, again: false }
}

function secondTime(): Refusal {
  return new Refusal(409, '您已经答过这份问卷，答案早已收到，一个人答一次就可以了。谢谢您！')
}

function noPlaceLeft({ label }: Quota): Refusal {
  return new Refusal(
    409,
    `谢谢您愿意回答。为了让各类人的意见都有合适的分量，“${label}”要问的人数已经够了，这次的答案没有收下，也没有计入结果。您填写的内容还留在您的草稿里，到期自动删除；您的意见还可以通过征求意见、来信等办法告诉我们。`,
  )
}

async function refuseNotOpen(
  tx: Ctx,
  batch: Received[],
  outcomes: Map<Received, Taken | Failed>,
): Promise<Received[]> {
  const ids = [...new Set(batch.map(({ surveyId }) => surveyId))]
  const rows = await tx.db
    .select()
    .from(surveys)
    .where(inArray(surveys.id, ids))
    .orderBy(asc(surveys.id))
    .for('share')
  const states = await statesOfSurveys(tx, rows)
  const found = new Map(rows.map((row) => [row.id, row]))
  return batch.filter((received) => {
    const error = notOpen(received, found.get(received.surveyId), states.get(received.surveyId))
    if (error) outcomes.set(received, { ok: false, error })
    return !error
  })
}

/** Each by the moment of its own request. Paper is entered later, too; until when, its desk knows. */
function notOpen({ at, way }: Received, survey?: StoredSurvey, state?: SurveyState): Refusal | null {
  if (!survey || !state || state === 'unpublished') return notFound('问卷')
  if (at < survey.opensAt) return notYet(survey)
  if (state === 'reported') return alreadyClosed(survey)
  return way === 'online' && at >= survey.closesAt ? alreadyClosed(survey) : null
}

function lockQuotas(tx: Ctx, open: Received[]): Promise<(Quota & { surveyId: number })[]> {
  const ids = [...new Set(open.map(({ surveyId }) => surveyId))]
  return tx.db
    .select()
    .from(surveyQuotas)
    .where(inArray(surveyQuotas.surveyId, ids))
    .orderBy(asc(surveyQuotas.id))
    .for('no key update')
}

/** The marks that nobody had left. In order of the marks: so no two batches wait for each other, and the order of the rows says nothing. */
async function leaveMarks(tx: Ctx, open: Received[]): Promise<Set<string>> {
  const rows = open.flatMap((received) =>
    marksOf(received).map((mark) => ({ surveyId: received.surveyId, mark: Buffer.from(mark) })),
  )
  if (rows.length === 0) return new Set()
  rows.sort((one, other) => one.surveyId - other.surveyId || Buffer.compare(one.mark, other.mark))
  const left = await tx.db.insert(surveyParticipations).values(rows).onConflictDoNothing().returning()
  return new Set(left.map((row) => nameOf(row, row.mark)))
}

/** Of who was refused nothing stays. */
async function takeBackMarks(tx: Ctx, open: Received[], unused: Set<string>): Promise<void> {
  for (const surveyId of new Set(open.map((received) => received.surveyId))) {
    const marks = open
      .filter((received) => received.surveyId === surveyId)
      .flatMap((received) => marksOf(received).filter((mark) => unused.has(nameOf(received, mark))))
    if (marks.length > 0)
      await tx.db
        .delete(surveyParticipations)
        .where(and(eq(surveyParticipations.surveyId, surveyId), inArray(surveyParticipations.mark, marks)))
  }
}

function marksOf({ formMark, personMark }: Received): Uint8Array[] {
  return personMark ? [formMark, personMark] : [formMark]
}

function nameOf({ surveyId }: { surveyId: number }, mark: Uint8Array): string {
  return `${surveyId} ${Buffer.from(mark).toString('base64')}`
}

/** In random order, under random ids. */
async function putIntoBox(tx: Ctx, taken: Received[]): Promise<void> {
  if (taken.length === 0) return
  const rows = taken.map(({ surveyId, sealed }) => ({ id: randomId(tx), surveyId, sealed }))
  await tx.db.insert(surveyBox).values(rows.toSorted((one, other) => one.id - other.id))
  const drafts = taken.flatMap(({ draftMark }) => (draftMark ? [Buffer.from(draftMark)] : []))
  if (drafts.length > 0) await tx.db.delete(surveyDrafts).where(inArray(surveyDrafts.mark, drafts))
}

/** How many have answered, mixed or not. */
export async function peopleSoFar(ctx: Ctx, surveyIds: number[]): Promise<Map<number, number>> {
  const counts = new Map(surveyIds.map((id) => [id, 0]))
  if (surveyIds.length === 0) return counts
  // In one statement: what is being mixed at this moment is counted once.
  const wanted = sql.join(
    surveyIds.map((id) => sql`${id}`),
    sql`, `,
  )
  const { rows } = await ctx.db.execute<{ survey_id: string; people: number }>(sql`
    select survey_id, count(*)::int as people from (
      select survey_id from survey_box where survey_id in (${wanted})
      union all select survey_id from survey_answers where survey_id in (${wanted})) as everyone
    group by survey_id`)
  for (const { survey_id, people } of rows) counts.set(Number(survey_id), people)
  return counts
}
