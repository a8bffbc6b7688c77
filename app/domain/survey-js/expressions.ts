// The expressions of SurveyJS (`{car} = 'none' and ({age} >= 60 or {age} empty)`), read into a tree. Functions are
// read, so that they can be named; nothing is ever computed.

export type Operand =
  | { kind: 'answer'; name: string }
  | { kind: 'value'; value: string | number | boolean | (string | number | boolean)[] }
  | { kind: 'call'; name: string; arguments: Expression[] }

export type Expression =
  | { kind: 'all' | 'any'; parts: Expression[] }
  | { kind: 'not'; part: Expression }
  | { kind: 'compare'; sign: string; left: Operand; right: Operand }
  | { kind: 'is-empty' | 'is-filled'; operand: Operand }
  | { kind: 'operand'; operand: Operand }

type Token = { kind: 'name' | 'text' | 'number' | 'word' | 'sign'; text: string }

const mostLetters = 4000
const mostNested = 40

/** Null where it cannot be read. */
export function parseExpression(text: string): Expression | null {
  if (text.length > mostLetters) return null
  const tokens = tokensOf(text)
  if (tokens === null || tokens.length === 0) return null
  const reading = { tokens, at: 0, nested: 0 }
  const expression = readAny(reading)
  return expression !== null && reading.at === tokens.length ? expression : null
}

const signs = ['<>', '!=', '<=', '>=', '==', '*=', '&&', '||', ...'=<>!()[],+-*/%^']

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const letter = text[at] as string
    if (/\s/.test(letter)) {
      at += 1
    } else if (letter === '{') {
      const end = text.indexOf('}', at)
      if (end < 0) return null
      tokens.push({ kind: 'name', text: text.slice(at + 1, end).trim() })
      at = end + 1
    } else if (letter === "'" || letter === '"') {
      const read = readQuoted(text, at)
      if (read === null) return null
      tokens.push({ kind: 'text', text: read.words })
      at = read.end
    } else {
      const token = readBare(text, at)
      if (token === null) return null
      tokens.push(token)
      at += token.text.length
    }
  }
  return tokens
}

function readQuoted(text: string, from: number): { words: string; end: number } | null {
  const quote = text[from]
  let words = ''
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === quote) return { words, end: at + 1 }
    if (text[at] === '\\') at += 1
    words += text[at] ?? ''
  }
  return null
}

function readBare(text: string, at: number): Token | null {
  const rest = text.slice(at, at + 200)
  const number = /^\d+(\.\d+)?(?![\w.])/.exec(rest)?.[0]
  if (number) return { kind: 'number', text: number }
  const word = /^[\p{L}_][\p{L}\p{N}_.]*/u.exec(rest)?.[0]
  if (word) return { kind: 'word', text: word }
  const sign = signs.find((one) => rest.startsWith(one))
  return sign ? { kind: 'sign', text: sign } : null
}

type Reading = { tokens: Token[]; at: number; nested: number }

function peek({ tokens, at }: Reading): Token | undefined {
  return tokens[at]
}

function takes(reading: Reading, ...texts: string[]): string | null {
  const token = peek(reading)
  if (!token || (token.kind !== 'sign' && token.kind !== 'word')) return null
  const text = token.text.toLowerCase()
  if (!texts.includes(text)) return null
  reading.at += 1
  return text
}

function readAny(reading: Reading): Expression | null {
  return readJoined(reading, 'any', ['or', '||'], () =>
    readJoined(reading, 'all', ['and', '&&'], () => readNot(reading)),
  )
}

function readJoined(
  reading: Reading,
  kind: 'all' | 'any',
  words: string[],
  readPart: () => Expression | null,
): Expression | null {
  const parts: Expression[] = []
  do {
    const part = readPart()
    if (part === null) return null
    parts.push(part)
  } while (takes(reading, ...words))
  return parts.length === 1 ? (parts[0] as Expression) : { kind, parts }
}

function readNot(reading: Reading): Expression | null {
  reading.nested += 1
  if (reading.nested > mostNested) return null
  try {
    if (takes(reading, 'not', '!', 'negate')) {
      const part = readNot(reading)
      return part && { kind: 'not', part }
    }
    return readComparison(reading)
  } finally {
    reading.nested -= 1
  }
}

const comparing: Record<string, string> = {
  ...{ '=': '=', '==': '=', equal: '=', '<>': '<>', '!=': '<>', notequal: '<>' },
  ...{ '>': '>', greater: '>', '<': '<', less: '<', '>=': '>=', greaterorequal: '>=' },
  ...{ '<=': '<=', lessorequal: '<=', contains: 'contains', contain: 'contains', '*=': 'contains' },
  ...{
    notcontains: 'notcontains',
    notcontain: 'notcontains',
    anyof: 'anyof',
    allof: 'allof',
    noneof: 'noneof',
  },
}

function readComparison(reading: Reading): Expression | null {
  if (takes(reading, '(')) {
    const inner = readAny(reading)
    return inner && takes(reading, ')') ? inner : null
  }
  const left = readOperand(reading)
  if (left === null) return null
  if (takes(reading, 'empty')) return { kind: 'is-empty', operand: left }
  if (takes(reading, 'notempty')) return { kind: 'is-filled', operand: left }
  const word = takes(reading, ...Object.keys(comparing))
  if (word === null) return { kind: 'operand', operand: left }
  const right = readOperand(reading)
  return right && { kind: 'compare', sign: comparing[word] as string, left, right }
}

function readOperand(reading: Reading): Operand | null {
  if (takes(reading, '-')) {
    const number = readOperand(reading)
    const isNumber = number?.kind === 'value' && typeof number.value === 'number'
    return isNumber ? { kind: 'value', value: -Number(number.value) } : null
  }
  if (takes(reading, '[')) return readList(reading)
  const token = peek(reading)
  if (!token || token.kind === 'sign') return null
  reading.at += 1
  if (token.kind === 'name') return { kind: 'answer', name: token.text }
  if (token.kind === 'text') return { kind: 'value', value: token.text }
  if (token.kind === 'number') return { kind: 'value', value: Number(token.text) }
  if (takes(reading, '(')) return readCall(reading, token.text)
  const word = token.text.toLowerCase()
  return { kind: 'value', value: word === 'true' || word === 'false' ? word === 'true' : token.text }
}

function readList(reading: Reading): Operand | null {
  const list: (string | number | boolean)[] = []
  if (takes(reading, ']')) return { kind: 'value', value: list }
  do {
    const item = readOperand(reading)
    if (item?.kind !== 'value' || Array.isArray(item.value)) return null
    list.push(item.value)
  } while (takes(reading, ','))
  return takes(reading, ']') ? { kind: 'value', value: list } : null
}

function readCall(reading: Reading, name: string): Operand | null {
  const all: Expression[] = []
  if (takes(reading, ')')) return { kind: 'call', name, arguments: all }
  do {
    reading.nested += 1
    if (reading.nested > mostNested) return null
    const one = readAny(reading)
    reading.nested -= 1
    if (one === null) return null
    all.push(one)
  } while (takes(reading, ','))
  return takes(reading, ')') ? { kind: 'call', name, arguments: all } : null
}
