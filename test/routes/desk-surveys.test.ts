import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { versionInWork } from '~/app/domain/surveys/row.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { surveyVersions } from '~/db/schema/surveys'
import { aSurvey, type Office } from '~/test/domain/surveys/a-survey'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let office: Office
const cookies = new Map<Role, string>()

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  for (const role of ['drafter', 'issuer'] as const) cookies.set(role, await signIn(role))
})
afterAll(() => open.close())

async function signIn(role: Role): Promise<string> {
  const email = `desk.${role}@yunling.example`
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

async function read(path: string, role: Role): Promise<string> {
  const html = await (await handleRequest(path, { cookie: cookies.get(role) })).text()
  return html.replaceAll('<!-- -->', '')
}

async function post(path: string, role: Role, form: Record<string, string>): Promise<Response> {
  const key = /name="key" value="([^"]+)"/.exec(await read(path, role))?.[1] ?? 'no-form-on-this-page'
  return handleRequest(path, { cookie: cookies.get(role), form: { key, ...form } })
}

function inDays(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
  return `${day}T09:00`
}

const typed = {
  ...{ title: '停车情况问卷', purpose: '修改停车方案时用。', audience: '全县居民', belongsTo: '' },
  ...{ access: 'browser', opensAt: inDays(1), closesAt: inDays(20), weighting: '' },
  secondEntryPercent: '10',
}

async function aWrittenSurvey(): Promise<{ id: number; desk: string; build: string }> {
  const made = await post(paths.desk.newSurvey(), 'drafter', typed)
  expect(made.status).toBe(303)
  const id = Number(/surveys\/(\d+)\/build/.exec(made.headers.get('location') ?? '')?.[1])
  return { id, desk: paths.desk.survey(id), build: paths.desk.surveyBuild(id) }
}

const question = {
  ...{ intent: 'save-question', page: 'p1', kind: 'single', title: '您家里有汽车吗？' },
  ...{ options: '有\n没有', required: 'on' },
}

