import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stepsOf } from '~/app/domain/audit/steps.server'
import {
  addConclusion,
  conclusionsOf,
  decideConclusion,
  raiseConclusion,
  removeConclusion,
} from '~/app/domain/survey-results/conclusions.server'
import { takeTextsIntoLedger } from '~/app/domain/survey-results/ledger.server'
import { keepTexts, refuseTexts } from '~/app/domain/survey-results/moderate-texts.server'
import { textsDesk } from '~/app/domain/survey-results/texts-desk.server'
import {
  addTheme,
  mostQuotes,
  quoteTexts,
  removeTheme,
  renameTheme,
  themeTexts,
} from '~/app/domain/survey-results/themes.server'
import type { Db, OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { comments } from '~/db/schema/comments'
import { points } from '~/db/schema/issues'
import { surveyTexts } from '~/db/schema/survey-answers'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { aConsultation } from '../comments/a-consultation'
import { aSurvey, type Office } from '../surveys/a-survey'
import { textsOf as textsIn } from './a-result'

let open: OpenDatabase
let db: Db
let office: Office

beforeAll(async () => {
  open = await freshDatabase()
  db = open.db
  office = await makeOffice(db)
})
afterAll(() => open.close())

const textsOf = (of: { surveyId: number; versionId: number }, bodies: string[], questionId?: string) =>
  textsIn(db, of, bodies, questionId)
const textRow = async (id: number | undefined) =>
  (
    await db
      .select()
      .from(surveyTexts)
      .where(eq(surveyTexts.id, id ?? 0))
  )[0]

describe('words of open questions', () => {
  test('are kept as they came, or masked; what leads to a person keeps back the whole lot', async () => {
    const survey = await aSurvey(db, { office })
    const [plain, phone] = await textsOf(survey, ['多装路灯', '请打 13812345678 找我'])
    const ids = [plain, phone] as number[]
    const moderator = office.as('moderator')
    await expect(keepTexts(moderator, survey.surveyId, { ids })).rejects.toThrow('手机号码')
    expect(await stepsOf(moderator, 'survey-text', plain as number)).toEqual([])
    await keepTexts(moderator, survey.surveyId, { ids, asProposed: true })
    expect((await textRow(plain))?.shown).toBe('多装路灯')
    expect(await textRow(phone)).toMatchObject({
      shown: '请打 138****5678 找我',
      body: '请打 13812345678 找我',
    })
  })

  test('are refused by a rule that says why, and may come back by another step', async () => {
    const survey = await aSurvey(db, { office })
    const [id] = (await textsOf(survey, ['骂人的话'])) as [number]
    const moderator = office.as('moderator')
    await expect(refuseTexts(moderator, survey.surveyId, { ids: [id] })).rejects.toThrow('请选择不公开的理由')
    await refuseTexts(moderator, survey.surveyId, { ids: [id], rule: 'insult' })
    const refused = await textsDesk(moderator, survey.surveyId, { state: 'refused' })
    expect(refused.texts).toMatchObject([{ id, reason: expect.stringContaining('意见审核规则第三项') }])
    await keepTexts(moderator, survey.surveyId, { ids: [id] })
    await refuseTexts(moderator, survey.surveyId, { ids: [id], rule: 'insult' })
    await keepTexts(moderator, survey.surveyId, { ids: [id] })
    const kinds = (await stepsOf(moderator, 'survey-text', id)).map(({ kind }) => kind)
    expect(kinds).toEqual(['refused', 'published', 'refused', 'restored'])
  })

  test('are decided about by moderators only, and only within their own survey', async () => {
    const survey = await aSurvey(db, { office })
    const other = await aSurvey(db, { office })
    const [id] = (await textsOf(other, ['别的问卷里的话'])) as [number]
    await expect(keepTexts(office.as('drafter'), other.surveyId, { ids: [id] })).rejects.toMatchObject({
      status: 403,
    })
    await expect(keepTexts(office.as('moderator'), survey.surveyId, { ids: [id] })).rejects.toMatchObject({
      status: 409,
    })
  })

  test('the desk suggests a masking and shows how many wait, by question', async () => {
    const survey = await aSurvey(db, { office })
    await textsOf(survey, ['我的手机 13812345678', '路太窄'])
    await textsOf(survey, ['门口'], 'where-other')
    const desk = await textsDesk(office.as('drafter'), survey.surveyId, {
      state: 'waiting',
      question: 'advice',
    })
    expect(desk.texts.map(({ suggestion }) => suggestion).sort()).toEqual(['我的手机 138****5678', '路太窄'])
    expect(desk.questions.map(({ id, counts }) => [id, counts.waiting])).toEqual([
      ['why', 0],
      ['where-other', 1],
      ['advice', 2],
    ])
    const neighbour = await makeOffice(db, `other-${survey.surveyId}`)
    await expect(
      textsDesk(neighbour.as('drafter'), survey.surveyId, { state: 'waiting' }),
    ).rejects.toMatchObject({ status: 403 })
  })
})

describe('themes and quotes', () => {
  test('many texts are put under a theme at once; one may lie under several', async () => {
    const survey = await aSurvey(db, { office })
    const ids = await textsOf(survey, ['灯太暗', '路太窄', '又暗又窄'])
    await keepTexts(office.as('moderator'), survey.surveyId, { ids })
    const drafter = office.as('drafter')
    const light = await addTheme(drafter, survey.surveyId, { questionId: 'advice', label: '照明' })
    const width = await addTheme(drafter, survey.surveyId, { questionId: 'advice', label: '路宽' })
    const [dark, narrow, both] = ids as [number, number, number]
    await themeTexts(drafter, survey.surveyId, { ids: [dark, both], themeId: light, isIn: true })
    await themeTexts(drafter, survey.surveyId, { ids: [narrow, both], themeId: width, isIn: true })
    await themeTexts(drafter, survey.surveyId, { ids: [narrow, both], themeId: width, isIn: true })
    const desk = await textsDesk(drafter, survey.surveyId, {
      question: 'advice',
      state: 'kept',
      theme: width,
    })
    expect(desk.themes.map(({ label, texts }) => [label, texts])).toEqual([
      ['照明', 2],
      ['路宽', 2],
    ])
    expect(desk.texts.find(({ id }) => id === both)?.themeIds).toEqual([light, width])
    await themeTexts(drafter, survey.surveyId, { ids: [both], themeId: width, isIn: false })
    await renameTheme(drafter, survey.surveyId, { themeId: width, label: '道路宽度' })
    await removeTheme(drafter, survey.surveyId, light)
    const without = await textsDesk(drafter, survey.surveyId, { question: 'advice', state: 'kept', theme: 0 })
    expect(without.texts.map(({ id }) => id)).toEqual([dark, both].sort((a, b) => a - b))
    expect(without.themes.map(({ label }) => label)).toEqual(['道路宽度'])
  })

  test('a few words are quoted, never all that people wrote to a question', async () => {
    const survey = await aSurvey(db, { office })
    const ids = await textsOf(
      survey,
      Array.from({ length: mostQuotes + 1 }, (_, at) => `路灯第 ${at + 1} 盏不亮`),
    )
    const others = await textsOf(survey, ['门口'], 'where-other')
    await keepTexts(office.as('moderator'), survey.surveyId, { ids: [...ids, ...others] })
    const drafter = office.as('drafter')
    const quoted = () =>
      db.$count(surveyTexts, and(eq(surveyTexts.surveyId, survey.surveyId), isNotNull(surveyTexts.quotedAt)))
    await expect(quoteTexts(drafter, survey.surveyId, { ids, isQuoted: true })).rejects.toThrow('最多引用')
    expect(await quoted()).toBe(0)
    await quoteTexts(drafter, survey.surveyId, { ids: ids.slice(1), isQuoted: true })
    await expect(
      quoteTexts(drafter, survey.surveyId, { ids: ids.slice(0, 1), isQuoted: true }),
    ).rejects.toThrow('最多引用')
    await quoteTexts(drafter, survey.surveyId, { ids: others, isQuoted: true })
    expect(await quoted()).toBe(mostQuotes + 1)
  })

  test('a theme of another question, a second one of the same name and words that wait are refused', async () => {
    const survey = await aSurvey(db, { office })
    const [advice] = (await textsOf(survey, ['建议'])) as [number]
    const [elsewhere] = (await textsOf(survey, ['门口'], 'where-other')) as [number]
    const drafter = office.as('drafter')
    const theme = await addTheme(drafter, survey.surveyId, { questionId: 'advice', label: '主题' })
    const put = (id: number) =>
      themeTexts(drafter, survey.surveyId, { ids: [id], themeId: theme, isIn: true })
    await expect(put(advice)).rejects.toThrow('还没有审核')
    await expect(put(elsewhere)).rejects.toThrow('另一道题')
    await expect(
      addTheme(drafter, survey.surveyId, { questionId: 'advice', label: ' 主题 ' }),
    ).rejects.toThrow('已经有这个主题')
    await expect(addTheme(drafter, survey.surveyId, { questionId: 'car', label: '车' })).rejects.toThrow(
      '开放题',
    )
    await expect(quoteTexts(drafter, survey.surveyId, { ids: [advice], isQuoted: true })).rejects.toThrow(
      '只能引用',
    )
  })
})

describe('into the ledger of a consultation', () => {
  test('kept words become published comments with one waiting point, from nobody, once', async () => {
    const { id: consultationId } = await aConsultation(db)
    const survey = await aSurvey(db, { office, consultationId })
    const ids = await textsOf(survey, ['路灯太暗', '我是张三 13812345678'])
    const drafter = office.as('drafter')
    await expect(takeTextsIntoLedger(drafter, survey.surveyId, ids)).rejects.toThrow('请先审核')
    await keepTexts(office.as('moderator'), survey.surveyId, { ids, asProposed: true })
    expect(await takeTextsIntoLedger(drafter, survey.surveyId, ids)).toBe(2)
    expect(await takeTextsIntoLedger(drafter, survey.surveyId, ids)).toBe(0)
    const taken = await db
      .select()
      .from(comments)
      .where(eq(comments.consultationId, consultationId))
      .orderBy(asc(comments.id))
    expect(taken.map(({ body }) => body)).toEqual(['路灯太暗', '我是张三 138****5678'])
    for (const comment of taken) {
      expect(comment).toMatchObject({ channel: 'survey', authorKind: 'anonymous', displayName: '' })
      expect(JSON.stringify(comment)).not.toContain('13812345678')
      const steps = await stepsOf(drafter, 'comment', comment.id)
      expect(steps.map(({ kind }) => kind)).toEqual(['published'])
    }
    // One moment for all: it does not tell who answered when.
    expect(new Set(taken.map(({ receivedAt }) => receivedAt.getTime())).size).toBe(1)
    expect(await db.$count(points, eq(points.consultationId, consultationId))).toBe(2)
    await expect(
      refuseTexts(office.as('moderator'), survey.surveyId, { ids, rule: 'insult' }),
    ).rejects.toThrow('台账')
  })

  test('a survey that stands alone has no ledger', async () => {
    const survey = await aSurvey(db, { office })
    const ids = await textsOf(survey, ['路灯太暗'])
    await keepTexts(office.as('moderator'), survey.surveyId, { ids })
    await expect(takeTextsIntoLedger(office.as('drafter'), survey.surveyId, ids)).rejects.toThrow(
      '没有可以归入的台账',
    )
  })
})

describe('conclusions', () => {
  test('have an order, questions and a decision with a reason; a later decision takes the place of an earlier one', async () => {
    const { surveyId } = await aSurvey(db, { office })
    const drafter = office.as('drafter')
    const first = await addConclusion(drafter, surveyId, { finding: '停车难', questionIds: ['ease'] })
    const second = await addConclusion(drafter, surveyId, { finding: '路灯暗', questionIds: [] })
    await raiseConclusion(drafter, surveyId, second)
    await raiseConclusion(drafter, surveyId, second)
    await expect(
      decideConclusion(drafter, surveyId, { conclusionId: first, decision: 'adopted', reason: ' ' }),
    ).rejects.toThrow('怎样落实')
    await decideConclusion(drafter, surveyId, {
      conclusionId: first,
      decision: 'explained',
      reason: '再研究',
    })
    await decideConclusion(drafter, surveyId, {
      conclusionId: first,
      decision: 'adopted',
      reason: '加 200 个车位',
    })
    expect(await conclusionsOf(drafter, surveyId)).toMatchObject([
      { id: second, finding: '路灯暗', decision: null },
      { id: first, questionIds: ['ease'], decision: { decision: 'adopted', reason: '加 200 个车位' } },
    ])
    await expect(removeConclusion(drafter, surveyId, first)).rejects.toThrow('不能删除')
    await removeConclusion(drafter, surveyId, second)
    const trail = await db
      .select({ action: audit.action })
      .from(audit)
      .where(eq(audit.subjectId, String(surveyId)))
    expect(trail.map(({ action }) => action)).toContain('survey.conclusion-decided')
  })

  test('are written by drafters of the department, about questions of this survey, once it is public', async () => {
    const { surveyId } = await aSurvey(db, { office })
    const words = { finding: '停车难', questionIds: [] }
    const neighbour = await makeOffice(db, `far-${surveyId}`)
    for (const ctx of [neighbour.as('drafter'), office.as('moderator'), office.citizen()])
      await expect(addConclusion(ctx, surveyId, words)).rejects.toMatchObject({ status: 403 })
    await expect(
      addConclusion(office.as('drafter'), surveyId, { finding: '停车难', questionIds: ['foreign'] }),
    ).rejects.toThrow('请选择这份问卷里的题目')
    const draft = await aSurvey(db, { office, published: false })
    await expect(addConclusion(office.as('drafter'), draft.surveyId, words)).rejects.toThrow('还没有公开')
  })
})
