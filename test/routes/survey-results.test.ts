import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { keepTexts } from '~/app/domain/survey-results/moderate-texts.server'
import { publishResult } from '~/app/domain/survey-results/publish-result.server'
import { addTheme, quoteTexts, themeTexts } from '~/app/domain/survey-results/themes.server'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import { formatDate } from '~/app/ui/format'
import type { OpenDatabase } from '~/db/client'
import { surveyAnswers, surveyTexts } from '~/db/schema/survey-answers'
import { surveyConclusions } from '~/db/schema/surveys'
import { aClosedSurvey, carAnswers, handIn, textsOf } from '~/test/domain/survey-results/a-result'
import { aNextVersion, aSurvey, carSurvey, type Office } from '~/test/domain/surveys/a-survey'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let office: Office
const cookies = new Map<Role, string>()

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  for (const role of ['drafter', 'issuer', 'moderator'] as const) cookies.set(role, await signIn(role))
})
afterAll(() => open.close())

async function signIn(role: Role): Promise<string> {
  const email = `results.${role}@yunling.example`
  const password = 'a long enough password'
  const { departmentId } = office
  const account = { name: role, email, password, title: '', departmentId, roles: [role] }
  await createAccount(createContext(open.db, { kind: 'system' }), account)
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function read(path: string, role?: Role): Promise<string> {
  const html = await (await handleRequest(path, role ? { cookie: cookies.get(role) } : {})).text()
  return html.replaceAll('<!-- -->', '')
}

async function post(path: string, role: Role, form: Record<string, string>): Promise<Response> {
  const key = /name="key" value="([^"]+)"/.exec(await read(path, role))?.[1] ?? 'no-form-on-this-page'
  return handleRequest(path, { cookie: cookies.get(role), form: { key, ...form } })
}

// Three people have two cars: too few to be said.
const answers = carAnswers({ one: 63, more: 3, none: 34 })

async function aReportedSurvey() {
  const written = Array.from({ length: 20 }, () => ({ car: 'none', age: 66, advice: '见另表' }))
  const survey = await aClosedSurvey(open.db, { office, answers: [...answers, ...written] })
  const { surveyId } = survey
  const ids = await textsOf(
    open.db,
    survey,
    written.map((_, at) => `路灯第 ${at + 1} 盏不亮`),
  )
  await keepTexts(office.as('moderator'), surveyId, { ids })
  const drafter = office.as('drafter')
  const themeId = await addTheme(drafter, surveyId, { questionId: 'advice', label: '路灯不亮' })
  await themeTexts(drafter, surveyId, { ids, themeId, isIn: true })
  await quoteTexts(drafter, surveyId, { ids: ids.slice(0, 1), isQuoted: true })
  await handIn(office, surveyId, ['car', 'ease'])
  await publishResult(office.as('issuer'), surveyId)
  return survey
}

