import { chineseToNumber } from './chinese-numbers'
import type { SourceLine } from './source-lines'

const alone = /^(附件|附表|附录)[\s　]*([0-9０-９一二三四五六七八九十]{0,3})[:：]?$/
const titled =
  /^(附件|附表|附录)[\s　]*([0-9０-９一二三四五六七八九十]{0,3})(?:[\s　]+|[\s　]*[:：][\s　]*)(.+)$/
const spaced = /^(附件|附表|附录)([0-9０-９一二三四五六七八九十]{0,3})[\s　]+[^:：].*$/

export type AnnexStart = { label: string; ordinal: number | null; heading: string | null }

/**
 * Reads a line as the start of an annex. `附件：名称` under a text only announces one
 * when the annex itself follows with its own line; otherwise it is all there is of it.
 */
export function readAnnexStart(text: string, isFollowed: boolean): AnnexStart | null {
  const match = alone.exec(text)
  if (match) return { ...named(match), heading: null }
  if (text.length > 80 || /[。；]$/.test(text)) return null
  const full = titled.exec(text)
  if (!full) return null
  const heading = full[3] ?? ''
  if (spaced.test(text)) return { ...named(full), heading }
  if (/^[0-9０-９一二三四五六七八九十]{1,2}[.．、]/.test(heading)) return null
  return isFollowed ? null : { ...named(full), heading }
}

/** The last line that starts an annex and does not just announce one. */
export function findLastAnnex(lines: SourceLine[]): number {
  return lines.findLastIndex(({ text }) => alone.test(text) || spaced.test(text))
}

/** `附件：1. …` and the numbered names below it: a list of annexes, not items of the last clause. */
export function isAnnexList(text: string): boolean {
  return /^附(件|表|录)?[\s　]*[:：]/.test(text)
}

function named(match: RegExpExecArray): { label: string; ordinal: number | null } {
  const number = match[2] ?? ''
  return { label: `${match[1]}${number}`, ordinal: number === '' ? null : chineseToNumber(number) }
}
