import type { Db } from '~/db/client'
import type { Documents, SearchTarget, ThingKind } from '../targets'
import { activityDocuments } from './activities'
import { announcementDocuments } from './announcements'
import { concernDocuments } from './concerns'
import { consultationDocuments } from './consultations'
import { departmentDocuments } from './departments'
import { interpretationDocuments } from './interpretations'
import { matterDocuments } from './matters'
import { policyDocuments } from './policies'
import { surveyDocuments } from './surveys'

const readers: Record<ThingKind, (db: Db, ids: number[]) => Promise<Documents>> = {
  policy: policyDocuments,
  consultation: consultationDocuments,
  interpretation: interpretationDocuments,
  matter: matterDocuments,
  concern: concernDocuments,
  activity: activityDocuments,
  survey: surveyDocuments,
  announcement: announcementDocuments,
  department: departmentDocuments,
}

/** The documents of those of these things that are public. One query or two for each kind, however many things. */
export async function readDocuments(db: Db, targets: SearchTarget[]): Promise<Documents> {
  const all: Documents = { things: [], clauses: [] }
  for (const [kind, read] of Object.entries(readers)) {
    const ids = targets.filter((target) => target.kind === kind).map((target) => target.id)
    if (ids.length === 0) continue
    const { things, clauses } = await read(db, ids)
    all.things.push(...things)
    all.clauses.push(...clauses)
  }
  return all
}
