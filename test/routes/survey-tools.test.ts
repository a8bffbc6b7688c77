import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { versionInWork } from '~/app/domain/surveys/row.server'
import { questionsOf } from '~/app/domain/surveys/walk'
import { paths } from '~/app/paths'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { aSurvey, type Office } from '~/test/domain/surveys/a-survey'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let office: Office
let cookie: string

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  const [email, password] = ['tools.drafter@yunling.example', 'a long enough password']
  const { departmentId } = office
  const account = { name: '起草人', email, password, title: '', departmentId, roles: ['drafter' as const] }
  await createAccount(createContext(open.db, { kind: 'system' }), account)
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
})
afterAll(() => open.close())

const get = (path: string) => handleRequest(path, { cookie })
const read = async (path: string) => (await (await get(path)).text()).replaceAll('<!-- -->', '')

async function post(path: string, form: Record<string, string>, at = 0): Promise<Response> {
  const keys = [...(await read(path)).matchAll(/name="key" value="([^"]+)"/g)].map(([, key]) => key as string)
  return handleRequest(path, { cookie, form: { key: keys[at] ?? 'no-key-on-this-page-at-all', ...form } })
}

const aDraft = async () => (await aSurvey(open.db, { office, published: false })).surveyId

describe('the tools of a survey at the desk', () => {
  it('reads a SurveyJS file, names what is left out, and takes it over only after that was looked at', async () => {
    const id = await aDraft()
    const text = JSON.stringify({
      title: '<script>alert(1)</script>',
      elements: [
        {
          type: 'radiogroup',
          name: 'way',
          title: '<b>怎么</b>来<img src=x onerror=alert(2)>',
          choices: ['walk', 'bus'],
        },
        { type: 'signaturepad', name: 'sign' },
      ],
    })
    const checked = await handleRequest(paths.desk.surveyImport(id), {
      cookie,
      form: { intent: 'read', pasted: text },
    })
    const html = (await checked.text()).replaceAll('<!-- -->', '')
    expect(checked.status).toBe(200)
    expect(html).toContain('怎么来')
    expect(html).toContain('没有“signaturepad”这种题')
    expect(html).not.toContain('<img src=x')
    const revision = /name="revision" value="(\d+)"/.exec(html)?.[1] ?? ''
    const unseen = await post(paths.desk.surveyImport(id), { intent: 'save', text, revision })
    expect([unseen.status, await unseen.text()]).toEqual([422, expect.stringContaining('再打勾')])
    const saved = await post(paths.desk.surveyImport(id), { intent: 'save', text, revision, seen: 'on' })
    expect([saved.status, saved.headers.get('Location')]).toEqual([303, paths.desk.surveyBuild(id)])
    const version = await versionInWork(office.as('drafter'), id)
    expect(version && questionsOf(version.definition).map(({ title }) => title)).toEqual(['怎么来'])
  })

  it('refuses what is no survey with words, and keeps what was pasted', async () => {
    const id = await aDraft()
    for (const pasted of ['', 'hello', '{"a":1}', '{"__proto__":{}}', '['.repeat(5000)]) {
      const refused = await handleRequest(paths.desk.surveyImport(id), {
        cookie,
        form: { intent: 'read', pasted },
      })
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain('error-summary')
    }
  })

  it('does not replace the questions of a survey that is public', async () => {
    const { surveyId } = await aSurvey(open.db, { office })
    const text = JSON.stringify({ elements: [{ type: 'boolean', name: 'q' }] })
    expect(await read(paths.desk.surveyImport(surveyId))).toContain('题目现在不能改')
    const form = { intent: 'save', text, revision: '0', seen: 'on', key: 'a-key-that-is-long-enough' }
    const refused = await handleRequest(paths.desk.surveyImport(surveyId), { cookie, form })
    expect(refused.status).toBe(409)
  })

  it('writes the questions as a SurveyJS file to be saved', async () => {
    const response = await get(paths.desk.surveyJson(await aDraft()))
    expect(response.headers.get('Content-Disposition')).toContain('attachment')
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    expect(await response.json()).toMatchObject({
      pages: [{ name: 'about' }, { name: 'parking' }, { name: 'last' }],
    })
  })

  it('shows the survey alone within a phone', async () => {
    const id = await aDraft()
    expect(await read(paths.desk.surveyPreview(id))).toContain(`src="${paths.desk.surveyFrame(id)}"`)
    const frame = await read(paths.desk.surveyFrame(id))
    expect(frame).toContain('您家里有汽车吗？')
    expect(frame).not.toContain('desk-nav')
    const next = await handleRequest(paths.desk.surveyFrame(id), {
      cookie,
      form: {
        'form-page': 'about',
        'form-shown': 'car age',
        'form-intent': 'next',
        'form-answers': '{}',
        car: 'one',
      },
    })
    expect(await next.text()).toContain('晚上车停在哪里？')
  })

  it('is tried out from page to page, and shows results from test answers', async () => {
    const id = await aDraft()
    const here = paths.desk.surveyTry(id)
    const carried = JSON.stringify({ car: 'none' })
    const end = await post(here, {
      'form-page': 'last',
      'form-shown': 'advice',
      'form-intent': 'next',
      'form-answers': carried,
    })
    expect(await end.text()).toContain('会收下的答案')
    expect((await post(here, { 'form-intent': 'draw' })).status).toBe(303)
    expect(await read(paths.desk.surveyTry(id, { results: '1' }))).toContain('结果会是这样')
    const again = await handleRequest(here, {
      cookie,
      form: { 'form-intent': 'keep', 'form-answers': carried, key: 'another-key-long-enough' },
    })
    expect(again.status).toBe(303)
    expect(await read(here)).toContain('现在有 51 份试答')
  })

  it('takes a question into the bank and puts it into another survey', async () => {
    const from = await aDraft()
    const bank = paths.desk.questionBank({ survey: from })
    const put = await handleRequest(bank, {
      cookie,
      form: { key: 'bank-key-long-enough', intent: 'put', question: 'ease', topic: '停车' },
    })
    expect(put.status).toBe(303)
    const html = await read(bank)
    const bankId = /name="bank" value="(\d+)"/.exec(html)?.[1] ?? ''
    const inserted = await handleRequest(bank, {
      cookie,
      form: { key: 'bank-key-long-enough-2', intent: 'insert', bank: bankId, page: 'last' },
    })
    expect(inserted.status).toBe(303)
    const version = await versionInWork(office.as('drafter'), from)
    expect(
      version && questionsOf(version.definition).filter(({ title }) => title === '停车方便吗？'),
    ).toHaveLength(2)
  })

  it('is closed to who is not signed in', async () => {
    const id = await aDraft()
    for (const path of [
      paths.desk.surveyFrame(id),
      paths.desk.surveyJson(id),
      paths.desk.surveyImport(id),
      paths.desk.questionBank(),
    ])
      expect([302, 303, 401, 403]).toContain((await handleRequest(path)).status)
  })
})
