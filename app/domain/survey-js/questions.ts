import { isDay } from '~/app/domain/survey-building/outcomes'
import { questionSchema } from '~/app/domain/surveys/definition'
import type { Option, Question } from '~/db/schema/survey-definition'
import type { Taken } from './conditions'
import { leastExpression, wholeExpression } from './export'
import { isObject, type Note, plainText, type Reader, reader, shown } from './file'
import { idGiver, type Renamed } from './ids'

export type Taking = { notes: Note[]; renamed: Renamed[]; places: Option[] }

/** What stays in the file's terms until all names are known. */
export type TakenQuestion = Taken & { name: string }

type Asked = { id: string; title: string; hint?: string | undefined; required: boolean }
type Lists = Pick<Taken, 'options' | 'rows'>
type Details = { question: unknown; lists: Lists } | { lost: string }

/** One element of the file as our question; null (and named) where we have none like it. */
export function takeQuestion(from: Reader, id: string, name: string, taking: Taking): TakenQuestion | null {
  const { notes } = taking
  const title = from.text('title') || name
  const asked: Asked = {
    ...{ id, title, hint: from.text('description') || undefined },
    required: from.flag('isRequired'),
  }
  if (from.value('visible') === false) return left(from, notes, '这道题设为不显示，没有带进来')
  const details = detailsOf(from, String(from.value('type') ?? ''), asked, taking)
  if ('lost' in details) return left(from, notes, details.lost)
  const parsed = questionSchema.safeParse(details.question)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return left(
      from,
      notes,
      `这道题没有带进来：${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    )
  }
  return { name, question: parsed.data as Question, ...details.lists }
}

function left({ path }: Reader, notes: Note[], message: string): null {
  notes.push({ level: 'lost', path, message })
  return null
}

const none: Lists = { options: new Map(), rows: new Map() }

function detailsOf(from: Reader, type: string, asked: Asked, taking: Taking): Details {
  switch (type) {
    case 'radiogroup':
    case 'dropdown':
    case 'buttongroup':
      return choiceDetails(from, type === 'dropdown' ? 'drop-down' : 'single', asked, taking)
    case 'checkbox':
    case 'tagbox':
      return choiceDetails(from, 'multiple', asked, taking)
    case 'imagepicker':
      taking.notes.push({ level: 'lost', path: from.path, message: '选项的图片没有带进来，只留文字' })
      return choiceDetails(from, from.flag('multiSelect') ? 'multiple' : 'single', asked, taking)
    case 'boolean':
      return booleanDetails(from, asked)
    case 'rating':
      return ratingDetails(from, asked, taking)
    case 'matrix':
      return matrixDetails(from, asked, taking)
    case 'ranking':
      return rankingDetails(from, asked, taking)
    case 'text':
      return textDetails(from, asked, taking)
    case 'comment':
      return { question: { ...asked, kind: 'long-text', most: mostOf(from, 3000, 1000) }, lists: none }
    default:
      return { lost: `没有“${shown(type)}”这种题，整道题没有带进来` }
  }
}

function choiceDetails(
  from: Reader,
  kind: 'single' | 'drop-down' | 'multiple',
  asked: Asked,
  taking: Taking,
): Details {
  const { options, list } = takeOptions(from, 'choices', 'o', ['other'], taking, kind === 'multiple')
  for (const [flag, text, words] of alone)
    if (from.flag(flag) || from.flag(flag.replace('show', 'has').replace('Item', ''))) {
      const id = idGiver('o', ['other', ...list.map((one) => one.id)], taking.renamed)(text, from.path)
      options.set(text, id)
      const exclusive = kind === 'multiple' ? { exclusive: true } : {}
      list.push({ id, label: from.text(`${text}Text`) || words, ...exclusive })
    } else from.value(`${text}Text`)
  const hasOther = from.flag('showOtherItem') || from.flag('hasOther')
  const other = from.text('otherText') || '其他（请写明）'
  if (hasOther) options.set('other', 'other')
  if (list.length === 0) return { lost: '没有写明选项（或选项来自别处），整道题没有带进来' }
  const lists = { ...none, options }
  if (kind === 'drop-down' && !hasOther && arePlaces(list, taking.places))
    return {
      question: { ...asked, kind: 'place' },
      lists: { ...none, options: placeIds(from, options, taking) },
    }
  const extras = { options: list, ...shuffleOf(from, taking.notes), ...(hasOther ? { other } : {}) }
  if (kind !== 'multiple') return { question: { ...asked, kind, ...extras }, lists }
  const limits = { least: leastOf(from, list, options), most: from.number('maxSelectedChoices') || undefined }
  return { question: { ...asked, kind, ...extras, ...limits }, lists }
}

const alone = [
  ['showNoneItem', 'none', '都没有'],
  ['showRefuseItem', 'refused', '不愿回答'],
  ['showDontKnowItem', 'dontknow', '不知道'],
] as const

/** The county's own list means our question of place. */
function arePlaces(list: Option[], places: Option[]): boolean {
  return (
    places.length > 0 &&
    list.length === places.length &&
    places.every(({ label }, at) => list[at]?.label === label)
  )
}

function placeIds(
  from: Reader,
  options: Map<string, string>,
  { places, renamed }: Taking,
): Map<string, string> {
  const own = renamed.filter(({ path }) => !path.startsWith(`${from.path}.choices`))
  renamed.splice(0, renamed.length, ...own)
  return new Map([...options.keys()].map((value, at) => [value, (places[at] as Option).id]))
}

function shuffleOf(from: Reader, notes: Note[]): { shuffle?: true } {
  const order = from.value('choicesOrder')
  if (order === 'random') return { shuffle: true }
  if (order === 'asc' || order === 'desc')
    notes.push({
      level: 'changed',
      path: `${from.path}.choicesOrder`,
      message: '选项按文件里的顺序，不另排序',
    })
  return {}
}

/** Also as our own export writes it where no answer is allowed, too. */
function leastOf(from: Reader, list: Option[], options: Map<string, string>): number | undefined {
  const least = from.number('minSelectedChoices')
  if (least) return least
  const exclusive = [...options].filter(([, id]) => list.some((one) => one.id === id && one.exclusive))
  const alone = exclusive.map(([value]) => value)
  const expression = onlyExpression(from)
  const number = Number(/\.length\} >= (\d{1,2})/.exec(expression)?.[1])
  const isOurs = number > 0 && expression === leastExpression(String(from.value('name')), number, alone)
  if (isOurs) from.value('validators')
  return isOurs ? number : undefined
}

/** Looks at the validators without taking them: what is not understood is named with the rest. */
function onlyExpression(from: Reader): string {
  const validators = from.look('validators')
  const [one] = Array.isArray(validators) && validators.length === 1 ? validators : []
  return isObject(one) && one.type === 'expression' && typeof one.expression === 'string'
    ? one.expression
    : ''
}

type Items = { options: Map<string, string>; list: Option[] }

function takeOptions(
  from: Reader,
  key: string,
  prefix: string,
  taken: string[],
  { notes, renamed }: Taking,
  mayBeAlone = false,
): Items {
  const give = idGiver(prefix, taken, renamed)
  const options = new Map<string, string>()
  const list = from.list(key).flatMap((item, at): Option[] => {
    const path = `${from.path}.${key}[${at}]`
    const one = isObject(item) ? reader(item, path, notes) : null
    const raw = one ? one.value('value') : item
    const value = typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : raw
    const text = one?.text('text')
    const exclusive = one?.value('isExclusive') === true
    one?.nameRest()
    if (typeof value !== 'string' || value === '' || options.has(value)) {
      notes.push({ level: 'lost', path, message: '选项没有值，或和前面的选项重复，没有带进来' })
      return []
    }
    const id = give(value, path)
    options.set(value, id)
    const label = text || plainText(value, path, notes)
    return [{ id, label, ...(exclusive && mayBeAlone ? { exclusive: true } : {}) }]
  })
  return { options, list }
}

function booleanDetails(from: Reader, asked: Asked): Details {
  const [yes, no] = [from.value('valueTrue') ?? true, from.value('valueFalse') ?? false]
  const plain = (key: string, words: string) => {
    const label = from.look(key)
    if (label === undefined || label === words) from.value(key)
  }
  plain('labelTrue', '是')
  plain('labelFalse', '否')
  const options = new Map([
    ...(['true', String(yes).toLowerCase()].map((value) => [value, 'yes']) as [string, string][]),
    ...(['false', String(no).toLowerCase()].map((value) => [value, 'no']) as [string, string][]),
  ])
  return { question: { ...asked, kind: 'yes-no' }, lists: { ...none, options } }
}

function ratingDetails(from: Reader, asked: Asked, { notes }: Taking): Details {
  const step = from.number('rateStep') ?? 1
  const least = from.number('rateMin') ?? 1
  const most = from.number('rateMax') ?? least + (from.number('rateCount') ?? 5) - 1
  from.value('rateCount')
  from.value('autoGenerate')
  const [low, high] = [from.text('minRateDescription') || '最低', from.text('maxRateDescription') || '最高']
  const values = from.look('rateValues')
  if (Array.isArray(values) && values.length > 0) return { lost: '打分用了自定的分值，整道题没有带进来' }
  if (step === 1 && least === 1)
    return { question: { ...asked, kind: 'rating', steps: most, low, high }, lists: none }
  const message = `${least} 到 ${most} 的打分改成了填数字的题（${low}—${high} 的说明请写进提示）`
  notes.push({ level: 'changed', path: from.path, message })
  const whole = Number.isInteger(step) && Number.isInteger(least)
  return { question: { ...asked, kind: 'number', least, most, whole, unit: '', bands: [] }, lists: none }
}

function matrixDetails(from: Reader, asked: Asked, taking: Taking): Details {
  const rows = takeOptions(from, 'rows', 'r', [], taking)
  const columns = takeOptions(from, 'columns', 'c', [], taking)
  const each = from.flag('eachRowRequired') || from.flag('isAllRowRequired')
  if (asked.required && !each)
    taking.notes.push({ level: 'changed', path: from.path, message: '必答的矩阵题，本站要求每一行都选' })
  return {
    question: {
      ...asked,
      ...{ kind: 'matrix', required: asked.required || each, rows: rows.list, columns: columns.list },
    },
    lists: { options: columns.options, rows: rows.options },
  }
}

function rankingDetails(from: Reader, asked: Asked, taking: Taking): Details {
  const { options, list } = takeOptions(from, 'choices', 'o', [], taking)
  const chosen = from.flag('selectToRankEnabled')
  const least = leastOf(from, list, options)
  const most = chosen ? from.number('maxSelectedChoices') || undefined : undefined
  if (chosen && (most === undefined || least !== most))
    taking.notes.push({ level: 'changed', path: from.path, message: '本站的排序题要排满规定的个数' })
  const question = { ...asked, kind: 'ranking', options: list, ...shuffleOf(from, taking.notes), most }
  return { question, lists: { ...none, options } }
}

function textDetails(from: Reader, asked: Asked, { notes }: Taking): Details {
  const type = String(from.value('inputType') ?? 'text')
  if (type === 'number' || type === 'range') return numberDetails(from, asked)
  if (type === 'date') {
    const [first, last] = [from.value('min'), from.value('max')]
    const day = (value: unknown, key: string) => {
      if (value === undefined || (typeof value === 'string' && isDay(value))) return value
      notes.push({
        level: 'lost',
        path: `${from.path}.${key}`,
        message: '日期的界限不是写明的日期，没有带进来',
      })
      return undefined
    }
    return {
      question: { ...asked, kind: 'date', from: day(first, 'min'), to: day(last, 'max') },
      lists: none,
    }
  }
  if (type !== 'text') {
    const message = `“${shown(type)}”按普通文字收，不检查写法；涉及个人信息的请想清楚是否必要（L1）`
    notes.push({ level: 'changed', path: `${from.path}.inputType`, message })
  }
  return { question: { ...asked, kind: 'short-text', most: mostOf(from, 200, 200) }, lists: none }
}

function mostOf(from: Reader, limit: number, otherwise: number): number {
  const most = from.number('maxLength')
  return most && most > 0 ? Math.min(most, limit) : otherwise
}

function numberDetails(from: Reader, asked: Asked): Details {
  const isWhole = onlyExpression(from) === wholeExpression(String(from.value('name')))
  if (isWhole) from.value('validators')
  const unit = from.look('placeholder')
  const isUnit = typeof unit === 'string' && [...unit.trim()].length <= 10
  if (isUnit) from.value('placeholder')
  const [least, most] = [from.number('min'), from.number('max')]
  // Another step stays unread, and is named.
  const isStepOne = from.look('step') === 1 && from.number('step') === 1
  const question = { ...asked, kind: 'number', least, most, whole: isWhole || isStepOne }
  return { question: { ...question, unit: isUnit ? unit.trim() : '', bands: [] }, lists: none }
}
