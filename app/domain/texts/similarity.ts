import type { ParsedClause } from './types'

/** The clause's own words, without its number. */
export function clauseText(clause: Pick<ParsedClause, 'heading' | 'body' | 'table'>): string {
  if (clause.table) return clause.table.map((row) => row.join('　')).join('\n')
  if (clause.heading !== null && clause.body !== '') return `${clause.heading}。${clause.body}`
  return clause.heading ?? clause.body
}

/** Text as it is compared: spaces and the width of brackets and punctuation are no change of wording. */
export function normalizeText(text: string): string {
  return text
    .replace(/[\s　]+/g, '')
    .replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[“”]/g, '"')
}

/** Pairs of neighbouring characters, sorted, so that two texts are compared by one walk through both. */
export type Shingles = Uint32Array

export function shingle(text: string): Shingles {
  const pairs = new Uint32Array(Math.max(0, text.length - 1))
  for (let at = 0; at < pairs.length; at++) pairs[at] = text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1)
  return pairs.sort()
}

/** 0 to 1: shared pairs over all (Dice); a clause that mostly contains the other counts as close too. */
export function similarity(a: Shingles, b: Shingles): number {
  if (a.length === 0 || b.length === 0) return 0
  const shared = countShared(a, b)
  const dice = (2 * shared) / (a.length + b.length)
  const shorter = Math.min(a.length, b.length)
  return shorter < 20 ? dice : Math.max(dice, (0.8 * shared) / shorter)
}

/** 0 to 1: how much of the shorter is in the longer; too short a text says nothing. */
export function containment(a: Shingles, b: Shingles): number {
  const shorter = Math.min(a.length, b.length)
  return shorter < 8 ? 0 : countShared(a, b) / shorter
}

function countShared(a: Shingles, b: Shingles): number {
  let shared = 0
  let inA = 0
  let inB = 0
  while (inA < a.length && inB < b.length) {
    const left = a[inA] as number
    const right = b[inB] as number
    if (left === right) shared++
    if (left <= right) inA++
    if (right <= left) inB++
  }
  return shared
}
