import { questionsOf } from '~/app/domain/surveys/walk'
import type { Option, Question, SurveyDefinition } from '~/db/schema/survey-definition'
import type { ExportNote } from './export'

/** How things are called in a SurveyJS file, which does not tell `A` from `a`. */
export type Names = {
  question: (id: string) => string
  page: (id: string) => string
  option: (questionId: string, id: string) => string
  row: (questionId: string, id: string) => string
  /** The calculated value that says where a page leads. */
  way: (pageId: string) => string
  free: (wanted: string) => string
  /** A text whose braces name questions. */
  inText: (text: string) => string
  notes: ExportNote[]
}

export function namesFor(definition: SurveyDefinition, places: Option[]): Names {
  const notes: ExportNote[] = []
  const taken = new Set<string>(reserved)
  const rename = (path: string, ids: string[], used: Set<string>) =>
    new Map(
      ids.map((id) => {
        const name = freeName(id, used)
        if (name !== id)
          notes.push({ path, message: `“${id}”在 SurveyJS 里会和别的名字相混，改名为“${name}”` })
        return [id, name]
      }),
    )
  const questions = rename(
    'questions',
    questionsOf(definition).map(({ id }) => id),
    taken,
  )
  const pages = rename(
    'pages',
    definition.pages.map(({ id }) => id),
    new Set(['end', 'next']),
  )
  const ways = new Map(definition.pages.map(({ id }) => [id, freeName(`goto_${id}`, taken)]))
  const options = new Map(
    questionsOf(definition).map((question) => [question.id, optionNames(question, places, rename, taken)]),
  )
  return {
    notes,
    question: (id) => questions.get(id) ?? id,
    page: (id) => pages.get(id) ?? id,
    way: (id) => ways.get(id) ?? id,
    option: (question, id) => options.get(question)?.get(id) ?? id,
    row: (question, id) => options.get(question)?.get(rowKey(id)) ?? id,
    free: (wanted) => freeName(wanted, taken),
    inText: (text) =>
      text.replace(/\{([A-Za-z]\w{0,39})\}/g, (whole, id: string) => {
        const name = questions.get(id)
        return name === undefined ? whole : `{${name}}`
      }),
  }
}

function optionNames(
  question: Question,
  places: Option[],
  rename: (path: string, ids: string[], used: Set<string>) => Map<string, string>,
  taken: Set<string>,
): Map<string, string> {
  const ids = (list: Option[]) => list.map(({ id }) => id)
  if (question.kind === 'matrix')
    return new Map([
      ...rename(question.id, ids(question.columns), new Set()),
      ...[...rename(question.id, ids(question.rows), new Set(taken))].map(rowEntry),
    ])
  if (question.kind === 'place') return rename(question.id, ids(places), new Set())
  return 'options' in question ? rename(question.id, ids(question.options), new Set(['other'])) : new Map()
}

/** A row may have the id of a column; that of a question SurveyJS would mix up with the question. */
function rowEntry([id, name]: [string, string]): [string, string] {
  return [rowKey(id), name]
}

function rowKey(id: string): string {
  return `${id} `
}

/** Words that mean something of their own in an expression there, and what an empty answer of its rows would have. */
const reserved = [
  ...[
    'item',
    'row',
    'panel',
    'self',
    'survey',
    'question',
    'locale',
    'pageno',
    'pagecount',
    'choice',
    'length',
  ],
  ...Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()),
]

function freeName(wanted: string, taken: Set<string>): string {
  for (let more = 1; ; more += 1) {
    const name = more === 1 ? wanted : `${wanted}_${more}`
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}