describe('the public page of the results', () => {
  it('says first what it shows and what is done, then each question in people of those who were asked', async () => {
    const { surveyId } = await aReportedSurvey()
    const response = await handleRequest(paths.surveyResults(surveyId))
    expect(response.status).toBe(200)
    const html = (await response.text()).replaceAll('<!-- -->', '')
    expect(html).not.toContain('<script')
    const conclusion = html.indexOf('停车很难。')
    expect(conclusion).toBeGreaterThan(0)
    expect(html.indexOf('明年新建两百个车位。')).toBeGreaterThan(conclusion)
    expect(html.indexOf('您家里有汽车吗？')).toBeGreaterThan(conclusion)
    expect(html).toContain('<meta name="ArticleTitle"')
    expect(html).toContain('<span class="count-value">120</span>')
    expect(html).toContain('问了全部 120 人')
    expect(html).toContain('<svg')
    for (const format of ['csv', 'xlsx', 'json'] as const)
      expect(html).toContain(`href="${paths.surveyFile(surveyId, format)}"`)
  })

  it('says how many answered, from when to when, by which ways and out of how many, also where one way is few', async () => {
    const { surveyId, survey } = await aReportedSurvey()
    const html = await read(paths.surveyResults(surveyId))
    expect(html).toContain(`${formatDate(survey.opensAt, 'zh')} 至 ${formatDate(survey.closesAt, 'zh')}`)
    expect(html).toContain('<span class="count-value">120</span>')
    expect(html).toContain('网上：120 份')
    const given = carAnswers({ one: 60, more: 20, none: 40 })
    const { surveyId: other, versionId } = await aClosedSurvey(open.db, { office, answers: given })
    const sheet = {
      surveyId: other,
      versionId,
      way: 'paper' as const,
      day: '2026-11-01',
      answers: { car: 'none' },
    }
    await open.db.insert(surveyAnswers).values([1, 2, 3].map((id) => ({ ...sheet, id })))
    await handIn(office, other)
    await publishResult(office.as('issuer'), other)
    const few = await read(paths.surveyResults(other))
    expect(few).toContain('<span class="count-value">123</span>')
    expect(few).toContain('网上：份数少，不单独公布；纸质：份数少，不单独公布')
    // Who has no car was not asked about parking.
    expect(few).toContain('只问了一部分人，共 80 人')
  })

  it('says how the figures were made: in which versions and what was mended, with which quotas and weights', async () => {
    const weighting = '按全县有车家庭的比例定名额，统计时不再加权。'
    const tests = [{ question: 'car', is: 'chosen' as const, value: 'one' }]
    const { surveyId } = await aClosedSurvey(open.db, {
      ...{ office, answers, weighting, quotas: [{ label: '有一辆车的人', most: 90, tests }] },
    })
    const note = '给停车那一题补上“车库”。'
    const { id: versionId } = await aNextVersion(open, { surveyId, definition: carSurvey, note })
    await open.db.insert(surveyAnswers).values(
      Array.from({ length: 12 }, (_, at) => ({
        ...{ id: 90_000 + at, surveyId, versionId, way: 'online' as const, day: '2026-11-02' },
        answers: { car: 'none' },
      })),
    )
    await handIn(office, surveyId)
    await publishResult(office.as('issuer'), surveyId)
    const html = await read(paths.surveyResults(surveyId))
    for (const words of [
      `第 2 版（12 份）：${note}`,
      '第 1 版（100 份）',
      '有一辆车的人：最多 90 份',
      weighting,
    ])
      expect(html).toContain(words)
  })

  it('writes a dash for what could lead to fewer than ten people, with words for who cannot see it', async () => {
    const { surveyId } = await aReportedSurvey()
    const html = await read(paths.surveyResults(surveyId))
    const row = /<tr[^>]*><th scope="row">有两辆以上<\/th>.*?<\/tr>/s.exec(html)?.[0] ?? ''
    expect(row).toContain('<span aria-hidden="true">—</span>')
    expect(row).toContain('人数少，不公布')
    expect(row).not.toMatch(/\d/)
    expect(html).toContain('怎样保护每一个人')
  })

  it('quotes a few of the written words under their theme, never all of them', async () => {
    const { surveyId } = await aReportedSurvey()
    const html = await read(paths.surveyResults(surveyId))
    expect(html).toContain('路灯不亮')
    expect(html).toContain('20 人说到')
    expect(html.match(/路灯第 \d+ 盏不亮/g)).toHaveLength(1)
  })

  it('before it is published says what will stand there and when; of a draft it says nothing', async () => {
    const { surveyId } = await aSurvey(open.db, { office })
    const html = await read(paths.surveyResults(surveyId))
    expect(html).toContain('结果还没有公布')
    expect(html).toContain('截止以后才公布结果')
    const draft = await aSurvey(open.db, { office, published: false })
    expect((await handleRequest(paths.surveyResults(draft.surveyId))).status).toBe(404)
    expect((await handleRequest('/surveys/0x1/results')).status).toBe(404)
  })
})

