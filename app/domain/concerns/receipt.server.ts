import { eq } from 'drizzle-orm'
import { readCode } from '~/app/domain/audit/codes'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { publicStep } from '~/app/domain/audit/transitions'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { concerns } from '~/db/schema/concerns'
import { departments } from '~/db/schema/people'
import { publicResponsesOf } from './answers.server'
import { clockOf, deadlineOf } from './rules'
import { describeSubject } from './subject.server'
import { eventsOf } from './timeline.server'
import { newestTriageOf } from './triage.server'
import type { ConcernReceipt } from './types'

/** What the holder of the code sees: where it is, until when, and the answer, also of a concern that is not public. */
export async function concernReceipt(ctx: Ctx, code: string): Promise<ConcernReceipt | null> {
  const read = readCode(code)
  if (!read) return null
  const [concern] = await ctx.db.select().from(concerns).where(eq(concerns.code, read))
  if (!concern) return null
  const { id, receivedAt, body, kind, original } = concern
  const triage = await newestTriageOf(ctx, id)
  const responses = await publicResponsesOf(ctx, id)
  const answeredAt = responses.at(-1)?.publishedAt ?? null
  const deadline = deadlineOf(triage?.severity ?? 'ordinary', receivedAt, {
    site: original.page !== undefined,
  })
  const clock = clockOf(deadline, answeredAt, ctx.now)
  const isPublicNow = publicStep(await stepsOf(ctx, 'concern', id), ctx.now) !== undefined
  return {
    code: read,
    kind,
    body,
    page: original.page ?? null,
    receivedAt,
    about: await describeSubject(ctx, concern),
    department: triage ? await departmentName(ctx, triage.departmentId) : null,
    clock,
    events: await eventsOf(ctx, { id, receivedAt, clock, responses }),
    responses,
    href: isPublicNow ? paths.concern(id) : null,
  }
}

async function departmentName(ctx: Ctx, id: number): Promise<string | null> {
  const [row] = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.id, id))
  return row?.name ?? null
}
