import { type AnyColumn, and, eq, lte, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { steps } from '~/db/schema/audit'
import type { Subject } from './record.server'

/** The step by which a thing became public; there is at most one, so a join on it adds no rows. */
export const publishedStep = alias(steps, 'published')

/** The condition of a join on `publishedStep`: public at `now`, and not withdrawn (invariant 9). */
export function isPublic(subject: Subject, id: AnyColumn, now: Date): SQL {
  const withdrawn = sql`select 1 from ${steps} as withdrawn where withdrawn.subject = ${subject}
    and withdrawn.subject_id = ${id} and withdrawn.kind = 'withdrawn' and withdrawn.at <= ${now.toISOString()}`
  return and(
    eq(publishedStep.subject, subject),
    eq(publishedStep.subjectId, id),
    eq(publishedStep.kind, 'published'),
    lte(publishedStep.at, now),
    sql`not exists (${withdrawn})`,
  ) as SQL
}

/** The same as a condition of its own, where `publishedStep` is joined for another thing already. */
export function isPublicAsWell(subject: Subject, id: AnyColumn, now: Date): SQL {
  const hasStep = (kind: 'published' | 'withdrawn') => sql`exists (select 1 from ${steps} as step
    where step.subject = ${subject} and step.subject_id = ${id} and step.kind = ${kind} and step.at <= ${now.toISOString()})`
  return sql`(${hasStep('published')} and not ${hasStep('withdrawn')})`
}
