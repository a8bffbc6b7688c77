/** Captions that are not taken; the message is shown to the person who chose them. `line` is where, where it is one. */
export class CaptionsError extends Error {
  constructor(
    message: string,
    readonly line?: number,
  ) {
    super(message)
    this.name = 'CaptionsError'
  }
}

/** Seconds from the beginning; the words without their markup. */
export type Cue = { from: number; to: number; words: string }

const mostCaptions = 2 * 1024 * 1024
/** More than anybody reads in one picture; and what is not closed in it keeps nobody waiting. */
const longestCue = 2000
const timing =
  /^((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})(?:[ \t].*)?$/

/**
 * Reads a WebVTT file (W3C, 2019) whole: every cue has its times, in order, and words. What a player would silently
 * leave out is refused here, because who cannot hear would miss it.
 */
export function readCaptions(bytes: Uint8Array): { text: string; cues: Cue[] } {
  const { text, cues } = readPlacedCaptions(bytes)
  return { text, cues: cues.map(({ from, to, words }) => ({ from, to, words })) }
}

/** A cue and the line of the file at which it begins, counted from one. */
export type PlacedCue = Cue & { line: number }

/** The same, with the place of each. */
export function readPlacedCaptions(bytes: Uint8Array): { text: string; cues: PlacedCue[] } {
  if (bytes.length > mostCaptions) throw new CaptionsError('字幕文件超过 2 MB，请检查是不是选错了文件。')
  const text = decode(bytes).replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD')
  const [head, ...blocks] = blocksOf(text)
  if (head?.line !== 1 || !/^WEBVTT(?:[ \t].*)?(?:\n|$)/.test(head.words))
    throw new CaptionsError('字幕不是 WebVTT 文件：第一行应当是 WEBVTT。其他格式的字幕请先转换成 .vtt。', 1)
  if (head.words.includes('-->')) throw new CaptionsError('字幕的第一行 WEBVTT 之后要空一行。', 1)
  const cues: PlacedCue[] = []
  for (const { words, line } of blocks) {
    const cue = placed(line, () => readBlock(words, cues.length + 1))
    if (!cue) continue
    const before = cues.at(-1)
    if (before && cue.from < before.from)
      throw new CaptionsError(`第 ${cues.length + 1} 条字幕的时间早于前一条，请按时间先后排列。`, line)
    cues.push({ ...cue, line })
  }
  if (cues.length === 0) throw new CaptionsError('字幕文件里没有一条字幕。')
  return { text: `${text.trimEnd()}\n`, cues }
}

/** What stands between empty lines. */
function blocksOf(text: string): { words: string; line: number }[] {
  const blocks: { words: string; line: number }[] = []
  let line = 1
  for (const piece of text.split(/(\n{2,})/)) {
    if (/[^\n]/.test(piece)) {
      const empty = /^\n*/.exec(piece)?.[0].length ?? 0
      blocks.push({ words: piece, line: line + empty })
    }
    line += piece.split('\n').length - 1
  }
  return blocks
}

function placed<T>(line: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof CaptionsError) throw new CaptionsError(error.message, line)
    throw error
  }
}

function decode(bytes: Uint8Array): string {
  try {
    // Takes the byte order mark away too.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new CaptionsError('字幕文件不是 UTF-8 编码，请另存为 UTF-8 后再上传。')
  }
}

function readBlock(block: string, number: number): Cue | null {
  const lines = block
    .split('\n')
    .filter((line, at, all) => line.trim() !== '' || (at > 0 && at < all.length - 1))
  if (lines.length === 0) return null
  const at = lines.findIndex((line) => line.includes('-->'))
  if (at < 0) {
    if (/^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(lines[0] ?? '')) return null
    throw new CaptionsError(`第 ${number} 条字幕没有时间：“${(lines[0] ?? '').slice(0, 20)}”。`)
  }
  const times = timing.exec((lines[at] ?? '').trim())
  if (at > 1 || !times)
    throw new CaptionsError(
      `第 ${number} 条字幕的时间写得不对，应当像 00:01:02.000 --> 00:01:05.500：“${(lines[at] ?? '').slice(0, 40)}”。`,
    )
  const [from, to] = [secondsOf(times[1] ?? ''), secondsOf(times[2] ?? '')]
  if (to <= from) throw new CaptionsError(`第 ${number} 条字幕的结束时间不晚于开始时间。`)
  const marked = lines.slice(at + 1).join('\n')
  if (marked.length > longestCue)
    throw new CaptionsError(`第 ${number} 条字幕太长，一条最多 ${longestCue} 个字，请分成几条。`)
  const words = plainWords(marked)
  if (words === '') throw new CaptionsError(`第 ${number} 条字幕没有文字。`)
  return { from, to, words }
}

function secondsOf(time: string): number {
  return time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '' }

/** `<v 主持人>现在开会` reads 主持人：现在开会. */
function plainWords(marked: string): string {
  return marked
    .replace(/<v(?:\.[^\s>]*)?[ \t]+([^>]+)>/g, (_, speaker: string) => `${speaker.trim()}：`)
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}
