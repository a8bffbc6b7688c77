import { desc, eq } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { lockState, takeSignOffStep } from '~/app/domain/audit/sign-off.server'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import type { Finding } from '~/app/domain/findings'
import { requirePermission } from '~/app/domain/people/permissions'
import { placesOfClauses } from '~/app/domain/texts/places.server'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal, refuseIfBlocked } from '~/app/server/errors'
import { responseCitations, responses } from '~/db/schema/concerns'
import { responseFindings } from './rules'
import { publicTitles } from './subject.server'
import { tagsOfConcern } from './tags.server'
import { lockConcern, newestTriageOf } from './triage.server'

type NewResponse = {
  concernId: number
  body: string
  /** Name and office, as published. */
  spokesperson: string
  clauseIds: number[]
  interpretationIds: number[]
}

/** Saves the next version; earlier ones stay. It may cite only what the public can read. */
export async function saveResponse(
  ctx: Ctx,
  given: NewResponse,
): Promise<{ responseId: number; version: number }> {
  if (given.body.trim() === '')
    throw new Refusal(422, '请写回应的正文。', { fields: { body: '请写回应的正文' } })
  const clauseIds = [...new Set(given.clauseIds)]
  const interpretationIds = [...new Set(given.interpretationIds)]
  return transact(ctx, async (tx) => {
    await lockConcern(tx, given.concernId)
    const departmentId = await handlingDepartment(tx, given.concernId)
    requirePermission(tx, 'response.write', { departmentId })
    await requirePublicCitations(tx, clauseIds, interpretationIds)
    const newest = await newestResponse(tx, given.concernId)
    const state = newest && (await lockState(tx, 'response', newest.id))
    if (state === 'submitted') {
      throw new Refusal(409, '上一稿正在发言人处审定。需要修改的，请先由发言人退回。')
    }
    if (
      newest &&
      state !== 'withdrawn' &&
      (await isSame(tx, newest, { ...given, clauseIds, interpretationIds }))
    ) {
      return { responseId: newest.id, version: newest.version }
    }
    const version = (newest?.version ?? 0) + 1
    const { concernId, body, spokesperson } = given
    const [row] = await tx.db
      .insert(responses)
      .values({
        concernId,
        version,
        departmentId,
        spokesperson,
        body,
        createdAt: tx.now,
        createdBy: accountIdOf(tx),
      })
      .returning({ id: responses.id })
    if (!row) throw new Error('insert gave no row')
    const citations = [
      ...clauseIds.map((clauseId) => ({ responseId: row.id, clauseId })),
      ...interpretationIds.map((interpretationId) => ({ responseId: row.id, interpretationId })),
    ]
    if (citations.length > 0) await tx.db.insert(responseCitations).values(citations)
    const after = { concernId, version, spokesperson, body, clauseIds, interpretationIds }
    await record(tx, { action: 'response.saved', subject: 'response', id: row.id, after })
    return { responseId: row.id, version }
  })
}

/** To the spokesperson. */
export async function submitResponse(ctx: Ctx, responseId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    const response = await lockNewestResponse(tx, responseId)
    refuseIfBlocked(await findingsOf(tx, response))
    await takeSignOffStep(tx, 'response', response, 'submitted')
    await record(tx, { action: 'response.submitted', subject: 'response', id: responseId })
  })
}

export async function returnResponse(ctx: Ctx, responseId: number, reason: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const response = await lockNewestResponse(tx, responseId)
    await takeSignOffStep(tx, 'response', response, 'returned', reason)
    await record(tx, { action: 'response.returned', subject: 'response', id: responseId, after: { reason } })
  })
}

/** By the spokesperson of the department that handles the concern. Its moment stops the clock (C1). */
export async function publishResponse(ctx: Ctx, responseId: number): Promise<void> {
  await transact(ctx, async (tx) => {
    const response = await lockNewestResponse(tx, responseId)
    const concern = await lockConcern(tx, response.concernId)
    refuseIfBlocked(await findingsOf(tx, response))
    await takeSignOffStep(tx, 'response', response, 'published')
    const isPublicNow = publicStep(await stepsOf(tx, 'concern', concern.id), tx.now) !== undefined
    const cited = await citationsOf(tx, responseId)
    await record(tx, {
      action: 'response.published',
      subject: 'response',
      id: responseId,
      after: { concernId: concern.id, version: response.version },
      // The answer to a concern that is not public is for the person who asked: the receipt shows it.
      ...(isPublicNow
        ? {
            search: [{ kind: 'concern', id: concern.id }],
            tags: await tagsOfConcern(tx, concern, [response.departmentId], cited),
          }
        : {}),
    })
  })
}

