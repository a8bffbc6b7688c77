/** Letters, figures and signs that mean something: what may not get lost when a comment is split. */
const said = /[\p{L}\p{N}\p{S}]/u

export type Coverage = { foreign: string[]; left: string }

/** Which parts are not words of the comment, and what of the comment is in no part. */
export function coverageOf(body: string, parts: readonly string[]): Coverage {
  const covered = new Uint8Array(body.length)
  const foreign: string[] = []
  for (const part of parts) {
    const from = findFree(body, part, covered)
    if (from < 0) foreign.push(part)
    else covered.fill(1, from, from + part.length)
  }
  let left = ''
  for (let at = 0; at < body.length; at++) {
    if (!covered[at]) left += body[at]
    else if (left !== '' && !left.endsWith('\n')) left += '\n'
  }
  const lines = left.split('\n').filter((line) => said.test(line))
  return { foreign, left: lines.map((line) => line.trim()).join(' …… ') }
}

/** The same words may stand twice in a comment: the place that no other part has taken counts first. */
function findFree(body: string, part: string, covered: Uint8Array): number {
  const first = body.indexOf(part)
  for (let at = first; at >= 0; at = body.indexOf(part, at + 1)) if (!covered[at]) return at
  return first
}

/** Line breaks as one kind, no spaces around, nothing empty. */
export function cleanParts(parts: readonly string[]): string[] {
  return parts.map((part) => part.replace(/\r\n?/g, '\n').trim()).filter((part) => part !== '')
}

const mostPieces = 8
const shortPiece = 5

/** Where a machine would cut: at numbers and lines where the person made them, else at the ends of sentences. */
export function proposeParts(body: string): string[] {
  const text = body.replace(/\r\n?/g, '\n').trim()
  for (const cut of [
    /\n+|(?<=[。；;！!？?\n])(?=\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]))/,
    /\n+|(?<=[。！!？?])(?![”’』」])/,
    /\n+|(?<=[。！!？?；;])(?![”’』」])/,
  ]) {
    const pieces = joinShort(cleanParts(text.split(cut)), text)
    if (pieces.length >= 2 && pieces.length <= mostPieces) return pieces
  }
  return [text]
}

/** A piece of a few characters (一、, 您好。, 谢谢。) says nothing of its own and stays with its neighbour. */
function joinShort(pieces: string[], text: string): string[] {
  const joined: string[] = []
  let from = -1
  let to = 0
  for (const piece of pieces) {
    const start = text.indexOf(piece, to)
    if (from < 0) from = start
    to = start + piece.length
    if (to - from < shortPiece) continue
    joined.push(text.slice(from, to))
    from = -1
  }
  const last = joined.at(-1)
  if (from >= 0 && last !== undefined) joined[joined.length - 1] = text.slice(text.lastIndexOf(last), to)
  return joined
}
