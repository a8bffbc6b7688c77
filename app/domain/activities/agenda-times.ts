import type { AgendaPart } from './types'

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