/** Takes an answer back, with the reason kept; an earlier public version becomes the current one again. */
export async function withdrawResponse(ctx: Ctx, responseId: number, reason: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const response = await lockNewestResponse(tx, responseId)
    const concern = await lockConcern(tx, response.concernId)
    await takeSignOffStep(tx, 'response', response, 'withdrawn', reason)
    const cited = await citationsOf(tx, responseId)
    await record(tx, {
      action: 'response.withdrawn',
      subject: 'response',
      id: responseId,
      after: { reason },
      search: [{ kind: 'concern', id: concern.id }],
      tags: await tagsOfConcern(tx, concern, [response.departmentId], cited),
    })
  })
}

type Response = typeof responses.$inferSelect

/** What the rules say about a response, for the desk page and for the steps alike (invariant 5). */
export async function findingsOf(ctx: Ctx, response: Response): Promise<Finding[]> {
  const { clauseIds, interpretationIds } = await citationsOf(ctx, response.id)
  const places = await placesOfClauses(ctx, clauseIds)
  const titles = await publicTitles(ctx, 'interpretation', interpretationIds)
  return responseFindings(response, await handlingDepartment(ctx, response.concernId), {
    unpublishedClauses: clauseIds.length - places.size,
    unpublishedInterpretations: interpretationIds.length - titles.size,
    cited: clauseIds.length + interpretationIds.length,
  })
}

export async function citationsOf(
  ctx: Ctx,
  responseId: number,
): Promise<{ clauseIds: number[]; interpretationIds: number[] }> {
  const rows = await ctx.db
    .select()
    .from(responseCitations)
    .where(eq(responseCitations.responseId, responseId))
    .orderBy(responseCitations.id)
  return {
    clauseIds: rows.flatMap((row) => row.clauseId ?? []),
    interpretationIds: rows.flatMap((row) => row.interpretationId ?? []),
  }
}

async function newestResponse(ctx: Ctx, concernId: number): Promise<Response | undefined> {
  const [row] = await ctx.db
    .select()
    .from(responses)
    .where(eq(responses.concernId, concernId))
    .orderBy(desc(responses.version))
    .limit(1)
  return row
}

async function lockNewestResponse(tx: Ctx, responseId: number): Promise<Response> {
  const [response] = await tx.db.select().from(responses).where(eq(responses.id, responseId))
  if (!response) throw notFound('回应')
  await lockConcern(tx, response.concernId)
  const newest = await newestResponse(tx, response.concernId)
  if (newest?.id !== responseId) throw new Refusal(409, '已有更新的一稿，请刷新页面，办理最新的一稿。')
  return response
}

async function handlingDepartment(ctx: Ctx, concernId: number): Promise<number> {
  const triage = await newestTriageOf(ctx, concernId)
  if (!triage) throw new Refusal(422, '这条关切还没有分办，请先确定承办部门。')
  return triage.departmentId
}

/** The same form sent twice is one version (invariant 7). */
async function isSame(tx: Ctx, newest: Response, given: NewResponse): Promise<boolean> {
  if (newest.body !== given.body || newest.spokesperson !== given.spokesperson) return false
  const cited = await citationsOf(tx, newest.id)
  return (
    `${cited.clauseIds}` === `${given.clauseIds}` &&
    `${cited.interpretationIds}` === `${given.interpretationIds}`
  )
}

async function requirePublicCitations(
  tx: Ctx,
  clauseIds: number[],
  interpretationIds: number[],
): Promise<void> {
  const places = await placesOfClauses(tx, clauseIds)
  const titles = await publicTitles(tx, 'interpretation', interpretationIds)
  if (places.size === clauseIds.length && titles.size === interpretationIds.length) return
  const message = '引用的条文或解读尚未公开，不能引用。请删去后再保存。'
  throw new Refusal(422, message, { fields: { clauseIds: message } })
}
