import { theEnd } from '~/app/domain/surveys/definition'
import type { Skip } from '~/db/schema/survey-definition'
import { conditionOf, type Lookup } from './conditions'
import { type Expression, type Operand, parseExpression } from './expressions'
import { isObject, type Note, type Reader, reader, shown } from './file'

/** A page as far as it has been taken. */
export type PageTaken = {
  id: string
  name: string
  skips: Skip[]
  /** The names of its elements in the file. */
  elements: string[]
}

type Taking = { pages: PageTaken[]; lookup: Lookup; notes: Note[] }

/** The calculated values with which our own export says where a page leads. Null for any other. */
export function wayOf(name: string, pages: { name: string }[]): string | null {
  const named = pages.filter((page) => name === `goto_${page.name}` || name.startsWith(`goto_${page.name}_`))
  return named.toSorted((one, other) => other.name.length - one.name.length)[0]?.name ?? null
}

export function takeWays(root: Reader, taking: Taking, ways: Set<string>): void {
  for (const [at, item] of root.list('calculatedValues').entries()) {
    const path = `${root.path}.calculatedValues[${at}]`
    const from = isObject(item) ? reader(item, path, taking.notes) : null
    const name = String(from?.value('name') ?? '')
    const expression = parseExpression(String(from?.value('expression') ?? ''))
    from?.nameRest()
    const page = taking.pages.find((one) => ways.has(name) && one.name === wayOf(name, taking.pages))
    const skips = page && expression ? skipsIn(expression, taking) : null
    if (page && skips) page.skips.push(...skips)
    else taking.notes.push({ level: 'lost', path, message: `计算的值“${shown(name)}”没有带进来` })
  }
}

/** `iif(shown, iif(c1, 'p3', iif(c2, 'end', 'next')), 'next')`. */
function skipsIn(expression: Expression, taking: Taking): Skip[] | null {
  const operand = operandIn(expression)
  if (operand?.kind === 'value') return operand.value === 'next' ? [] : null
  if (operand?.kind !== 'call' || operand.name !== 'iif' || operand.arguments.length !== 3) return null
  const [when, then, otherwise] = operand.arguments as [Expression, Expression, Expression]
  const to = operandIn(then)
  if (to?.kind === 'call') return skipsIn(then, taking)
  const rest = skipsIn(otherwise, taking)
  const own = withoutOurs(when, new Set())
  const said = own && conditionOf(own, taking.lookup)
  if (rest === null || said === null || 'fault' in said || to?.kind !== 'value') return null
  const page = taking.pages.find(({ name }) => name === to.value)
  if (!page && to.value !== theEnd) return null
  return [{ when: said.condition, to: page?.id ?? theEnd }, ...rest]
}

function operandIn(expression: Expression): Operand | null {
  return expression.kind === 'operand' ? expression.operand : null
}

/** Without what our export adds to a condition; null where nothing else is there. */
export function withoutOurs(expression: Expression, ways: Set<string>): Expression | null {
  if (isWay(expression, ways) || alwaysHolds(expression)) return null
  if (expression.kind !== 'all') return expression
  const parts = expression.parts.flatMap((part) => withoutOurs(part, ways) ?? [])
  if (parts.length < 2) return parts[0] ?? null
  return { kind: 'all', parts }
}

function isWay(expression: Expression, ways: Set<string>): boolean {
  if (expression.kind !== 'compare' || expression.sign !== '<>') return false
  return expression.left.kind === 'answer' && ways.has(expression.left.name)
}

function alwaysHolds(expression: Expression): boolean {
  if (expression.kind !== 'any' || expression.parts.length !== 2) return false
  const [one, other] = expression.parts
  if (one?.kind !== 'is-filled' || other?.kind !== 'compare' || other.sign !== '=') return false
  return other.left.kind === 'value' && other.right.kind === 'value' && other.left.value === other.right.value
}

/** Triggers that skip or complete become skips at the end of the page where the last question of their expression stands. */
export function takeTriggers(root: Reader, taking: Taking): void {
  for (const [at, item] of root.list('triggers').entries()) {
    const path = `${root.path}.triggers[${at}]`
    const fault = isObject(item) ? takeTrigger(reader(item, path, taking.notes), taking) : '看不懂'
    if (fault !== null) taking.notes.push({ level: 'lost', path, message: `${fault}，这条触发器没有带进来` })
  }
}

function takeTrigger(from: Reader, taking: Taking): string | null {
  const type = String(from.value('type') ?? '').replace(/trigger$/, '')
  const goto = String(from.value('gotoName') ?? '')
  const text = from.value('expression')
  if (type !== 'skip' && type !== 'complete') return `没有“${shown(type)}”这种触发器`
  const expression = typeof text === 'string' ? parseExpression(text) : null
  if (expression === null) return '条件看不懂'
  const said = conditionOf(expression, taking.lookup)
  if ('fault' in said) return said.fault
  const asked = said.condition.tests.map(({ question }) => pageOf(question, taking))
  const page = taking.pages[Math.max(...asked)]
  const target = taking.pages.find(({ elements }) => elements.includes(goto))
  if (!page || page.skips.length >= 10) return '一页最多 10 条跳转'
  if (type === 'skip') {
    if (!target) return `要跳到的题“${shown(goto)}”没有带进来`
    if (taking.pages.indexOf(target) <= taking.pages.indexOf(page)) return '只能往后面的页跳'
  }
  from.nameRest()
  page.skips.push({ when: said.condition, to: type === 'skip' ? (target as PageTaken).id : theEnd })
  const first = type === 'complete' || target?.elements[0] === goto
  const message = `改成翻页时的跳转：填完那一页才跳，中间的页不再问${first ? '' : '；跳到那道题所在页的开头'}`
  taking.notes.push({ level: 'changed', path: from.path, message })
  return null
}

function pageOf(questionId: string, { pages, lookup }: Taking): number {
  return pages.findIndex(({ elements }) => elements.some((name) => lookup(name)?.question.id === questionId))
}
