import { shown } from './file'

export type Renamed = { path: string; from: string; to: string }

const good = /^[A-Za-z][A-Za-z0-9_]{0,39}$/

/** Gives each name of a file an id of ours: the name itself where it may be one, else the next free number. */
export function idGiver(prefix: string, taken: string[], renamed: Renamed[]) {
  const used = new Set(taken)
  return (name: string, path: string): string => {
    const id = good.test(name) && !used.has(name) ? name : free(withPrefix(prefix, name), prefix, used)
    used.add(id)
    if (id !== name) renamed.push({ path, from: shown(name), to: id })
    return id
  }
}

/** A value such as 3 keeps its number: `o3`. */
function withPrefix(prefix: string, name: string): string | null {
  const id = `${prefix}${name}`
  return /^\d{1,10}$/.test(name) ? id : null
}

function free(wanted: string | null, prefix: string, used: Set<string>): string {
  if (wanted !== null && !used.has(wanted)) return wanted
  for (let number = 1; ; number += 1) if (!used.has(`${prefix}${number}`)) return `${prefix}${number}`
}
