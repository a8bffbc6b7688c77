import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { surveyBox, surveyDrafts, surveyParticipations } from '~/db/schema/survey-answers'
import { surveyQuotas, surveys } from '~/db/schema/surveys'
import { aSurvey, type Wanted } from '~/test/domain/surveys/a-survey'
import { marketSurvey } from '~/test/domain/surveys/market-survey'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let made = 0

beforeAll(async () => {
  open = await freshDatabase()
  await handleRequest('/healthz')
}, 120_000)
afterAll(() => open.close())

/** One browser: it keeps its cookies, follows redirects, and sends what is in the form beside what is chosen. */
async function aBrowser(wanted: Wanted = {}, { cookies = true } = {}) {
  made += 1
  const { surveyId } = await aSurvey(open.db, {
    ...{ slug: `office-${made}`, definition: marketSurvey, title: '城关菜市场问卷', ...wanted },
  })
  const jar = new Map<string, string>()
  const browser = {
    surveyId,
    jar,
    status: 0,
    html: '',
    at: '',
    isKept: true,
    open: (path: string) => visit(path),
    send: (chosen: Record<string, string>, intent = 'next') =>
      visit(paths.surveyAnswer(surveyId), { ...hiddenIn(browser.html), 'form-intent': intent, ...chosen }),
  }
  async function visit(path: string, form?: Record<string, string>): Promise<typeof browser> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await handleRequest(path, { cookie, form })
    for (const line of cookies ? response.headers.getSetCookie() : []) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (line.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    const to = response.headers.get('Location')
    if (response.status === 303 && to) return visit(to)
    browser.status = response.status
    browser.html = (await response.text()).replaceAll('<!-- -->', '')
    browser.at = path
    browser.isKept = response.headers.get('Cache-Control') !== 'no-store'
    return browser
  }
  await visit(paths.surveyAnswer(surveyId))
  return browser
}

function hiddenIn(html: string): Record<string, string> {
  const fields = html.matchAll(/<input type="hidden" name="(form-(?!intent)[^"]+)"[^>]*value="([^"]*)"/g)
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]))
}

const boxed = async (surveyId: number) =>
  (await open.db.select().from(surveyBox).where(eq(surveyBox.surveyId, surveyId))).length
const drafts = async (surveyId: number) =>
  (await open.db.select().from(surveyDrafts).where(eq(surveyDrafts.surveyId, surveyId))).length

const first = { often: 'daily', age: '78' }
const second = { content: '4', 'parts.floor': 'bad' }
const third = { 'first.roof': '1', 'first.lift': '2', advice: '早点开门。' }

async function toReview(browser: Awaited<ReturnType<typeof aBrowser>>) {
  for (const page of [first, second, third]) await browser.send(page)
  return browser
}

