import { choiceIds } from '~/app/domain/survey-building/choice-ids'
import { dayBeside, isDay } from '~/app/domain/survey-building/outcomes'
import type { Condition, Question, Test } from '~/db/schema/survey-definition'
import type { Expression, Operand } from './expressions'

/** A question of the file as it became ours, and what its values are called now. */
export type Taken = { question: Question; options: Map<string, string>; rows: Map<string, string> }

export type Lookup = (name: string) => Taken | undefined

export type Said = { condition: Condition } | { fault: string }

const nested = '“且”与“或”套在一起，本站的条件只能是“都满足”或“满足任一条”'

/** What our conditions can say of an expression; the reason where they cannot. */
export function conditionOf(expression: Expression, lookup: Lookup): Said {
  const tree = treeOf(expression, lookup, false)
  if ('fault' in tree) return tree
  if ('is' in tree) return { condition: { join: 'all', tests: [tree] } }
  const tests = tree.parts.flatMap((part) => ('is' in part ? [part] : []))
  if (tests.length < tree.parts.length) return { fault: nested }
  if (tests.length > 20) return { fault: '一个条件最多 20 条' }
  return { condition: { join: tree.join, tests } }
}

type Sound = Test | { join: 'all' | 'any'; parts: Sound[] }

function treeOf(expression: Expression, lookup: Lookup, negated: boolean): Sound | { fault: string } {
  switch (expression.kind) {
    case 'not':
      return treeOf(expression.part, lookup, !negated)
    case 'all':
    case 'any':
      return joined(
        (expression.kind === 'all') !== negated ? 'all' : 'any',
        expression.parts.map((part) => treeOf(part, lookup, negated)),
      )
    case 'is-empty':
    case 'is-filled': {
      const about = aboutOf(expression.operand, lookup)
      if ('fault' in about) return about
      return { ...about.test, is: (expression.kind === 'is-filled') !== negated ? 'answered' : 'unanswered' }
    }
    case 'operand':
      return truthOf(expression.operand, lookup, negated)
    case 'compare':
      return compared(expression, lookup, negated)
  }
}

function joined(join: 'all' | 'any', parts: (Sound | { fault: string })[]): Sound | { fault: string } {
  const sound: Sound[] = []
  for (const part of parts) {
    if ('fault' in part) return part
    if ('join' in part && (part.join === join || part.parts.length === 1)) sound.push(...part.parts)
    else sound.push(part)
  }
  return sound.length === 1 ? (sound[0] as Sound) : { join, parts: sound }
}

type About = { taken: Taken; test: { question: string; row?: string } } | { fault: string }

function aboutOf(operand: Operand, lookup: Lookup): About {
  if (operand.kind === 'call') return { fault: `用到函数 ${operand.name}()，本站不执行函数` }
  if (operand.kind === 'value') return { fault: '没有说是哪道题的答案' }
  const whole = lookup(operand.name)
  if (whole) return { taken: whole, test: { question: whole.question.id } }
  const dot = operand.name.lastIndexOf('.')
  const matrix = dot > 0 ? lookup(operand.name.slice(0, dot)) : undefined
  const row = matrix?.rows.get(operand.name.slice(dot + 1))
  if (matrix && row) return { taken: matrix, test: { question: matrix.question.id, row } }
  return { fault: `问到“${operand.name}”，它不在前面带进来的题里` }
}

function truthOf(operand: Operand, lookup: Lookup, negated: boolean): Sound | { fault: string } {
  const about = aboutOf(operand, lookup)
  if ('fault' in about) return about
  if (about.taken.question.kind !== 'yes-no') return { fault: '只写了题名，没有说和什么比较' }
  return { ...about.test, is: negated ? 'not-chosen' : 'chosen', value: 'yes' }
}

const mirrored: Record<string, string> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '=': '=', '<>': '<>' }

