import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { rateLimits } from '~/db/schema/people'
import { unclearMarks } from '~/db/schema/unclear-clauses'
import {
  firstText,
  publicInterpretation,
  publicPolicy,
  systemAt,
} from '~/test/domain/unclear-clauses/an-explained-policy'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'

const password = '云岭县测试用口令-2026'
let open: OpenDatabase
let office: Awaited<ReturnType<typeof makeOffice>>
let policy: Awaited<ReturnType<typeof publicPolicy>>
let clauseId: number
const cookies = new Map<string, string>()

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  policy = await publicPolicy(open.db, office)
  clauseId = policy.clauseOf('第二条').id
  for (const role of ['drafter', 'reviewer'] as const) {
    const email = `${role}.of.routes@yunling.example`
    await createAccount(systemAt(open.db, new Date()), {
      ...{ name: role, email, password, title: '', departmentId: office.departmentId, roles: [role] },
    })
    const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
    cookies.set(role, cookieOf(headers))
  }
})
beforeEach(() => open.db.delete(rateLimits))
afterAll(() => open.close())

function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const wordsOf = async (response: Response) => (await response.text()).replaceAll('<!-- -->', '')
const page = () => paths.policyClause(policy.policyId, clauseId)
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''

it('a citizen without JavaScript or account says it from the page of the clause, and only the first time counts', async () => {
  expect(await wordsOf(await handleRequest(paths.policy(policy.policyId)))).toContain(`${page()}#unclear`)
  const opened = await handleRequest(page())
  expect(opened.headers.getSetCookie()).toEqual([])
  const html = await wordsOf(opened)
  expect(html).toContain('这一条看不懂')
  const form = { key: keyIn(html), sentence: '“承担”是什么意思？', email: '' }
  const sent = await handleRequest(page(), { form })
  expect(sent.status).toBe(303)
  expect(sent.headers.get('Location')).toBe(`${page()}?unclear=thanks#unclear`)
  expect(sent.headers.getSetCookie()[0]).toContain(`Path=${page()};`)
  // The second click of an impatient hand, before the browser had its cookie.
  expect((await handleRequest(page(), { form })).status).toBe(303)

  const cookie = cookieOf(sent.headers)
  const thanks = await wordsOf(await handleRequest(`${page()}?unclear=thanks`, { cookie }))
  expect(thanks).toContain('记下了，谢谢您')
  expect(thanks).toContain('有 1 人表示看不懂')
  expect(thanks).not.toContain('“承担”是什么意思')
  const again = {
    key: keyIn(await wordsOf(await handleRequest(page(), { cookie }))),
    sentence: '',
    email: '',
  }
  expect((await handleRequest(page(), { form: again, cookie })).status).toBe(303)
  expect(await open.db.$count(unclearMarks)).toBe(1)
})

it('a wrong address is said beside its field, and the sentence is still there', async () => {
  const { status, ...rest } = await answerOf(
    handleRequest(page(), { form: { key: 'a-form-with-a-fault', sentence: '我写的话', email: 'zhao' } }),
  )
  expect(status).toBe(422)
  expect(rest.html).toContain('邮箱地址不完整')
  expect(rest.html).toContain('我写的话')
  expect(await open.db.$count(unclearMarks)).toBe(1)
})

async function answerOf(response: Promise<Response>) {
  const { status } = await response
  return { status, html: await wordsOf(await response) }
}

it('the drafter sees the demand, answers it with a public explanation, and the clause says so', async () => {
  const cookie = cookies.get('drafter')
  const desk = (path: string) => handleRequest(path, { cookie }).then(wordsOf)
  expect(await desk(paths.desk.home())).toContain('份政策有人表示看不懂')
  expect(await desk(paths.desk.unclear())).toContain(paths.desk.policyUnclear(policy.policyId))
  const before = await desk(paths.desk.policyUnclear(policy.policyId))
  expect(before).toContain('“承担”是什么意思？')
  expect(before).toContain('还没有公开的解读说明这一条')

  const interpretationId = await publicInterpretation(open.db, policy.policyId, [policy.clauseOf('第二条')])
  const html = await desk(paths.desk.policyUnclear(policy.policyId))
  const place = new RegExp(`value="(${interpretationId} [^"]+)"`).exec(html)?.[1] ?? ''
  const post = (form: Record<string, string>) =>
    handleRequest(paths.desk.policyUnclear(policy.policyId), { cookie, form })
  const none = await answerOf(post({ key: 'a-form-with-no-place', clauseId: String(clauseId) }))
  expect(none.status).toBe(422)
  expect(none.html).toContain('请选择一处解释')
  const form = { key: 'a-form-that-answers', clauseId: String(clauseId), [`place-${clauseId}`]: place }
  const answered = await post(form)
  expect(answered.headers.get('Location')).toBe(
    paths.desk.policyUnclear(policy.policyId, { people: 1, told: 0 }),
  )
  expect((await post(form)).status).toBe(303)
  const shown = await wordsOf(await handleRequest(page()))
  expect(shown).toContain('部门已经作了解释')
  expect(shown).toContain(`href="${paths.interpretation(interpretationId)}#`)
})

it('when the clause changes, the reviewer finds the task, sees the words and confirms', async () => {
  const later = await publicPolicy(open.db, office, {
    ...{ at: new Date(Date.now() - 60_000), replacesId: policy.policyId },
    text: firstText.replace('二十万元', '三十万元'),
  })
  const cookie = cookies.get('reviewer')
  const home = await wordsOf(await handleRequest(paths.desk.home(), { cookie }))
  expect(home).toContain('所解释的条文后来改了')
  const [, id = ''] = /\/desk\/interpretations\/(\d+)\/earlier-text/.exec(home) ?? []
  const address = paths.desk.interpretationEarlierText(id)
  const html = await wordsOf(await handleRequest(address, { cookie }))
  expect(html).toContain('<ins>')
  const form = { key: keyIn(html), policyId: String(later.policyId), reason: '' }
  expect((await handleRequest(address, { cookie, form })).status).toBe(422)
  const done = { ...form, reason: '只提高了标准，出钱的办法没有变。' }
  expect((await handleRequest(address, { cookie, form: done })).status).toBe(303)
  const after = await wordsOf(await handleRequest(address, { cookie }))
  expect(after).toContain('解释仍然适用：只提高了标准，出钱的办法没有变。')
  expect(await wordsOf(await handleRequest(paths.desk.home(), { cookie }))).not.toContain('后来改了')
  const seen = await wordsOf(await handleRequest(paths.interpretation(id)))
  expect(seen).toContain('经复核，解释仍然适用')
})
