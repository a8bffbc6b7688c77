import type { Finding } from '~/app/domain/findings'
import type { announcements } from '~/db/schema/matters'

export type AnnouncementKind = (typeof announcements.$inferSelect)['kind']

type AnnouncementElements = {
  kind: AnnouncementKind
  place: string
  heldAt: Date | null
  matterId: number | null
}

/** Where people are to come, they must know where and when (P6 for hearings). */
export function announcementFindings({ kind, place, heldAt }: AnnouncementElements, now: Date): Finding[] {
  if (kind !== 'hearing' && kind !== 'symposium') return []
  const block = (field: string, message: string): Finding => ({ id: 'P6', level: 'block', field, message })
  const source = '《重大行政决策程序暂行条例》第十六条'
  const findings: Finding[] = []
  if (place.trim() === '') findings.push(block('place', `公告须写明地点（${source}）。`))
  if (heldAt === null) findings.push(block('heldAt', `公告须写明时间（${source}）。`))
  else if (heldAt <= now) findings.push(block('heldAt', `会议时间已经过去；公告须提前公布（${source}）。`))
  return findings
}
