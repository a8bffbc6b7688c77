import { CaptionsError, type Cue, readPlacedCaptions } from './captions'

export type CaptionFault = { line: number; message: string }
export type CheckedCaptions = { ok: true; text: string; cues: Cue[] } | { ok: false; faults: CaptionFault[] }

const mostFaults = 20
/** Containers say their length to a tenth of a second at best. */
const tolerance = 0.5

/** Reads captions for a recording of this length (seconds): order, overlaps, what lies behind the end, each with its line. */
export function checkCaptions(words: string, duration: number | null): CheckedCaptions {
  try {
    const { text, cues } = readPlacedCaptions(Buffer.from(fromSrt(words), 'utf8'))
    const faults: CaptionFault[] = []
    for (const [at, cue] of cues.entries()) {
      const before = cues[at - 1]
      if (before && cue.from < before.to)
        faults.push({
          line: cue.line,
          message: `第 ${at + 1} 条字幕在前一条结束（${clock(before.to)}）之前就开始了，两条会叠在一起，请错开。`,
        })
      if (duration !== null && cue.to > duration + tolerance)
        faults.push({
          line: cue.line,
          message: `第 ${at + 1} 条字幕到 ${clock(cue.to)} 才结束，可录音录像只有 ${clock(duration)}。`,
        })
    }
    if (faults.length > 0) return { ok: false, faults: faults.slice(0, mostFaults) }
    return { ok: true, text, cues: cues.map(({ from, to, words: said }) => ({ from, to, words: said })) }
  } catch (error) {
    if (!(error instanceof CaptionsError)) throw error
    return { ok: false, faults: [{ line: error.line ?? 1, message: error.message }] }
  }
}

/** SubRip differs in the head, in the numbers before each cue and in the comma; the numbers may stay. */
function fromSrt(words: string): string {
  const text = words.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  if (!/^\s*\d+\n\d\d:\d\d:\d\d,\d{3} --> /.test(text)) return words
  return `WEBVTT\n\n${text.trimStart().replace(/(\d\d:\d\d:\d\d),(\d{3})/g, '$1.$2')}`
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  const tenths = Math.round((seconds - whole) * 10) % 10
  const minutes = String(Math.floor(whole / 60)).padStart(2, '0')
  return `${minutes}:${String(whole % 60).padStart(2, '0')}${tenths ? `.${tenths}` : ''}`
}
