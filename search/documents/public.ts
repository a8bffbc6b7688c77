import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { steps, type subjects } from '~/db/schema/audit'

type Subject = (typeof subjects)[number]

/** When each of these things became public; what is not public, or was withdrawn, is not in the map (invariant 9). */
export async function publishedAt(db: Db, subject: Subject, ids: number[]): Promise<Map<number, Date>> {
  const rows = await db
    .select({
      id: steps.subjectId,
      published: sql<string | null>`max(${steps.at}) filter (where ${steps.kind} = 'published')`,
      withdrawn: sql<string | null>`max(${steps.at}) filter (where ${steps.kind} = 'withdrawn')`,
    })
    .from(steps)
    .where(and(eq(steps.subject, subject), inArray(steps.subjectId, ids)))
    .groupBy(steps.subjectId)
  const isPublic = rows.filter((row) => row.published !== null && row.withdrawn === null)
  return new Map(isPublic.map((row) => [row.id, new Date(row.published as string)]))
}

export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

const year = new Intl.DateTimeFormat('en', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
})

export function yearOf(at: Date): number {
  return Number(year.format(at))
}
