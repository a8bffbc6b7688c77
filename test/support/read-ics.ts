/** One component of an iCalendar file: its properties by name, and what stands inside it. */
export type Component = {
  name: string
  properties: Map<string, { parameters: string; value: string }>
  inside: Component[]
}

const encoder = new TextEncoder()

/** Reads RFC 5545 strictly, from the standard and not from what writes the file; throws at what it does not allow. */
export function readIcs(file: string): Component {
  if (!file.endsWith('\r\n')) throw new Error('the last line has no end')
  if (/(^|[^\r])\n|\r(?!\n)/.test(file)) throw new Error('a line does not end with CRLF')
  const physical = file.slice(0, -2).split('\r\n')
  const long = physical.find((line) => encoder.encode(line).length > 75)
  if (long !== undefined) throw new Error(`more than 75 octets: ${long}`)
  if (file.includes('\uFFFD')) throw new Error('a character was cut in two')
  const lines = file
    .slice(0, -2)
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
  const root: Component = { name: 'ROOT', properties: new Map(), inside: [] }
  const open = [root]
  for (const line of lines) {
    const match = /^([A-Z-]+)((?:;[A-Z-]+=[^;:]+)*):(.*)$/.exec(line)
    if (!match) throw new Error(`not a content line: ${line}`)
    const [, name = '', parameters = '', value = ''] = match
    const here = open.at(-1)
    if (name === 'BEGIN') {
      const component = { name: value, properties: new Map(), inside: [] }
      here?.inside.push(component)
      open.push(component)
    } else if (name === 'END') {
      if (open.pop()?.name !== value) throw new Error(`${value} ends where it had not begun`)
    } else here?.properties.set(name, { parameters, value })
  }
  const [calendar, ...others] = root.inside
  if (open.length !== 1 || calendar?.name !== 'VCALENDAR' || others.length > 0)
    throw new Error('not one calendar')
  return calendar
}

/** A TEXT as somebody reads it. */
export function textOf({ properties }: Component, name: string): string | undefined {
  return properties
    .get(name)
    ?.value.replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign))
}

/** A moment in UTC, or a day. */
export function timeOf({ properties }: Component, name: string): string | undefined {
  const found = properties.get(name)
  if (!found) return undefined
  const [, year, month, day, time] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{6})Z)?$/.exec(found.value) ?? []
  if (!year) throw new Error(`${name} is no time: ${found.value}`)
  if ((found.parameters === ';VALUE=DATE') !== (time === undefined))
    throw new Error(`${name}: a day has VALUE=DATE`)
  return time === undefined
    ? `${year}-${month}-${day}`
    : `${year}-${month}-${day}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`
}