function compared(
  { sign, left, right }: Expression & { kind: 'compare' },
  lookup: Lookup,
  negated: boolean,
): Sound | { fault: string } {
  if (left.kind === 'value' && right.kind === 'answer') {
    const turned = mirrored[sign]
    if (turned === undefined) return { fault: '条件写反了，看不出问的是什么' }
    return compared({ kind: 'compare', sign: turned, left: right, right: left }, lookup, negated)
  }
  const about = aboutOf(left, lookup)
  if ('fault' in about) return about
  if (right.kind !== 'value')
    return {
      fault: right.kind === 'call' ? `用到函数 ${right.name}()，本站不执行函数` : '两道题的答案互相比较',
    }
  const values = Array.isArray(right.value) ? right.value : [right.value]
  switch (sign) {
    case '=':
    case '<>':
      if (Array.isArray(right.value) || isList(about.taken.question))
        return { fault: '要求多选的答案完全相同，本站只能问选没选某一项' }
      return chosen(about, values, 'any', (sign === '<>') !== negated)
    case 'contains':
    case 'notcontains':
    case 'allof':
      if (!isList(about.taken.question)) return { fault: '在文字里查找，本站的条件不能这样问' }
      return chosen(about, values, 'all', (sign === 'notcontains') !== negated)
    case 'anyof':
    case 'noneof':
      return chosen(about, values, 'any', (sign === 'noneof') !== negated)
    default:
      return negated
        ? { fault: '“不是大于、小于”也包括没有回答，本站的条件不能这样问' }
        : ordered(about, sign, right.value)
  }
}

function isList({ kind }: Question): boolean {
  return kind === 'multiple' || kind === 'ranking'
}

type Found = Extract<About, { taken: Taken }>

function chosen(
  { taken, test }: Found,
  values: (string | number | boolean)[],
  join: 'all' | 'any',
  negated: boolean,
): Sound | { fault: string } {
  const tests: Test[] = []
  for (const value of values) {
    const id = idOf(taken, value)
    if (id === null) return { fault: `“${taken.question.title}”没有答案“${String(value)}”` }
    tests.push({ ...test, is: negated ? 'not-chosen' : 'chosen', value: id })
  }
  if (tests.length === 0) return { fault: '没有说选了哪一项' }
  return joined((join === 'all') !== negated ? 'all' : 'any', tests)
}

function idOf({ question, options }: Taken, value: string | number | boolean): string | number | null {
  switch (question.kind) {
    case 'yes-no':
      return options.get(String(value).toLowerCase()) ?? null
    case 'rating':
    case 'number': {
      const number = typeof value === 'boolean' ? Number.NaN : Number(value)
      return Number.isFinite(number) && String(value).trim() !== '' ? number : null
    }
    case 'date':
      return typeof value === 'string' && isDay(value) ? value : null
    case 'short-text':
    case 'long-text':
      return null
    case 'place':
    case 'matrix':
      return options.get(String(value)) ?? null
    default: {
      const id = options.get(String(value)) ?? String(value)
      return choiceIds(question).includes(id) ? id : null
    }
  }
}

/** Only whole steps can be turned from `>` into our `at-least`. */
function ordered(
  { taken, test }: Found,
  sign: string,
  value: string | number | boolean | (string | number | boolean)[],
): Sound | { fault: string } {
  const { question } = taken
  const is = sign.startsWith('>') ? 'at-least' : 'at-most'
  const step = sign === '>' ? 1 : sign === '<' ? -1 : 0
  if (question.kind === 'date') {
    if (typeof value !== 'string' || !isDay(value)) return { fault: '没有和一个写明的日期比较' }
    return { ...test, is, value: step === 0 ? value : dayBeside(value, step) }
  }
  if (question.kind !== 'rating' && question.kind !== 'number')
    return { fault: `“${question.title}”的答案不分大小，本站不能这样比较` }
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return { fault: '没有和一个写明的数字比较' }
  const isWhole = question.kind === 'rating' || question.whole
  if (step !== 0 && !isWhole) return { fault: '小数题只能用“不小于”“不大于”，不能用“大于”“小于”' }
  const edge = step > 0 ? Math.floor(number) + 1 : step < 0 ? Math.ceil(number) - 1 : number
  return { ...test, is, value: edge }
}
