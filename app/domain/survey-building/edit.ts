import { theEnd } from '~/app/domain/surveys/definition'
import { pipedIn } from '~/app/domain/surveys/say-answer'
import { questionsOf } from '~/app/domain/surveys/walk'
import { Refusal } from '~/app/server/errors'
import type { Condition, Page, Question, Skip, SurveyDefinition } from '~/db/schema/survey-definition'

/** One change of a survey. Each names what it changes, so that two who edit different things at once both keep theirs. */
export type Edit =
  | { kind: 'page-added'; after?: string; title?: string }
  | { kind: 'page-changed'; pageId: string; head: PageHead }
  | { kind: 'page-moved'; pageId: string; by: -1 | 1 }
  | { kind: 'page-copied'; pageId: string }
  | { kind: 'page-deleted'; pageId: string }
  | { kind: 'question-added'; pageId: string; question: Question; after?: string }
  | { kind: 'question-changed'; questionId: string; question: Question }
  | { kind: 'question-moved'; questionId: string; by: -1 | 1 }
  | { kind: 'question-copied'; questionId: string }
  | { kind: 'question-deleted'; questionId: string }
  | { kind: 'cross-by'; ids: string[] }

export type PageHead = {
  title: string
  text?: string | undefined
  showIf?: Condition | undefined
  skips: Skip[]
}

export type Edited = {
  definition: SurveyDefinition
  /** What was added or changed: the place to which the builder goes back. */
  at: { pageId?: string; questionId?: string }
}

/** `taken`: ids that other versions have used; no new page or question gets one of them, for answers are kept by them. */
export function applyEdit(definition: SurveyDefinition, edit: Edit, taken: string[] = []): Edited {
  switch (edit.kind) {
    case 'page-added':
      return addPage(definition, edit, taken)
    case 'page-changed': {
      pageOf(definition, edit.pageId)
      const pages = definition.pages.map((page) =>
        page.id === edit.pageId ? compact({ ...page, ...edit.head, questions: page.questions }) : page,
      )
      return { definition: { ...definition, pages }, at: { pageId: edit.pageId } }
    }
    case 'page-moved':
      pageOf(definition, edit.pageId)
      return {
        definition: { ...definition, pages: moved(definition.pages, edit.pageId, edit.by) },
        at: { pageId: edit.pageId },
      }
    case 'page-copied':
      return copyPage(definition, edit.pageId, taken)
    case 'page-deleted':
      return deletePage(definition, edit.pageId)
    case 'question-added':
      return addQuestion(definition, edit, taken)
    case 'question-changed': {
      const { questionId, question } = edit
      const page = pageWith(definition, questionId)
      const questions = page.questions.map((one) =>
        one.id === questionId ? { ...question, id: questionId } : one,
      )
      return { definition: withQuestions(definition, page.id, questions), at: { questionId } }
    }
    case 'question-moved':
      return {
        definition: moveQuestion(definition, edit.questionId, edit.by),
        at: { questionId: edit.questionId },
      }
    case 'question-copied': {
      const page = pageWith(definition, edit.questionId)
      const question = page.questions.find(({ id }) => id === edit.questionId) as Question
      return addQuestion(definition, { pageId: page.id, question, after: question.id }, taken)
    }
    case 'question-deleted':
      return deleteQuestion(definition, edit.questionId)
    case 'cross-by':
      return { definition: { ...definition, crossBy: [...new Set(edit.ids)].slice(0, 3) }, at: {} }
  }
}

function addPage(
  definition: SurveyDefinition,
  { after, title = '' }: { after?: string; title?: string },
  taken: string[],
): Edited {
  const page: Page = { id: newId('p', [...idsIn(definition), ...taken]), title, questions: [], skips: [] }
  return {
    definition: { ...definition, pages: insertAfter(definition.pages, page, after) },
    at: { pageId: page.id },
  }
}

/** The conditions among its own questions go along with the copies. */
function copyPage(definition: SurveyDefinition, pageId: string, taken: string[]): Edited {
  const page = pageOf(definition, pageId)
  const used = [...idsIn(definition), ...taken]
  const names = new Map<string, string>()
  for (const { id } of page.questions) {
    const name = newId('q', used)
    used.push(name)
    names.set(id, name)
  }
  const copy = renamePage({ ...page, id: newId('p', used) }, names)
  return {
    definition: { ...definition, pages: insertAfter(definition.pages, copy, pageId) },
    at: { pageId: copy.id },
  }
}

function deletePage(definition: SurveyDefinition, pageId: string): Edited {
  const page = pageOf(definition, pageId)
  if (page.questions.length > 0)
    throw new Refusal(409, '这一页上还有题目。请先把题目移到别的页，或者逐题删除，再删这一页。')
  if (definition.pages.length === 1) throw new Refusal(409, '问卷至少要有一页。')
  const from = definition.pages.find(({ skips }) => skips.some(({ to }) => to === pageId))
  if (from) throw new Refusal(409, `“${titleOf(from, definition)}”会跳到这一页，请先改那里的跳转。`)
  return { definition: { ...definition, pages: definition.pages.filter(({ id }) => id !== pageId) }, at: {} }
}

function addQuestion(
  definition: SurveyDefinition,
  { pageId, question, after }: { pageId: string; question: Question; after?: string },
  taken: string[],
): Edited {
  const page = pageOf(definition, pageId)
  const id = newId('q', [...idsIn(definition), ...taken])
  const questions = insertAfter(page.questions, { ...question, id }, after)
  return { definition: withQuestions(definition, pageId, questions), at: { questionId: id } }
}

