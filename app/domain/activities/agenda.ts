import type { NewAgendaItem } from './forms'
import { type AgendaPart, isParticipantGroup, type SeatCategory } from './types'

export type { NewAgendaItem } from './forms'

const minutesEach = 5
const atLeastEach = 2

/** P7: the order of a hearing as a beginning for its drafter, with as long for each participant as the time allows. */
export function proposedAgenda({
  startsAt,
  endsAt,
  department,
  categories,
}: {
  startsAt: Date
  endsAt: Date
  department: string
  categories: Pick<SeatCategory, 'group' | 'seats'>[]
}): NewAgendaItem[] {
  const people = categories
    .filter(({ group }) => isParticipantGroup(group))
    .reduce((sum, { seats }) => sum + seats, 0)
  const around: NewAgendaItem[] = [
    { part: 'opening', title: '主持人宣布听证会开始，介绍参加人和会场纪律', speaker: '主持人', minutes: 5 },
    { part: 'presentation', title: '介绍草案、制定依据和有关情况', speaker: department, minutes: 20 },
    { part: 'debate', title: '询问、质证和辩论', speaker: '参加人、决策承办单位', minutes: 30 },
    { part: 'closing', title: '参加人最后陈述，主持人小结', speaker: '主持人', minutes: 10 },
    { part: 'signing', title: '参加人核对听证记录并签字', speaker: '全体参加人', minutes: 15 },
  ]
  const announced = Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000)
  const left = announced - around.reduce((sum, { minutes }) => sum + minutes, 0)
  const each = Math.max(atLeastEach, Math.min(minutesEach, Math.floor(left / Math.max(people, 1))))
  const statements: NewAgendaItem = {
    part: 'statements',
    title: people > 0 ? `参加人逐一陈述意见，每人 ${each} 分钟` : '参加人逐一陈述意见',
    speaker: '全体参加人',
    minutes: Math.min(600, people > 0 ? each * people : 30),
  }
  const [opening, presentation, ...rest] = around
  return [opening, presentation, statements, ...rest].filter((item) => item !== undefined)
}

export type AgendaEntry = { part: AgendaPart; title: string; speaker: string; minutes: number; at: Date }

/** When each part is planned to begin, one after the other from the start. */
export function agendaTimes(startsAt: Date, items: Omit<AgendaEntry, 'at'>[]): AgendaEntry[] {
  let next = startsAt.getTime()
  return items.map((item) => {
    const at = new Date(next)
    next += item.minutes * 60_000
    return { ...item, at }
  })
}
