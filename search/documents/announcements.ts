import { eq, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client'
import { announcements } from '~/db/schema/matters'
import { departments } from '~/db/schema/people'
import type { Documents } from '../targets'
import { publishedAt, seconds, yearOf } from './public'

export async function announcementDocuments(db: Db, ids: number[]): Promise<Documents> {
  const published = await publishedAt(db, 'announcement', ids)
  const rows = await db
    .select({ announcement: announcements, department: departments.name })
    .from(announcements)
    .innerJoin(departments, eq(departments.id, announcements.departmentId))
    .where(inArray(announcements.id, [...published.keys()]))
  const things = rows.map(({ announcement, department }) => {
    const at = published.get(announcement.id) as Date
    return {
      id: `announcement-${announcement.id}`,
      kind: 'announcement' as const,
      thingId: announcement.id,
      title: announcement.title,
      documentNumber: '',
      numberKey: '',
      department,
      year: yearOf(at),
      publishedAt: seconds(at),
      state: 'notice',
      labels: [],
      body: [announcement.place, announcement.body].join('\n'),
    }
  })
  return { things, clauses: [] }
}