describe('answering a survey', () => {
  it('leads through the pages to a review, and from there to the thanks', async () => {
    const browser = await toReview(await aBrowser())
    expect(browser.html).toContain('请看一遍')
    for (const words of ['几乎天天去', '78岁', '地面防滑：不好', '换屋顶，不漏雨', '早点开门。'])
      expect(browser.html).toContain(words)
    expect(browser.isKept).toBe(false)
    await browser.send({}, 'submit')
    expect([browser.at, browser.isKept]).toEqual([paths.surveyThanks(browser.surveyId), false])
    expect(browser.html).toContain('谢谢您，答卷收到了')
    expect([await boxed(browser.surveyId), await drafts(browser.surveyId), browser.jar.size]).toEqual([
      1, 0, 0,
    ])
  })

  it('writes nothing before something was sent', async () => {
    const { surveyId } = await aBrowser()
    expect(await drafts(surveyId)).toBe(0)
  })

  it('thanks for a second click as for the first, and stores one', async () => {
    const browser = await toReview(await aBrowser())
    const form = { ...hiddenIn(browser.html), 'form-intent': 'submit' }
    const path = paths.surveyAnswer(browser.surveyId)
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const both = await Promise.all([
      handleRequest(path, { cookie, form }),
      handleRequest(path, { cookie, form }),
    ])
    const later = await handleRequest(path, { cookie, form })
    expect([...both, later].map((response) => response.headers.get('Location'))).toEqual(
      Array(3).fill(paths.surveyThanks(browser.surveyId)),
    )
    expect(await boxed(browser.surveyId)).toBe(1)
  })

  it('goes back without losing anything, faults and all', async () => {
    const browser = await aBrowser()
    await browser.send(first)
    await browser.send({ content: '9', 'parts.light': 'fair' }, 'back')
    expect(browser.html).toMatch(/name="age"[^>]*value="78"/)
    await browser.send(first)
    expect(browser.html).toMatch(
      /name="parts.light"[^>]*checked=""[^>]*value="fair"|value="fair"[^>]*checked=""/,
    )
  })

  it('shows shuffled options to one person always in the same order, on another device too, and to others in others', async () => {
    const browser = await aBrowser()
    const path = paths.surveyAnswer(browser.surveyId)
    const order = () => [...browser.html.matchAll(/name="first\.(\w+)"/g)].map(([, id]) => id).join()
    const orders: string[] = []
    for (let person = 0; person < 8; person += 1) {
      browser.jar.clear()
      await browser.open(path)
      for (const page of [first, second]) await browser.send(page)
      orders.push(order())
      await browser.send({}, 'back')
      expect((await browser.send(second)) && order()).toBe(orders.at(-1))
    }
    expect(new Set(orders).size).toBeGreaterThan(2)
    const [draft] = [...browser.jar].filter(([name]) => /-\d+$/.test(name))
    browser.jar.clear()
    const form = { code: draft?.[1] ?? '', intent: 'go-on' }
    const there = await handleRequest(paths.surveySaved(browser.surveyId), { form })
    browser.jar.set(draft?.[0] ?? '', /=([^;]+)/.exec(there.headers.getSetCookie()[0] ?? '')?.[1] ?? '')
    expect((await browser.open(path)) && order()).toBe(orders.at(-1))
  })

  it('asks for what an answer on the page makes necessary before it goes on', async () => {
    const browser = await aBrowser()
    expect(browser.html).toMatch(/<fieldset[^>]*data-question="whynot"[^>]*hidden=""/)
    await browser.send({ often: 'never' })
    expect(browser.at).toContain(`#q-whynot`)
    expect(browser.html).toContain('按您刚才的选择，这一页又多了 1 道题')
    expect(browser.html).not.toMatch(/<fieldset[^>]*data-question="whynot"[^>]*hidden=""/)
    // It is not reproached with leaving out what it could not see.
    expect(browser.html).not.toContain('error-summary')
    await browser.send({ often: 'never', whynot: 'far' })
    expect(browser.html).toContain('您希望怎么改')
    expect(browser.html).toContain('第 2 页，共 2 页')
    expect(browser.html).toContain('您刚才说：从来不去，都在别处买。')
  })

  it('neither hands in nor refuses what was typed into a question that is hidden now', async () => {
    const browser = await aBrowser()
    await browser.send({ often: 'never' })
    await browser.send({ often: 'never', whynot: 'dirty' }, 'back')
    await browser.send({ ...first, whynot: 'dirty' })
    await browser.send(second)
    await browser.send(third)
    expect(browser.html).not.toContain('地上湿滑')
    await browser.send({}, 'submit')
    expect(await boxed(browser.surveyId)).toBe(1)
  })

  it('leads from a change in the review straight back to it', async () => {
    const browser = await toReview(await aBrowser())
    await browser.open(paths.surveyAnswer(browser.surveyId, { page: 'you' }))
    await browser.send({ often: 'weekly', age: '79' })
    expect(browser.at).toContain('page=end')
    expect(browser.html).toContain('79岁')
  })
})

