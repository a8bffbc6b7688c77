/** A caption as it is typed: times and words as they stand in their fields. */
export type CueRow = { key: number; from: string; to: string; words: string }

let lastKey = 0

export function newRow(from: string, to: string, words = ''): CueRow {
  lastKey += 1
  return { key: lastKey, from, to, words }
}

/** The cues of a WebVTT text; what is no cue is left out. The server reads it properly. */
export function readRows(vtt: string): CueRow[] {
  return vtt
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .flatMap((block) => {
      const lines = block.split('\n')
      const at = lines.findIndex((line) => line.includes('-->'))
      if (at < 0) return []
      const [from = '', to = ''] = (lines[at] ?? '')
        .split('-->')
        .map((time) => time.trim().split(/\s/)[0] ?? '')
      return [
        newRow(
          short(from),
          short(to),
          lines
            .slice(at + 1)
            .join('\n')
            .trim(),
        ),
      ]
    })
}

/** The rows as WebVTT; a time that makes no sense stays as it was typed, and the server says so. */
export function writeRows(rows: CueRow[]): string {
  if (rows.length === 0) return ''
  const cues = rows.map(({ from, to, words }) => {
    // An empty line would end the cue, and an arrow would begin another.
    const lines = words.split('\n').filter((line) => line.trim() !== '')
    return `${long(from)} --> ${long(to)}\n${lines.join('\n').replaceAll('-->', '→')}`
  })
  return `WEBVTT\n\n${cues.join('\n\n')}\n`
}

/** 00:03.2 from seconds. */
export function sayTime(seconds: number): string {
  const tenths = Math.max(0, Math.round(seconds * 10))
  const whole = Math.floor(tenths / 10)
  const hours = Math.floor(whole / 3600)
  const clock = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'))
  return `${hours > 0 ? `${String(hours).padStart(2, '0')}:` : ''}${clock.join(':')}.${tenths % 10}`
}

/** Seconds of 3.2, 0:03.2 or 01:00:03; undefined for what is no time. */
export function readTime(words: string): number | undefined {
  const time = words.trim().replace('：', ':').replace('，', '.').replace(',', '.')
  if (!/^(?:\d{1,2}:){0,2}\d{1,5}(?:\.\d{1,3})?$/.test(time)) return undefined
  return time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

function long(words: string): string {
  const seconds = readTime(words)
  if (seconds === undefined) return words
  const thousandths = Math.round(seconds * 1000)
  const parts = [3_600_000, 60_000, 1000].map((unit, at) => {
    const most = at === 0 ? 100 : 60
    return String(Math.floor(thousandths / unit) % most).padStart(2, '0')
  })
  return `${parts.join(':')}.${String(thousandths % 1000).padStart(3, '0')}`
}

/** 00:01:02.500 is read as 01:02.5. */
function short(time: string): string {
  const seconds = readTime(time)
  return seconds === undefined || Math.round(seconds * 1000) % 100 !== 0 ? time : sayTime(seconds)
}