describe('the results at the desk', () => {
  it('goes from the words to the published page through the forms', async () => {
    const survey = await aClosedSurvey(open.db, { office, answers })
    const { surveyId } = survey
    const [id] = (await textsOf(open.db, survey, ['电话 13812345678'])) as [number]
    const texts = paths.desk.surveyTexts(surveyId)
    const refused = await post(texts, 'moderator', { intent: 'keep', id: String(id) })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('手机号码')
    const kept = await post(texts, 'moderator', { intent: 'keep-proposed', id: String(id) })
    expect(kept.status).toBe(303)
    expect(await read(kept.headers.get('location') ?? '', 'moderator')).toContain('1 段文字可以公开')
    const themed = paths.desk.surveyTexts(surveyId, { state: 'kept' })
    expect((await post(themed, 'drafter', { intent: 'quote', id: String(id) })).status).toBe(303)
    const [row] = await open.db.select().from(surveyTexts).where(eq(surveyTexts.id, id))
    expect(row).toMatchObject({ shown: '电话 138****5678', quotedAt: expect.any(Date) })

    const desk = paths.desk.surveyResults(surveyId)
    expect(await read(desk, 'drafter')).toContain('共收到答卷 100 份')
    const posted = async (role: Role, form: Record<string, string>) => (await post(desk, role, form)).status
    expect(await posted('drafter', { intent: 'save', introduction: '调查的经过。' })).toBe(303)
    const finding = { intent: 'add-conclusion', finding: '停车难', questionIds: 'ease' }
    expect(await posted('drafter', finding)).toBe(303)
    const [conclusion] = await open.db
      .select()
      .from(surveyConclusions)
      .where(eq(surveyConclusions.surveyId, surveyId))
    const decide = { intent: 'decide', conclusionId: String(conclusion?.id), decision: 'adopted' }
    expect(await posted('drafter', { ...decide, why: '' })).toBe(422)
    expect(await posted('drafter', { ...decide, why: '新建车位。' })).toBe(303)
    expect(await posted('drafter', { intent: 'submitted' })).toBe(303)
    expect(await posted('drafter', { intent: 'save', introduction: '改一改。' })).toBe(409)
    expect(await posted('issuer', { intent: 'published' })).toBe(303)
    expect(await read(paths.surveyResults(surveyId))).toContain('新建车位。')
  })

  it('answers what is no form of its own with 422 or 404, never with a fault', async () => {
    const { surveyId } = await aClosedSurvey(open.db, { office, answers })
    const odd: [string, Record<string, string>][] = [
      [paths.desk.surveyTexts(surveyId), { intent: 'keep' }],
      [paths.desk.surveyTexts(surveyId), { intent: 'theme', id: '1', theme: 'x' }],
      [paths.desk.surveyTexts(surveyId), { intent: 'keep', id: '999999999999999' }],
      [paths.desk.surveyTexts(surveyId), { intent: 'add-theme', label: '主题', question: 'car' }],
      [paths.desk.surveyResults(surveyId), { intent: 'decide', conclusionId: '1', decision: 'maybe' }],
      [paths.desk.surveyResults(surveyId), { intent: 'raise-conclusion', conclusionId: '9999999' }],
      [paths.desk.surveyResults(surveyId), { intent: 'add-conclusion', finding: '', questionIds: 'nothing' }],
      [paths.desk.surveyResults(surveyId), {}],
    ]
    for (const [path, form] of odd) {
      const { status } = await post(
        path,
        path.includes('texts') && form.intent === 'keep' ? 'moderator' : 'drafter',
        form,
      )
      expect([404, 409, 422], JSON.stringify(form)).toContain(status)
    }
    expect(
      (
        await handleRequest(`${paths.desk.surveyTexts(surveyId)}?question=nothing`, {
          cookie: cookies.get('drafter'),
        })
      ).status,
    ).toBe(404)
    expect(
      (
        await handleRequest(`${paths.desk.surveyTexts(surveyId)}?after=x&theme=-1&state=odd`, {
          cookie: cookies.get('drafter'),
        })
      ).status,
    ).toBe(200)
  })
})
