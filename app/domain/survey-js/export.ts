import { truthsUnasked } from '~/app/domain/survey-building/outcomes'
import { testFault } from '~/app/domain/survey-building/test-faults'
import { theEnd } from '~/app/domain/surveys/definition'
import type { Condition, Option, Page, Question, SurveyDefinition, Test } from '~/db/schema/survey-definition'
import { type Names, namesFor } from './names'

/** Something that the other side does not know, and what became of it. */
export type ExportNote = { path: string; message: string }

type Json = Record<string, unknown>

export type Titled = { title: string; purpose: string; definition: SurveyDefinition }

type Writing = {
  names: Names
  places: Option[]
  notes: ExportNote[]
  /** The questions that come before what is written now: only they can have an answer. */
  known: Map<string, Question>
}

/**
 * A survey as SurveyJS JSON that asks the same questions for the same answers. A skip there jumps at once and leaves
 * what lies between standing; so ours are written as calculated values, which the pages between look at.
 */
export function exportSurveyJs({ title, purpose, definition }: Titled, places: Option[]) {
  const writing: Writing = { names: namesFor(definition, places), places, notes: [], known: new Map() }
  const shownIf: string[] = []
  const ways: { page: number; name: string; expression: string; targets: number[] }[] = []
  const pages = definition.pages.map((page, at) => {
    const jumps = ways.flatMap((way) =>
      way.targets
        .filter((target) => target > at)
        .map((target) => `{${way.name}} <> '${landingName(definition, target, writing)}'`),
    )
    const own = expressionOf(page.showIf, writing, page.id)
    const visibleIf = [own && jumps.length > 0 ? `(${own})` : own, ...jumps].filter(Boolean).join(' and ')
    shownIf.push(visibleIf)
    const elements = page.questions.map((question) => writeQuestion(question, page, writing))
    if (page.skips.length > 0) ways.push(writeSkips(definition, at, visibleIf, writing))
    return {
      name: writing.names.page(page.id),
      ...(page.title ? { title: writing.names.inText(page.title) } : {}),
      ...writePageText(page, writing),
      ...(visibleIf ? { visibleIf } : {}),
      elements: [...(page.text && elements.length === 0 ? [textElement(page, writing)] : []), ...elements],
    }
  })
  if (definition.crossBy.length > 0)
    writing.notes.push({ path: 'crossBy', message: '结果的分组对比没有写进文件：SurveyJS 没有这一项' })
  const json = {
    ...{ title, description: purpose, locale: 'zh-cn', clearInvisibleValues: 'onHiddenContainer' },
    ...(ways.length > 0
      ? { calculatedValues: ways.map(({ name, expression }) => ({ name, expression })) }
      : {}),
    pages,
  }
  return { json, notes: [...writing.names.notes, ...writing.notes], names: writing.names }
}

function writePageText(page: Page, { names }: Writing): Json {
  return page.text && page.questions.length > 0 ? { description: names.inText(page.text) } : {}
}

