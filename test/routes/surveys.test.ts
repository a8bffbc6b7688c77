import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { departments } from '~/db/schema/people'
import { surveyAnswers } from '~/db/schema/survey-answers'
import { surveyResults } from '~/db/schema/surveys'
import { aNextVersion, aSurvey, carSurvey, everyKind, type Office } from '~/test/domain/surveys/a-survey'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let office: Office
const day = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * day)
const past = { opensAt: inDays(-40), closesAt: inDays(-10) }

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  await open.db
    .update(departments)
    .set({ address: '云台街道书院路7号', phone: '0000-0000122' })
    .where(eq(departments.id, office.departmentId))
})
afterAll(() => open.close())

const make = (wanted: Parameters<typeof aSurvey>[1] = {}) => aSurvey(open.db, { office, ...wanted })

/** Without the marks that React puts between pieces of text. */
async function read(path: string): Promise<string> {
  const response = await handleRequest(path)
  expect(response.status).toBe(200)
  return (await response.text()).replaceAll('<!-- -->', '')
}

async function answer(surveyId: number, versionId: number, count: number, from = 1): Promise<void> {
  await open.db.insert(surveyAnswers).values(
    Array.from({ length: count }, (_, at) => ({
      ...{ id: surveyId * 1000 + from + at, surveyId, versionId, way: 'online' as const },
      ...{ day: '2026-11-20', answers: { car: 'one' } },
    })),
  )
}

describe('the page of surveys', () => {
  it('lists what can be answered and until when, without scripts, and nothing unpublished', async () => {
    await make({ title: '夜间停车问卷' })
    await make({ title: '还没有公布的问卷', published: false })
    const page = await read(paths.surveys())
    expect(page).toContain('夜间停车问卷')
    expect(page).toContain('正在填答')
    expect(page).not.toContain('还没有公布的问卷')
    expect(page).not.toContain('<script')
    expect(page).toContain('name="ColumnName" content="问卷调查"')
    expect(await read(paths.surveys({ state: 'reported' }))).toContain('没有这样的问卷')
    expect(await read(`${paths.surveys()}?state=nonsense&after=%27`)).toContain('夜间停车问卷')
  })
})

describe('the page of a survey', () => {
  it('says why, whom, how long, how often, until when, what is kept, and how to answer on paper', async () => {
    const { surveyId } = await make({ access: 'browser', audience: '住在老城区的居民' })
    const page = await read(paths.survey(surveyId))
    for (const words of [
      '了解停车难在哪里，用来修改停车方案。',
      '住在老城区的居民',
      '最多 6 题',
      '一个浏览器一次',
      '不留什么',
      '会记下“这个浏览器填过了”，但不记它填了什么',
      '云台街道书院路7号',
      '开始填写',
    ])
      expect(page).toContain(words)
    expect(page).toContain(`href="${paths.surveyAnswer(surveyId)}"`)
    expect(page).toContain(`href="${paths.surveySheet(surveyId)}"`)
    expect(page).toContain('name="ArticleTitle"')
    expect(page).not.toContain('<script')
  })

  it('gives no number of people below ten, and nothing of who they are', async () => {
    const { surveyId, versionId } = await make()
    await answer(surveyId, versionId, 9)
    expect(await read(paths.survey(surveyId))).toContain('不到 10 人')
    const { surveyId: other, versionId: otherVersion } = await make()
    await answer(other, otherVersion, 12)
    expect(await read(paths.survey(other))).toContain('12 人')
  })

  it('says when it opens, offers no answering before and after, and leads to the results once they are public', async () => {
    const coming = await make({ opensAt: inDays(2), closesAt: inDays(9), at: inDays(-1) })
    const early = await read(paths.survey(coming.surveyId))
    expect(early).toContain('开始填答')
    expect(early).not.toContain(paths.surveyAnswer(coming.surveyId))
    expect(early).not.toContain('已有多少人填')

    const over = await make(past)
    const closed = await read(paths.survey(over.surveyId))
    expect(closed).toContain('已经截止，结果正在整理')
    expect(closed).not.toContain(paths.surveyAnswer(over.surveyId))
    expect(closed).not.toContain(paths.surveyResults(over.surveyId))

    const told = await make(past)
    const [result] = await open.db
      .insert(surveyResults)
      .values({ surveyId: told.surveyId, createdAt: inDays(-5), figures: {} })
      .returning()
    await takeStep(office.as('issuer'), {
      ...{ subject: 'survey-result', id: result?.id ?? 0, kind: 'published' },
    })
    expect(await read(paths.survey(told.surveyId))).toContain(paths.surveyResults(told.surveyId))
  })

  it('says that it was extended and why, and that it was mended and how', async () => {
    const made = await make()
    await takeStep(office.as('issuer'), {
      ...{ subject: 'survey', id: made.surveyId, kind: 'extended', reason: '不少住户上周才收到通知。' },
      data: { from: inDays(10).toISOString(), to: inDays(20).toISOString() },
    })
    await aNextVersion(open, {
      surveyId: made.surveyId,
      definition: carSurvey,
      note: '给第一题加了一个选项。',
    })
    const page = await read(paths.survey(made.surveyId))
    expect(page).toContain('填答时间延长')
    expect(page).toContain('不少住户上周才收到通知。')
    expect(page).toContain('第 2 版')
    expect(page).toContain('给第一题加了一个选项。')
  })

  it('does not exist while it is not published, and no more once it is withdrawn', async () => {
    const draft = await make({ published: false })
    const withdrawn = await make()
    const step = { subject: 'survey' as const, id: withdrawn.surveyId, kind: 'withdrawn', reason: '题目有误' }
    await takeStep(office.as('issuer'), step)
    for (const id of [draft.surveyId, withdrawn.surveyId, 987_654, 'x'])
      for (const path of [paths.survey(id), paths.surveySheet(id)])
        expect((await handleRequest(path)).status).toBe(404)
  })

  it('names neither who made it nor when', async () => {
    const { surveyId } = await make()
    const page = await read(paths.survey(surveyId))
    expect(page).not.toContain('drafter')
    expect(page).not.toContain('createdBy')
  })
})

describe('the paper form', () => {
  it('has every question with numbered choices, and says in words who passes by what', async () => {
    const { surveyId } = await make()
    const page = await read(paths.surveySheet(surveyId))
    for (const words of [
      '您家里有汽车吗？',
      '只请第 1 题选了“没有”的人回答',
      '第 1 题选了“没有”的，请接着填第 3 部分',
      '最多选 2 项',
      '选了这项，就不要再选别的',
      '编号（工作人员写）',
      '不用写姓名',
    ])
      expect(page).toContain(words)
    expect(page).not.toContain('<script')
    expect(page).not.toContain('<input type="radio"')
  })

  it('shows every kind of question, with the townships for a place', async () => {
    const { surveyId } = await make({ definition: everyKind })
    const page = await read(paths.surveySheet(surveyId))
    for (const words of ['云溪镇', '不满意', '把前面的数字按先后写在横线上', '写日期', '人'])
      expect(page).toContain(words)
  })
})
