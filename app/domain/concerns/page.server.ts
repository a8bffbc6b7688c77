import { eq } from 'drizzle-orm'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { maskPrivateData } from '~/app/domain/comments/private-data'
import type { Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import { concerns } from '~/db/schema/concerns'
import { paragraphsOf, publicResponsesOf } from './answers.server'
import { rowOf, selectPublicConcerns } from './read.server'
import { describeSubject } from './subject.server'
import { eventsOf } from './timeline.server'
import type { ConcernEvent, ConcernRow, PublicResponse, Reference } from './types'

export type ConcernPage = ConcernRow & {
  paragraphs: string[]
  /** The citizen's own words, only where they agreed, and masked (L2, L3). */
  citizenWords: string[] | null
  about: Reference | null
  responses: PublicResponse[]
  events: ConcernEvent[]
}

/** Everything the public reads about one concern. */
export async function concernPage(ctx: Ctx, id: number): Promise<ConcernPage> {
  const [selected] = await selectPublicConcerns(ctx).where(eq(concerns.id, id))
  if (!selected) throw await whyNotThere(ctx, id)
  const row = rowOf(selected, ctx.now)
  const [concern] = await ctx.db.select().from(concerns).where(eq(concerns.id, id))
  if (!concern) throw notFound('关切')
  const responses = await publicResponsesOf(ctx, id)
  return {
    ...row,
    paragraphs: paragraphsOf(row.summary),
    citizenWords: concern.publishWords ? paragraphsOf(maskPrivateData(concern.body)) : null,
    about: await describeSubject(ctx, concern),
    responses,
    events: await eventsOf(ctx, { ...row, responses }),
  }
}

/** What was public once and was taken down says so (410); anything else is simply not there. */
async function whyNotThere(ctx: Ctx, id: number): Promise<Refusal> {
  const past = (await stepsOf(ctx, 'concern', id)).filter((step) => step.at <= ctx.now)
  const isTakenDown = past.some((step) => step.kind === 'withdrawn')
  return isTakenDown ? new Refusal(410, '这条关切曾经公开，后来由办理部门撤下。') : notFound('关切')
}
