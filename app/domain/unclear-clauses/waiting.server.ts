import { type SQL, sql } from 'drizzle-orm'
import { isPublicAsWell } from '~/app/domain/audit/published.server'
import type { Ctx } from '~/app/server/context'
import { unclearAnswers, unclearMarks } from '~/db/schema/unclear-clauses'

/** A mark that nothing public answers: none was given yet, or the interpretation has been withdrawn since. */
export function isWaiting(ctx: Ctx): SQL {
  return sql`(${unclearMarks.answerId} is null or not exists (select 1 from ${unclearAnswers}
    where ${unclearAnswers.id} = ${unclearMarks.answerId}
    and ${isPublicAsWell('interpretation', unclearAnswers.interpretationId, ctx.now)}))`
}