describe('what is wrong is refused with words', () => {
  const wrong: [string, Record<string, string>, string][] = [
    ['a foreign option', { ...first, often: 'yearly' }, '请从给出的选项中选择'],
    ['what is out of range', { ...first, age: '300' }, '请填写 1 到 120 之间的数'],
    ['what is no number', { ...first, age: '七十八' }, '请填写数字'],
    ['what is missing', { age: '78' }, '请选择这道题的答案'],
    ['words without their option', { 'often-other': '逢集才去' }, '请同时选上'],
  ]
  it.each(wrong)('%s, and what was typed stays', async (_, form, words) => {
    const browser = await aBrowser()
    await browser.send(form)
    expect([browser.status, browser.html.includes('error-summary')]).toEqual([422, true])
    expect(browser.html).toContain(words)
    const typed = form['often-other'] ?? form.age ?? ''
    expect(browser.html).toContain(`value="${typed}"`)
    expect(await drafts(browser.surveyId)).toBe(1)
  })

  it('a page that these answers do not lead to', async () => {
    const browser = await aBrowser()
    await browser.send({ often: 'never' })
    await browser.send({ often: 'never', whynot: 'far' })
    await browser.send({ 'form-page': 'market', content: '5' })
    expect(browser.status).toBe(422)
    expect(browser.html).toContain('刚才那一页不用填，没有收下')
  })

  it('a page that does not exist, a step that does not exist', async () => {
    const browser = await aBrowser()
    expect((await browser.send({ 'form-page': 'constructor' })).status).toBe(422)
    await browser.open(paths.surveyAnswer(browser.surveyId))
    expect((await browser.send({}, 'destroy')).status).toBe(422)
  })

  it('handing in what is not complete', async () => {
    const browser = await aBrowser()
    await browser.send(first)
    await browser.open(paths.surveyAnswer(browser.surveyId, { page: 'end' }))
    expect(browser.html).toContain('还有没填好的')
    expect(browser.html).not.toContain('value="submit"')
    await browser.send({}, 'submit')
    expect([browser.status, await boxed(browser.surveyId)]).toEqual([422, 0])
    expect(browser.html).toContain('请选择这道题的答案')
  })

  it('handing in nothing', async () => {
    const browser = await aBrowser()
    await browser.send({ 'form-key': 'abcdefghijklmnopqrstuv' }, 'submit')
    expect(browser.status).toBe(422)
    expect(browser.html).toContain('没有找到您填写的内容')
  })

  it('what comes too late, with the words shown once more', async () => {
    const browser = await aBrowser()
    await browser.send(first)
    await open.db
      .update(surveys)
      .set({ closesAt: new Date(Date.now() - 1000) })
      .where(eq(surveys.id, browser.surveyId))
    await browser.send({ ...second, 'way-other': '', way: 'walk' })
    expect(browser.status).toBe(410)
    expect(browser.html).toContain('问卷已经截止')
    expect(browser.html).toContain('走路')
    await browser.open(paths.surveyAnswer(browser.surveyId))
    expect([browser.status, browser.html.includes('不再收答卷')]).toEqual([200, true])
  })

  it('a survey that is not public is not found', async () => {
    const { surveyId } = await aSurvey(open.db, { slug: 'hidden', published: false })
    for (const path of [
      paths.surveyAnswer(surveyId),
      paths.surveySaved(surveyId),
      paths.surveyThanks(surveyId),
    ])
      expect((await handleRequest(path)).status).toBe(404)
  })

  it('a full quota, kindly and before the rest is filled in', async () => {
    const browser = await aBrowser({
      quotas: [
        {
          label: '天天去的人',
          most: 1,
          taken: 1,
          tests: [{ question: 'often', is: 'chosen', value: 'daily' }],
        },
      ],
    })
    await browser.send(first)
    expect(browser.html).toContain('这一类的名额已经收满')
    expect(browser.html).toContain('“天天去的人”的答卷已经够了')
    await browser.open(paths.surveyAnswer(browser.surveyId, { page: 'first' }))
    await browser.send({ often: 'weekly' })
    expect(browser.html).toContain('现在的菜市场怎么样')
  })

  it('a quota that fills up before the last click', async () => {
    const browser = await toReview(
      await aBrowser({
        quotas: [
          { label: '天天去的人', most: 1, tests: [{ question: 'often', is: 'chosen', value: 'daily' }] },
        ],
      }),
    )
    await open.db.update(surveyQuotas).set({ taken: 1 }).where(eq(surveyQuotas.surveyId, browser.surveyId))
    await browser.send({}, 'submit')
    expect([browser.status, await boxed(browser.surveyId)]).toEqual([409, 0])
    expect(browser.html).toContain('要问的人数已经够了')
  })
})

describe('one person, one answer', () => {
  it('a browser that has answered is told so before it fills in anything', async () => {
    const browser = await toReview(await aBrowser({ access: 'browser' }))
    await browser.send({}, 'submit')
    expect(browser.at).toBe(paths.surveyThanks(browser.surveyId))
    await browser.open(paths.surveyAnswer(browser.surveyId))
    expect(browser.html).toContain('您已经填过这份问卷')
  })

  it('asks for the invitation code, and says what is wrong with one', async () => {
    const browser = await aBrowser({ access: 'invitation' })
    expect(browser.html).toContain('请输入邀请码')
    await browser.send({ 'form-code': 'K7QM' }, 'code')
    expect(browser.status).toBe(422)
    expect(browser.html).toContain('value="K7QM"')
    await browser.open(paths.surveyAnswer(browser.surveyId, { code: 'K7QM-3F9P-XW2T' }))
    expect([browser.status, browser.html.includes('没有这个邀请码')]).toEqual([422, true])
  })

  it('keeps marks only, and none before the answers are handed in', async () => {
    const browser = await toReview(await aBrowser({ access: 'browser' }))
    const marks = () =>
      open.db.select().from(surveyParticipations).where(eq(surveyParticipations.surveyId, browser.surveyId))
    expect(await marks()).toEqual([])
    await browser.send({}, 'submit')
    expect(await marks()).toHaveLength(2)
  })
})

