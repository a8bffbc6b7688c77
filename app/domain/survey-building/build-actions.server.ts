import { publishedVersions, versionInWork } from '~/app/domain/surveys/row.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import type { QuestionKind, Skip, SurveyDefinition } from '~/db/schema/survey-definition'
import { editSurvey, optionIdsEverUsed } from './build.server'
import { kindChoices } from './choices'
import { questionsBefore, readCondition } from './condition-form'
import type { Edited } from './edit'
import { readQuestion } from './question-form'

type Values = Record<string, string>
type At = Edited['at']

/** What a button of the builder does, with the fields of its form; gives the place to which the builder goes back. */
export async function takeBuilderStep(tx: Ctx, id: number, intent: string, values: Values): Promise<At> {
  const { page = '', question = '', base } = values
  switch (intent) {
    case 'save-question':
      return saveQuestion(tx, id, values)
    case 'save-page':
      return savePage(tx, id, values)
    case 'add-page':
      return editSurvey(tx, id, { kind: 'page-added' })
    case 'page-copy':
      return editSurvey(tx, id, { kind: 'page-copied', pageId: page })
    case 'page-up':
    case 'page-down':
      return editSurvey(tx, id, { kind: 'page-moved', pageId: page, by: intent === 'page-up' ? -1 : 1 })
    case 'page-delete':
      return editSurvey(tx, id, { kind: 'page-deleted', pageId: page })
    case 'question-copy':
      return editSurvey(tx, id, { kind: 'question-copied', questionId: question })
    case 'question-up':
    case 'question-down': {
      const by = intent === 'question-up' ? -1 : 1
      return editSurvey(tx, id, { kind: 'question-moved', questionId: question, by })
    }
    case 'question-delete':
      return editSurvey(tx, id, { kind: 'question-deleted', questionId: question }, { base })
    case 'cross-by':
      return editSurvey(tx, id, { kind: 'cross-by', ids: (values.crossBy ?? '').split('\n').filter(Boolean) })
    default:
      throw new Refusal(422, '没有这一步。')
  }
}

async function saveQuestion(tx: Ctx, id: number, values: Values): Promise<At> {
  const definition = await shownDefinition(tx, id)
  const kind = values.kind as QuestionKind
  if (!kindChoices.includes(kind)) throw new Refusal(422, '请选择题型。')
  const before = questionsOf(definition).find((one) => one.id === values.question) ?? null
  if (values.question && !before)
    throw new Refusal(409, '这道题刚刚被另一位同事删掉了；您填的都还在，仍然需要的，请再保存一次。')
  const pageId = pageFor(definition, values.page)
  const place = before ? { questionId: before.id } : { newOnPageId: pageId }
  const read = readQuestion(values, {
    ...{ kind, before, earlier: questionsBefore(definition, place) },
    taken: before ? await optionIdsEverUsed(tx, id, before.id) : [],
  })
  if ('faults' in read) throw new Refusal(422, '有几处没有填好。', { fields: read.faults })
  const { question } = read
  return before
    ? editSurvey(tx, id, { kind: 'question-changed', questionId: before.id, question }, { base: values.base })
    : editSurvey(tx, id, { kind: 'question-added', pageId, question })
}

/** The page that was chosen; the last one where a colleague has just deleted it. */
function pageFor({ pages }: SurveyDefinition, typed: string | undefined): string {
  return pages.find(({ id }) => id === typed)?.id ?? pages.at(-1)?.id ?? ''
}

export const mostSkips = 10

async function savePage(tx: Ctx, id: number, values: Values): Promise<At> {
  const definition = await shownDefinition(tx, id)
  const pageId = values.page ?? ''
  const { condition: showIf, faults } = readCondition(values, 'if', questionsBefore(definition, { pageId }))
  const upTo = questionsBefore(definition, { afterPageId: pageId })
  const skips: Skip[] = []
  for (let row = 0; row < mostSkips; row += 1) {
    const { condition, faults: wrong } = readCondition(values, `skip-${row}`, upTo)
    Object.assign(faults, wrong)
    const to = values[`skip-${row}-to`] ?? ''
    if (condition && to) skips.push({ when: condition, to })
    if (condition && !to) faults[`skip-${row}-to`] = '请选择跳到哪一页'
    if (!condition && to && Object.keys(wrong).length === 0)
      faults[`skip-${row}-0`] = '请选择什么时候跳；一直都要跳过的页，可以直接删掉'
  }
  const title = (values.title ?? '').trim()
  const text = (values.text ?? '').trim()
  if ([...title].length > 100) faults.title = '最多 100 个字'
  if ([...text].length > 2000) faults.text = '最多 2000 个字'
  if (Object.keys(faults).length > 0) throw new Refusal(422, '有几处没有填好。', { fields: faults })
  const head = { title, skips, text: text || undefined, showIf }
  return editSurvey(tx, id, { kind: 'page-changed', pageId, head }, { base: values.base })
}

async function shownDefinition(tx: Ctx, id: number): Promise<SurveyDefinition> {
  const version = (await versionInWork(tx, id)) ?? (await publishedVersions(tx, id))[0]
  if (!version) throw new Refusal(404, '没有找到这份问卷。')
  return version.definition
}
