import { questionSchema } from '~/app/domain/surveys/definition'
import type { Option, Question, QuestionKind } from '~/db/schema/survey-definition'
import { conditionValues, readCondition } from './condition-form'
import { linesOfOptions, optionsOfLines } from './options-of-lines'
import { questionFault } from './question-faults'

type Values = Record<string, string>
export type ReadQuestion = { question: Question } | { faults: Record<string, string> }

/** What the form of a kind shows for a question that is there, or for a new one. */
export function questionValues(question: Question | null, kind: QuestionKind): Values {
  const shared = {
    title: question?.title ?? '',
    hint: question?.hint ?? '',
    required: question === null || question.required ? 'on' : '',
    ...conditionValues('if', question?.showIf),
  }
  return { ...beginnings[kind], ...shared, ...(question ? ownValues(question) : {}) }
}

/** What a new question of a kind begins with, where something is usual. */
const beginnings: Record<QuestionKind, Values> = {
  single: {},
  multiple: {},
  'drop-down': {},
  'yes-no': {},
  place: {},
  rating: { steps: '5', low: '很不满意', high: '很满意' },
  matrix: { columns: '满意\n一般\n不满意' },
  ranking: {},
  number: { whole: 'on' },
  date: {},
  'short-text': { most: '100' },
  'long-text': { most: '1000' },
}

const text = (value: string | number | undefined) => (value === undefined ? '' : String(value))
const ticked = (value: boolean | undefined) => (value ? 'on' : '')

function ownValues(question: Question): Values {
  switch (question.kind) {
    case 'single':
    case 'drop-down':
      return {
        options: linesOfOptions(question.options),
        other: text(question.other),
        shuffle: ticked(question.shuffle),
      }
    case 'multiple':
      return {
        options: linesOfOptions(question.options),
        other: text(question.other),
        shuffle: ticked(question.shuffle),
        least: text(question.least),
        most: text(question.most),
      }
    case 'ranking':
      return {
        options: linesOfOptions(question.options),
        shuffle: ticked(question.shuffle),
        most: text(question.most),
      }
    case 'rating':
      return { steps: text(question.steps), low: question.low, high: question.high }
    case 'matrix':
      return { rows: linesOfOptions(question.rows), columns: linesOfOptions(question.columns) }
    case 'number':
      return {
        least: text(question.least),
        most: text(question.most),
        whole: ticked(question.whole),
        unit: question.unit,
        bands: question.bands.join(' '),
      }
    case 'date':
      return { from: text(question.from), to: text(question.to) }
    case 'short-text':
    case 'long-text':
      return { most: text(question.most) }
    default:
      return {}
  }
}

type Around = {
  kind: QuestionKind
  /** The question as it is now; null for a new one. */
  before: Question | null
  /** Ids that its options have had. */
  taken: string[]
  /** The questions before it, at which its condition may look. */
  earlier: Question[]
}

/** Reads the form; what is wrong stands beside its field. The id of a new question is given later. */
export function readQuestion(values: Values, { kind, before, taken, earlier }: Around): ReadQuestion {
  const { condition, faults } = readCondition(values, 'if', earlier)
  const amounts = amountFaults(values)
  const given = {
    ...{ kind, id: before?.id ?? 'new', title: values.title ?? '', required: values.required === 'on' },
    ...(values.hint?.trim() ? { hint: values.hint } : {}),
    ...(condition ? { showIf: condition } : {}),
    ...readOwn(values, kind, before, taken),
  }
  const read = questionSchema.safeParse(given)
  for (const { path, message } of read.error?.issues ?? []) {
    const field = String(path[0] ?? 'title')
    faults[field] ??= sayIssue(field, path.length, message)
  }
  Object.assign(faults, amounts)
  if (!read.success || Object.keys(faults).length > 0) return { faults }
  const question = read.data as Question
  const wrong = questionFault(question)
  return wrong ? { faults: { [wrong.field]: wrong.message } } : { question }
}

function readOwn(values: Values, kind: QuestionKind, before: Question | null, taken: string[]) {
  const lines = (name: 'options' | 'rows' | 'columns', withStars = false) => {
    return optionsOfLines(values[name] ?? '', { before: listOf(before, name), taken, withStars })
  }
  const number = (name: string) => amountOf(values[name])
  const some = <T>(name: string, value: T | undefined) => (value === undefined ? {} : { [name]: value })
  const shuffle = values.shuffle === 'on' ? { shuffle: true as const } : {}
  const other = some('other', values.other?.trim() || undefined)
  switch (kind) {
    case 'single':
    case 'drop-down':
      return { options: lines('options'), ...shuffle, ...other }
    case 'multiple':
      return {
        ...{ options: lines('options', true), ...shuffle, ...other },
        ...{ ...some('least', number('least')), ...some('most', number('most')) },
      }
    case 'ranking':
      return { options: lines('options'), ...shuffle, ...some('most', number('most')) }
    case 'rating':
      return { steps: number('steps') ?? 5, low: values.low ?? '', high: values.high ?? '' }
    case 'matrix':
      return { rows: lines('rows'), columns: lines('columns') }
    case 'number':
      return {
        ...{ ...some('least', number('least')), ...some('most', number('most')) },
        ...{ whole: values.whole === 'on', unit: values.unit ?? '', bands: bandsOf(values.bands) },
      }
    case 'date':
      return { ...some('from', values.from || undefined), ...some('to', values.to || undefined) }
    case 'short-text':
    case 'long-text':
      return { most: number('most') ?? (kind === 'short-text' ? 100 : 1000) }
    default:
      return {}
  }
}

function listOf(question: Question | null, name: 'options' | 'rows' | 'columns'): Option[] {
  if (question === null) return []
  if (question.kind === 'matrix') return name === 'options' ? [] : question[name]
  return name === 'options' && 'options' in question ? question.options : []
}

const plainNumber = /^-?\d{1,12}(\.\d{1,6})?$/

function amountOf(typed: string | undefined): number | undefined {
  const plain = (typed ?? '').normalize('NFKC').trim()
  return plainNumber.test(plain) ? Number(plain) : undefined
}

function bandsOf(typed: string | undefined): number[] {
  return splitBands(typed).map(Number).filter(Number.isFinite)
}

function splitBands(typed: string | undefined): string[] {
  return (typed ?? '')
    .normalize('NFKC')
    .split(/[\s,、;]+/)
    .filter((one) => one !== '')
}

function amountFaults(values: Values): Values {
  const wrong = ['least', 'most', 'steps'].filter(
    (name) => values[name]?.trim() && amountOf(values[name]) === undefined,
  )
  const bands = splitBands(values.bands).some((one) => !plainNumber.test(one))
  return Object.fromEntries([
    ...wrong.map((name) => [name, '请填写数字']),
    ...(bands ? [['bands', '请填写数字，用空格隔开，例如 18 40 60']] : []),
  ])
}

/** The library's own words are English; those of the schema are ours. */
function sayIssue(field: string, depth: number, message: string): string {
  if (/[一-鿿]/.test(message)) return depth > 1 ? `其中一行：${message}` : message
  switch (field) {
    case 'options':
      return '请写 1 到 60 个选项，一行一个'
    case 'rows':
      return '请写 1 到 20 行，一行一个'
    case 'columns':
      return '请写 2 到 10 个可选的答案，一行一个'
    case 'steps':
      return '请选 3 到 10 级'
    case 'unit':
      return '最多 10 个字'
    case 'bands':
      return '最多分 12 段'
    default:
      return '请填写合适的数字'
  }
}