describe('save and go on later', () => {
  it('gives a code with which another device goes on', async () => {
    const browser = await aBrowser()
    await browser.send(first)
    await browser.send({ content: '4' }, 'save')
    expect(browser.at).toBe(paths.surveySaved(browser.surveyId))
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(browser.html)?.[0] ?? ''
    browser.jar.clear()
    await browser.open(paths.surveySaved(browser.surveyId))
    expect(browser.html).not.toContain(code)
    const typed = code.toLowerCase().replaceAll('-', ' ')
    const response = await handleRequest(paths.surveySaved(browser.surveyId), { form: { code: typed } })
    expect(response.headers.get('Location')).toBe(paths.surveyAnswer(browser.surveyId))
    browser.jar.set(`survey-${browser.surveyId}`, code)
    await browser.open(paths.surveyAnswer(browser.surveyId))
    expect(browser.html).toContain('您上次填到这里')
    expect(browser.html).toContain('现在的菜市场怎么样')
    expect(browser.html).toMatch(/checked=""[^>]*value="4"|value="4"[^>]*checked=""/)
  })

  it('says so when there is nothing under a code, and forgets at one’s wish', async () => {
    const browser = await aBrowser()
    const saved = paths.surveySaved(browser.surveyId)
    expect((await handleRequest(saved, { form: { code: '123' } })).status).toBe(422)
    expect((await handleRequest(saved, { form: { code: 'K7QM-3F9P-XW2T' } })).status).toBe(404)
    await browser.send(first, 'save')
    expect(await drafts(browser.surveyId)).toBe(1)
    const code = browser.jar.get(`survey-${browser.surveyId}`) ?? ''
    await handleRequest(saved, { form: { code, intent: 'forget' } })
    expect(await drafts(browser.surveyId)).toBe(0)
  })

  it('keeps a page that is left, without moving anything', async () => {
    const browser = await aBrowser()
    await browser.send(first)
    await browser.send({ content: '2' }, 'keep')
    await browser.open(paths.surveyAnswer(browser.surveyId))
    expect(browser.html).toContain('现在的菜市场怎么样')
    expect(browser.html).toMatch(/checked=""[^>]*value="2"|value="2"[^>]*checked=""/)
  })
})

describe('a browser without cookies', () => {
  it('goes from page to page all the same, changes, and hands in', async () => {
    const browser = await aBrowser({}, { cookies: false })
    await browser.send(first)
    expect([browser.status, browser.html.includes('现在的菜市场怎么样')]).toEqual([200, true])
    expect(browser.html).toContain('不保存 Cookie')
    await browser.send(second)
    await browser.send({ advice: '早点开门。' })
    expect(browser.status).toBe(422)
    await browser.send(third)
    expect(browser.html).toContain('请看一遍')
    await browser.send({}, 'open you')
    expect(browser.html).toMatch(/name="age"[^>]*value="78"/)
    await browser.send({ often: 'weekly', age: '78' })
    expect(browser.html).toContain('每周一两次')
    await browser.send({}, 'put-away')
    expect(browser.html).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
    await browser.send(
      { 'form-draft': /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(browser.html)?.[0] ?? '' },
      'open end',
    )
    await browser.send({}, 'submit')
    expect(browser.at).toBe(paths.surveyThanks(browser.surveyId))
    expect(await boxed(browser.surveyId)).toBe(1)
  })

  it('is asked for cookies where the survey knows a browser by them, and loses nothing', async () => {
    const browser = await toReview(await aBrowser({ access: 'browser' }, { cookies: false }))
    await browser.send({}, 'submit')
    expect(browser.status).toBe(422)
    expect(browser.html).toContain('请允许本网站使用 Cookie')
    expect(browser.html).toContain('早点开门。')
  })
})