/** Past the first of a page, it becomes the last of the page before; past the last, the first of the next. */
function moveQuestion(definition: SurveyDefinition, questionId: string, by: -1 | 1): SurveyDefinition {
  const page = pageWith(definition, questionId)
  const at = page.questions.findIndex(({ id }) => id === questionId)
  if (page.questions[at + by])
    return withQuestions(definition, page.id, moved(page.questions, questionId, by))
  const next = definition.pages[definition.pages.indexOf(page) + by]
  if (!next) return definition
  const question = page.questions[at] as Question
  const without = withQuestions(definition, page.id, page.questions.toSpliced(at, 1))
  return withQuestions(
    without,
    next.id,
    by === 1 ? [question, ...next.questions] : [...next.questions, question],
  )
}

function deleteQuestion(definition: SurveyDefinition, questionId: string): Edited {
  const page = pageWith(definition, questionId)
  const uses = usesOf(definition, questionId)
  if (uses.length > 0)
    throw new Refusal(
      409,
      `还有地方要看这道题的答案：${uses.map((one) => `“${one}”`).join('、')}。请先改那里，再删这道题。`,
    )
  const questions = page.questions.filter(({ id }) => id !== questionId)
  const crossBy = definition.crossBy.filter((id) => id !== questionId)
  return {
    definition: { ...withQuestions(definition, page.id, questions), crossBy },
    at: { pageId: page.id },
  }
}

/** Whose condition, skip or words look at this question, by their titles. */
export function usesOf(definition: SurveyDefinition, questionId: string): string[] {
  const looks = (condition: Condition | undefined) =>
    condition?.tests.some(({ question }) => question === questionId) ?? false
  const pipes = (...texts: (string | undefined)[]) =>
    texts.some((text) => text !== undefined && pipedIn(text).includes(questionId))
  return definition.pages.flatMap((page) => [
    ...(looks(page.showIf) || page.skips.some(({ when }) => looks(when)) || pipes(page.title, page.text)
      ? [titleOf(page, definition)]
      : []),
    ...page.questions
      .filter(({ id, showIf, title, hint }) => id !== questionId && (looks(showIf) || pipes(title, hint)))
      .map(({ title }) => title),
  ])
}

/** A page without a title of its own is called by its number. */
export function titleOf({ id, title }: Pick<Page, 'id' | 'title'>, { pages }: SurveyDefinition): string {
  return title || `第 ${pages.findIndex((page) => page.id === id) + 1} 页`
}

export function pageOf({ pages }: SurveyDefinition, pageId: string): Page {
  const page = pages.find(({ id }) => id === pageId)
  if (!page) throw gone('这一页')
  return page
}

export function pageWith({ pages }: SurveyDefinition, questionId: string): Page {
  const page = pages.find(({ questions }) => questions.some(({ id }) => id === questionId))
  if (!page) throw gone('这道题')
  return page
}

function gone(what: string): Refusal {
  return new Refusal(409, `${what}刚刚被另一位同事删掉了，没有可改的内容。请回到问卷查看。`)
}

/** Every name that is used: of pages, of questions, and that of the end. */
export function idsIn(definition: SurveyDefinition): string[] {
  return [theEnd, ...definition.pages.map(({ id }) => id), ...questionsOf(definition).map(({ id }) => id)]
}

function newId(letter: 'p' | 'q', used: string[]): string {
  const numbers = used.map((id) => Number(new RegExp(`^${letter}(\\d{1,6})$`).exec(id)?.[1] ?? 0))
  return `${letter}${Math.max(0, ...numbers) + 1}`
}

function withQuestions(
  definition: SurveyDefinition,
  pageId: string,
  questions: Question[],
): SurveyDefinition {
  const pages = definition.pages.map((page) => (page.id === pageId ? { ...page, questions } : page))
  return { ...definition, pages }
}

function insertAfter<T extends { id: string }>(list: T[], one: T, after: string | undefined): T[] {
  const at = list.findIndex(({ id }) => id === after)
  return at < 0 ? [...list, one] : list.toSpliced(at + 1, 0, one)
}

function moved<T extends { id: string }>(list: T[], id: string, by: -1 | 1): T[] {
  const at = list.findIndex((one) => one.id === id)
  const other = list[at + by]
  return other ? list.with(at + by, list[at] as T).with(at, other) : list
}

function renamePage(page: Page, names: Map<string, string>): Page {
  const rename = (condition: Condition | undefined) => renameCondition(condition, names)
  return compact({
    ...page,
    title: renameWords(page.title, names),
    text: page.text === undefined ? undefined : renameWords(page.text, names),
    // Its own condition looks at what comes before it, so nothing in there has another name now.
    skips: page.skips.map(({ when, to }) => ({ when: rename(when) as Condition, to })),
    questions: page.questions.map((question) =>
      compact({
        ...question,
        id: names.get(question.id) ?? question.id,
        title: renameWords(question.title, names),
        hint: question.hint === undefined ? undefined : renameWords(question.hint, names),
        showIf: rename(question.showIf),
      }),
    ),
  })
}

function renameCondition(
  condition: Condition | undefined,
  names: Map<string, string>,
): Condition | undefined {
  if (!condition) return undefined
  const tests = condition.tests.map((test) => ({
    ...test,
    question: names.get(test.question) ?? test.question,
  }))
  return { ...condition, tests }
}

function renameWords(text: string, names: Map<string, string>): string {
  return text.replace(/\{([A-Za-z][A-Za-z0-9_]{0,39})\}/g, (braces, id: string) =>
    names.has(id) ? `{${names.get(id)}}` : braces,
  )
}

/** Without the fields that are not there: they would not survive the way through the database anyway. */
function compact<T extends object>(thing: T): T {
  return Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== undefined)) as T
}
