import { definitionSchema, theEnd } from '~/app/domain/surveys/definition'
import type { Condition, Option, Page, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import { conditionOf, type Lookup } from './conditions'
import { type Element, elementsOf } from './elements'
import { type Expression, parseExpression } from './expressions'
import { isObject, type Note, type Reader, reader, readSurveyFile } from './file'
import { idGiver, type Renamed } from './ids'
import { type TakenQuestion, type Taking, takeQuestion } from './questions'
import { type PageTaken, takeTriggers, takeWays, wayOf, withoutOurs } from './skips'

export type Imported =
  | { ok: true; definition: SurveyDefinition; notes: Note[]; renamed: Renamed[] }
  | { ok: false; why: string }

type Work = Taking & {
  taken: TakenQuestion[]
  lookup: Lookup
  ways: Set<string>
  giveQuestion: (name: string, path: string) => string
  givePage: (name: string, path: string) => string
}

/** A survey in SurveyJS JSON as one of ours. What we do not have is named with its place in the file. */
export function importSurveyJs(text: string, places: Option[]): Imported {
  const file = readSurveyFile(text)
  if (!file.ok) return file
  const root = reader(file.root, '问卷', [])
  const work = workOn(root, places)
  const { notes, renamed, lookup } = work
  const source = reader(file.root, '问卷', notes)
  nameHead(source, notes)
  const pages = pagesOf(source).map((from) => takePage(from, work))
  takeWays(source, { pages, lookup, notes }, work.ways)
  takeTriggers(source, { pages, lookup, notes })
  nameHidden(source, pages, notes)
  source.nameRest()
  const kept = pages.filter(({ page, skips }) => page.questions.length > 0 || page.text || skips.length > 0)
  const definition = {
    crossBy: [],
    pages: kept.map(({ page, skips }) => piped({ ...page, skips }, work)),
  }
  if (work.taken.length === 0) return { ok: false, why: '文件里没有本站能用的题' }
  const parsed = definitionSchema.safeParse(definition)
  if (parsed.success) return { ok: true, definition: parsed.data, notes, renamed }
  const [issue] = parsed.error.issues
  return { ok: false, why: `不能导入：${issue?.message ?? ''}（${issue?.path.join('.') || '整份问卷'}）` }
}

function workOn(root: Reader, places: Option[]): Work {
  const taken: TakenQuestion[] = []
  const renamed: Renamed[] = []
  const pages = pagesOf(root).map((page) => ({ name: nameOf(page, '') }))
  const ways = root.list('calculatedValues').flatMap((value) => {
    const name = isObject(value) ? value.name : null
    return typeof name === 'string' && wayOf(name, pages) !== null ? [name] : []
  })
  return {
    ...{ taken, renamed, notes: [], places, ways: new Set(ways) },
    lookup: (name) =>
      taken.find((one) => one.name === name) ??
      taken.find((one) => one.name.toLowerCase() === name.toLowerCase()),
    giveQuestion: idGiver('q', [], renamed),
    givePage: idGiver('page', [theEnd], renamed),
  }
}

function nameOf(from: Reader, otherwise: string): string {
  const name = from.value('name')
  return typeof name === 'string' && name !== '' ? name : otherwise
}

function pagesOf(root: Reader): Reader[] {
  const pages = root.list('pages')
  if (pages.length === 0) return [root]
  return pages.flatMap((page, at) => (isObject(page) ? [root.inside(page, `第 ${at + 1} 页`)] : []))
}

/** Title and purpose belong to the survey, not to its questions. */
function nameHead(root: Reader, notes: Note[]): void {
  root.value('locale')
  for (const key of ['title', 'description'])
    if (root.text(key) !== '')
      notes.push({ level: 'lost', path: `问卷.${key}`, message: '只导入题目；标题和目的在问卷的页面上填' })
}

function takePage(from: Reader, work: Work): PageTaken & { page: Omit<Page, 'skips'> } {
  const { notes } = work
  const isRoot = from.path === '问卷'
  const name = isRoot ? 'page1' : nameOf(from, '')
  const id = work.givePage(name, from.path)
  const showIf = isRoot ? undefined : takeCondition(conditionsOn(from), work)
  const elements = elementsOf(from, notes)
  const texts = isRoot ? [] : [from.text('description')]
  const questions: Question[] = []
  const names: string[] = []
  for (const element of elements) {
    if (element.type === 'html') {
      texts.push(takeHtml(element, notes))
      continue
    }
    const elementName = nameOf(element.from, `第 ${work.taken.length + 1} 题`)
    names.push(elementName)
    const question = takeElement(element, elementName, work)
    if (question) questions.push(question)
  }
  const title = isRoot ? '' : cut(from.text('title'), 100, `${from.path}.title`, notes)
  const text = cut(texts.filter(Boolean).join('\n\n'), 2000, `${from.path}.description`, notes)
  if (!isRoot && from.value('visible') === false)
    notes.push({ level: 'changed', path: from.path, message: '这一页设为不显示，导入后会显示' })
  if (!isRoot) from.nameRest()
  const page = { id, title, showIf, questions, ...(text ? { text } : {}) }
  return { id, name, skips: [], elements: names, page }
}

function cut(text: string, most: number, path: string, notes: Note[]): string {
  const letters = [...text]
  if (letters.length <= most) return text
  notes.push({ level: 'lost', path, message: `超过 ${most} 个字，后面的去掉了` })
  return letters.slice(0, most).join('')
}

function takeHtml({ from, conditions }: Element, notes: Note[]): string {
  from.value('type')
  from.value('name')
  const text = from.text('html')
  if (conditions.length > 0)
    notes.push({ level: 'lost', path: from.path, message: '说明文字的条件没有带进来，所有人都会看到' })
  from.nameRest()
  return text
}

function takeElement({ from, conditions }: Element, name: string, work: Work): Question | null {
  const requiredIf = from.value('requiredIf')
  const showIf = takeCondition(conditions, work)
  const before = work.renamed.length
  const taken = takeQuestion(from, work.giveQuestion(name, from.path), name, work)
  if (taken === null) {
    work.renamed.length = before
    return null
  }
  from.nameRest()
  const same = conditions.some(({ expression }) => expression === requiredIf)
  if (typeof requiredIf === 'string' && requiredIf.trim() !== '' && !same)
    work.notes.push({
      ...{ level: 'lost', path: `${from.path}.requiredIf` },
      message: '“满足条件才必答”没有带进来：本站的题要么必答，要么不必答',
    })
  const question = { ...taken.question, required: taken.question.required || same, showIf }
  work.taken.push({ ...taken, question })
  return question
}

function conditionsOn(from: Reader): Element['conditions'] {
  const expression = from.value('visibleIf')
  return typeof expression === 'string' && expression.trim() !== ''
    ? [{ path: `${from.path}.visibleIf`, expression }]
    : []
}

/** All of the conditions at once; what cannot be said is named, and then everybody is asked. */
function takeCondition(conditions: Element['conditions'], work: Work): Condition | undefined {
  const parts: Expression[] = []
  for (const { path, expression } of conditions) {
    const parsed = parseExpression(expression)
    if (parsed === null) nameCondition(work.notes, path, '条件看不懂')
    else parts.push(parsed)
  }
  const own = parts.length === 0 ? null : withoutOurs({ kind: 'all', parts }, work.ways)
  if (own === null) return undefined
  const said = conditionOf(own, work.lookup)
  if ('condition' in said) return said.condition
  nameCondition(work.notes, conditions.at(-1)?.path ?? '', said.fault)
  return undefined
}

function nameCondition(notes: Note[], path: string, fault: string): void {
  notes.push({ level: 'lost', path, message: `${fault}。这个条件没有带进来，会问所有人` })
}

/** There a hidden answer may count and be kept; here never. */
function nameHidden(root: Reader, pages: { page: Omit<Page, 'skips'> }[], notes: Note[]): void {
  const clearing = root.value('clearInvisibleValues')
  const isConditional = pages.some(
    ({ page }) => page.showIf !== undefined || page.questions.some(({ showIf }) => showIf !== undefined),
  )
  if (clearing === 'onHidden' || clearing === 'onHiddenContainer' || !isConditional) return
  notes.push({
    ...{ level: 'changed', path: '问卷.clearInvisibleValues' },
    message: '不再显示的题，答案在本站不收，也不再影响别的题',
  })
}

/** Braces in texts name questions by their new ids. */
function piped(page: Page, { lookup, notes }: Work): Page {
  const inText = (text: string, path: string) =>
    text.replace(/\{([^{}]{1,100})\}/g, (whole, name: string) => {
      const found = lookup(name.trim())
      if (found) return `{${found.question.id}}`
      notes.push({ level: 'changed', path, message: `文字里的 ${whole} 在本站没有意思，原样显示` })
      return whole
    })
  return {
    ...page,
    title: inText(page.title, page.id),
    ...(page.text ? { text: inText(page.text, page.id) } : {}),
    questions: page.questions.map((question) => ({
      ...question,
      title: inText(question.title, question.id),
      ...(question.hint ? { hint: inText(question.hint, question.id) } : {}),
    })),
  }
}
