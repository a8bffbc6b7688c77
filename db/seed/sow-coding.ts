import { asc, eq } from 'drizzle-orm'
import { codePoint } from '~/app/domain/coding/code.server'
import { drawSample } from '~/app/domain/coding/sample.server'
import { codings, issues } from '~/db/schema/issues'
import type { Cast } from './cast'
import type { Moments } from './moments'
import type { Day } from './types'

/** A second person places a sample again, and is of another mind with about one point in six. */
export async function sowSecondCoding(
  consultationId: number,
  department: string,
  cast: Cast,
  moments: Moments,
  day: Day,
): Promise<void> {
  const { id } = await drawSample(cast.as('drafter', department, moments.at(day, '09:20')), consultationId)
  const second = cast.as('reviewer', department, moments.at(day, '15:30'))
  const choices = await second.db
    .select({ id: issues.id })
    .from(issues)
    .where(eq(issues.consultationId, consultationId))
    .orderBy(asc(issues.id))
  const sampled = await second.db
    .select({ pointId: codings.pointId, first: codings.firstIssueId })
    .from(codings)
    .where(eq(codings.sampleId, id))
    .orderBy(asc(codings.pointId))
  for (const [at, { pointId, first }] of sampled.entries()) {
    const own = choices.findIndex((issue) => issue.id === first)
    const other = choices[(own + 1 + (at % 3)) % choices.length]?.id ?? first
    // Once none of the issues seems to fit.
    const choice = at % 6 !== 5 ? first : at === 29 ? null : other
    await codePoint(second, id, pointId, choice)
  }
}