describe('the desk of a survey', () => {
  it('takes a survey from its first words to the public', async () => {
    const { id, desk, build } = await aWrittenSurvey()
    expect((await post(build, 'drafter', question)).headers.get('location')).toBe(`${build}#at-q1`)
    expect(await read(build, 'drafter')).toContain('您家里有汽车吗？')
    expect((await post(desk, 'drafter', { intent: 'submitted', reason: '' })).status).toBe(303)
    expect((await post(desk, 'issuer', { intent: 'published', reason: '' })).status).toBe(303)
    expect((await handleRequest(paths.survey(id))).status).toBe(200)
    expect(await read(build, 'drafter')).toContain('题目冻结了')
  })

  it('shows what is missing where the questions are, and refuses to submit it', async () => {
    const { desk } = await aWrittenSurvey()
    const refused = await post(desk, 'drafter', { intent: 'submitted', reason: '' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('问卷还没有题目')
  })

  it('gives a form back with what was typed and what is wrong', async () => {
    const { build } = await aWrittenSurvey()
    const path = `${build}?on=p1&new=single`
    const refused = await post(path, 'drafter', { ...question, options: '只有一个' })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain('请至少写两个选项')
    expect(html).toContain('只有一个')
  })

  it('shows the second of two editors both, and lets them save theirs', async () => {
    const { id, build } = await aWrittenSurvey()
    await post(build, 'drafter', question)
    const path = paths.desk.surveyBuild(id, { question: 'q1' })
    const base = /name="base" value="([^"]+)"/.exec(await read(path, 'drafter'))?.[1] ?? ''
    const { page: _page, ...mine } = { ...question, question: 'q1', base }
    expect((await post(path, 'drafter', { ...mine, title: '同事改的题目' })).status).toBe(303)
    const refused = await post(path, 'drafter', { ...mine, title: '我改的题目' })
    expect(refused.status).toBe(409)
    const html = await refused.text()
    expect(html).toContain('同事改的题目')
    expect(html).toContain('我改的题目')
    const fresh = /name="base" value="([^"]+)"/.exec(html)?.[1] ?? ''
    expect((await post(path, 'drafter', { ...mine, title: '我改的题目', base: fresh })).status).toBe(303)
    const version = await versionInWork(office.as('drafter'), id)
    expect(questionsOf(version?.definition ?? { pages: [], crossBy: [] })[0]?.title).toBe('我改的题目')
  })

  it('keeps what was typed for a question that a colleague has deleted', async () => {
    const { id, build } = await aWrittenSurvey()
    await post(build, 'drafter', question)
    const path = paths.desk.surveyBuild(id, { question: 'q1' })
    const base = /name="base" value="([^"]+)"/.exec(await read(path, 'drafter'))?.[1] ?? ''
    await post(build, 'drafter', { intent: 'question-delete', question: 'q1', base })
    const { page: _page, ...mine } = { ...question, question: 'q1', base, title: '我改的题目' }
    const refused = await post(path, 'drafter', mine)
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('我改的题目')
  })

  it('says which page is empty, and what is wrong with a mended version only beside it, not over the withdrawal', async () => {
    const { surveyId, definition } = await aSurvey(open.db, { office })
    const pages = [...definition.pages, { id: 'empty', title: '', questions: [], skips: [] }]
    await open.db.insert(surveyVersions).values({
      surveyId,
      number: 2,
      note: '加一页。',
      definition: { ...definition, pages },
      createdAt: new Date(),
    })
    const page = await read(paths.desk.survey(surveyId), 'issuer')
    expect(page.split('第4页还没有题目')).toHaveLength(2)
    expect(page).toContain('撤回公开')
  })

  it('says a condition as a sentence', async () => {
    const { surveyId } = await aSurvey(open.db, { office, published: false })
    const html = await read(paths.desk.surveyBuild(surveyId), 'drafter')
    expect(html).toContain('当“您家里有汽车吗？”选了“没有”时才问')
    expect(html).toContain('填完这一页，当“您家里有汽车吗？”选了“没有”时，跳到第 3 页：您的建议')
  })

  it('extends and mends a public survey', async () => {
    const { surveyId } = await aSurvey(open.db, { office })
    const desk = paths.desk.survey(surveyId)
    const earlier = { intent: 'extend', newClosesAt: inDays(2), extendReason: '提前结束' }
    expect((await post(desk, 'issuer', earlier)).status).toBe(422)
    const later = { intent: 'extend', newClosesAt: inDays(40), extendReason: '山区邮路不通。' }
    expect((await post(desk, 'issuer', later)).status).toBe(303)
    const mended = await post(desk, 'drafter', { intent: 'mend', note: '补上一个选项。' })
    expect(mended.headers.get('location')).toBe(paths.desk.surveyBuild(surveyId))
    expect((await post(paths.desk.surveyBuild(surveyId), 'drafter', { intent: 'add-page' })).status).toBe(303)
    const published = await post(desk, 'issuer', { intent: 'publish-version', revision: '1' })
    expect(published.status).toBe(303)
    expect(await read(desk, 'drafter')).toContain('补上一个选项。')
  })

  it('answers odd input with words, never with a broken page', async () => {
    const { id, build } = await aWrittenSurvey()
    for (const query of [
      '?question=nowhere',
      '?page=nowhere',
      '?on=p1&new=banana',
      '?question=q1&kind=banana',
    ])
      expect((await handleRequest(`${build}${query}`, { cookie: cookies.get('drafter') })).status).toBe(200)
    const odd: Record<string, string>[] = [
      { intent: 'nothing' },
      { intent: 'save-question', kind: 'banana' },
      { intent: 'page-up', page: 'nowhere' },
      { intent: 'question-copy', question: '__proto__' },
      { intent: 'save-question', page: 'p1', kind: 'single', title: 'x', options: 'a\nb', 'if-0': '|||' },
    ]
    for (const form of odd) expect([409, 422]).toContain((await post(build, 'drafter', form)).status)
    expect((await handleRequest(paths.desk.survey(id))).status).not.toBe(200)
  })
})