/** SurveyJS does not show a page without questions; its words stand in an element of their own. */
function textElement({ id, text = '' }: Page, { names }: Writing): Json {
  return { type: 'html', name: names.free(`${id}_text`), html: escaped(names.inText(text)) }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function writeSkips(definition: SurveyDefinition, at: number, visibleIf: string, writing: Writing) {
  const page = definition.pages[at] as Page
  const targets = page.skips.map(({ to }) => landing(definition, at, to, writing, page.id))
  const taken = page.skips.reduceRight((otherwise, { when }, order) => {
    const name = landingName(definition, targets[order] as number, writing)
    return `iif(${expressionOf(when, writing, page.id) || '1 = 1'}, '${name}', ${otherwise})`
  }, "'next'")
  return {
    ...{ page: at, name: writing.names.way(page.id), targets: [...new Set(targets)] },
    expression: visibleIf ? `iif(${visibleIf}, ${taken}, 'next')` : taken,
  }
}

function landing(definition: SurveyDefinition, from: number, to: string, writing: Writing, path: string) {
  const at = definition.pages.findIndex(({ id }) => id === to)
  if (at > from) return at
  if (to !== theEnd)
    writing.notes.push({ path, message: `要跳到的页（${to}）不在后面，按“跳到结束”写进文件` })
  return definition.pages.length
}

function landingName({ pages }: SurveyDefinition, at: number, { names }: Writing): string {
  const page = pages[at]
  return page ? names.page(page.id) : theEnd
}

function writeQuestion(question: Question, page: Page, writing: Writing): Json {
  const { names } = writing
  const path = `${page.id} / ${question.id}`
  const visibleIf = expressionOf(question.showIf, writing, path)
  writing.known.set(question.id, question)
  return {
    ...{
      type: typeOf[question.kind],
      name: names.question(question.id),
      title: names.inText(question.title),
    },
    ...(question.hint ? { description: names.inText(question.hint) } : {}),
    ...(question.required ? { isRequired: true } : {}),
    ...(visibleIf ? { visibleIf } : {}),
    ...detailsOf(question, writing, path),
  }
}

const typeOf: Record<Question['kind'], string> = {
  ...{ single: 'radiogroup', 'drop-down': 'dropdown', multiple: 'checkbox', 'yes-no': 'boolean' },
  ...{ place: 'dropdown', rating: 'rating', matrix: 'matrix', ranking: 'ranking' },
  ...{ number: 'text', date: 'text', 'short-text': 'text', 'long-text': 'comment' },
}

function detailsOf(question: Question, writing: Writing, path: string): Json {
  const items = (list: Option[]) =>
    list.map(({ id, label, exclusive }) => ({
      ...{ value: writing.names.option(question.id, id), text: label },
      ...(exclusive ? { isExclusive: true } : {}),
    }))
  switch (question.kind) {
    case 'single':
    case 'drop-down':
      return { choices: items(question.options), ...choiceExtras(question) }
    case 'multiple':
      return {
        ...{ choices: items(question.options), ...choiceExtras(question) },
        ...leastOf(question, question.least, writing.names),
        ...(question.most ? { maxSelectedChoices: question.most } : {}),
      }
    case 'yes-no':
      return { valueTrue: 'yes', valueFalse: 'no', labelTrue: '是', labelFalse: '否' }
    case 'place':
      writing.notes.push({ path, message: '乡镇街道题写成下拉选择，选项是现在的乡镇街道名单' })
      return { choices: items(writing.places) }
    case 'rating':
      return {
        ...{ rateMin: 1, rateMax: question.steps },
        ...{ minRateDescription: question.low, maxRateDescription: question.high },
      }
    case 'matrix':
      return {
        ...{ rows: rowItems(question, writing.names), columns: items(question.columns) },
        ...(question.required ? { eachRowRequired: true } : {}),
      }
    case 'ranking':
      return {
        choices: items(question.options),
        ...(question.shuffle ? { choicesOrder: 'random' } : {}),
        ...(question.most ? { selectToRankEnabled: true, maxSelectedChoices: question.most } : {}),
        ...leastOf(question, question.most, writing.names),
      }
    case 'number':
      return numberDetails(question, writing, path)
    case 'date':
      return {
        inputType: 'date',
        ...(question.from ? { min: question.from } : {}),
        ...(question.to ? { max: question.to } : {}),
      }
    case 'short-text':
    case 'long-text':
      return { maxLength: question.most }
  }
}

function rowItems({ id: question, rows }: Question & { kind: 'matrix' }, names: Names): Json[] {
  return rows.map(({ id, label }) => ({ value: names.row(question, id), text: label }))
}

function choiceExtras({
  shuffle,
  other,
}: {
  shuffle?: boolean | undefined
  other?: string | undefined
}): Json {
  return {
    ...(shuffle ? { choicesOrder: 'random' } : {}),
    ...(other ? { showOtherItem: true, otherText: other } : {}),
  }
}

function numberDetails(
  question: Question & { kind: 'number' },
  { names, notes }: Writing,
  path: string,
): Json {
  if (question.bands.length > 0) notes.push({ path, message: '结果的分段没有写进文件：SurveyJS 没有这一项' })
  return {
    inputType: 'number',
    ...(question.least === undefined ? {} : { min: question.least }),
    ...(question.most === undefined ? {} : { max: question.most }),
    ...(question.unit ? { placeholder: question.unit } : {}),
    ...(question.whole
      ? {
          validators: [
            {
              type: 'expression',
              expression: wholeExpression(names.question(question.id)),
              text: '请填写整数',
            },
          ],
        }
      : {}),
  }
}

/** There `minSelectedChoices` also forbids no answer at all, so where that is allowed an expression says it. */
function leastOf(
  { id, required, options }: Question & { options: Option[] },
  least: number | undefined,
  { question, option }: Names,
): Json {
  if (!least) return {}
  if (required) return { minSelectedChoices: least }
  const alone = options.filter(({ exclusive }) => exclusive).map((one) => option(id, one.id))
  const expression = leastExpression(question(id), least, alone)
  return { validators: [{ type: 'expression', expression, text: `请至少选 ${least} 项` }] }
}

/** Read back by the import. */
export function leastExpression(name: string, least: number, alone: string[]): string {
  const orAlone = alone.map((value) => ` or {${name}} contains '${value}'`).join('')
  return `{${name}} empty or {${name}.length} >= ${least}${orAlone}`
}

/** What says in SurveyJS that a number is whole; read back by the import. */
export function wholeExpression(name: string): string {
  return `{${name}} % 1 = 0`
}

function expressionOf(condition: Condition | undefined, writing: Writing, path: string): string {
  const tests = condition?.tests.map((test) => writeTest(test, writing, path)) ?? []
  const joined = tests.join(condition?.join === 'any' ? ' or ' : ' and ')
  const matrices = condition?.tests.filter(({ row }) => row !== undefined).map(({ question }) => question)
  // SurveyJS 3.1.1 does not look again at `{m.row}` when the whole of `m` is cleared, only at `{m}`.
  const again = [...new Set(matrices)].map((id) => lookAgain(writing.names.question(id)))
  return again.length > 0 ? `(${joined}) and ${again.join(' and ')}` : joined
}

/** Always holds; the import leaves it out. */
function lookAgain(name: string): string {
  return `({${name}} notempty or 1 = 1)`
}

function writeTest(test: Test, writing: Writing, path: string): string {
  const question = writing.known.get(test.question)
  const fault = question ? testFault(test, writing.known, writing.places) : '条件问的题不在它前面'
  if (!question || fault !== null) {
    const [always] = question ? [test.is === 'not-chosen'] : truthsUnasked([test])
    writing.notes.push({ path, message: `${fault}；写成了${always ? '总是' : '从不'}成立` })
    return always ? '1 = 1' : '1 = 2'
  }
  const name = writing.names.question(test.question)
  const answer =
    test.row === undefined ? `{${name}}` : `{${name}.${writing.names.row(test.question, test.row)}}`
  switch (test.is) {
    case 'answered':
      return `${answer} notempty`
    case 'unanswered':
      return `${answer} empty`
    case 'chosen':
    case 'not-chosen':
      return `${answer} ${signOf(test.is, question)} ${writtenValue(test, question, writing)}`
    case 'at-least':
      return `${answer} >= ${writtenValue(test, question, writing)}`
    case 'at-most':
      return `${answer} <= ${writtenValue(test, question, writing)}`
  }
}

function signOf(is: 'chosen' | 'not-chosen', { kind }: Question): string {
  const isList = kind === 'multiple' || kind === 'ranking'
  if (is === 'chosen') return isList ? 'contains' : '='
  return isList ? 'notcontains' : '<>'
}

function writtenValue({ value = '' }: Test, { id, kind }: Question, { names }: Writing): string {
  if (kind === 'rating' || kind === 'number') return plainNumber(Number(value))
  const written = kind === 'date' ? String(value) : names.option(id, String(value))
  return `'${written.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function plainNumber(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
}
