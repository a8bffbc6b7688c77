import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '~/app/domain/people/accounts.server'
import { publishPolicy, returnPolicy, submitPolicy } from '~/app/domain/policies/sign-off.server'
import { publishDue } from '~/app/domain/publishing/due.server'
import { paths } from '~/app/paths'
import type { Role } from '~/app/server/context'
import { createContext } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import {
  draftPolicy,
  type Office,
  reviewedInterpretation,
  reviewedPolicy,
} from '~/test/domain/policies/a-policy'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let office: Office
let drafter: string
let issuer: string

const password = 'a password for the tests 2026'
const yesterday = new Date(Date.now() - 24 * 3_600_000)

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  drafter = await signIn('drafter')
  issuer = await signIn('issuer')
})
afterAll(() => open.close())

async function signIn(role: Role): Promise<string> {
  const email = `${role}@desk.example`
  const person = {
    name: '田禾',
    email,
    password,
    title: '',
    departmentId: office.departmentId,
    roles: [role],
  }
  await createAccount(createContext(open.db, { kind: 'system' }), person)
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const page = async (path: string, cookie: string) =>
  (await (await handleRequest(path, { cookie })).text()).replaceAll('<!-- -->', '')
const keyOf = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
const post = async (path: string, cookie: string, form: Record<string, string>) => {
  const response = await handleRequest(path, {
    cookie,
    form: { ...form, key: keyOf(await page(path, cookie)) },
  })
  return { status: response.status, to: response.headers.get('location'), html: await response.text() }
}

async function aReviewedPolicy() {
  const draft = await draftPolicy(office, {}, yesterday)
  const interpretationId = await reviewedInterpretation(office, draft.policyId, undefined, yesterday)
  await reviewedPolicy(office, draft.policyId, yesterday)
  return { ...draft, interpretationId }
}

describe('the plan of a policy', () => {
  it('is written in rows, keeps what was typed when something is missing, and stands in a table afterwards', async () => {
    const { policyId } = await draftPolicy(office, {}, yesterday)
    const path = paths.desk.policyPlan(policyId)
    const form = {
      ...{ interpreterName: '贺明川', interpreterTitle: '县住建局局长', points: '谁能申请', revision: '0' },
      ...{ 'form-0': 'video', 'what-0': '三分钟看懂补贴', 'who-0': '', 'dueOn-0': '2020-01-01' },
    }
    const refused = await post(path, drafter, form)
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('请写明由谁来做')
    expect(refused.html).toContain('value="三分钟看懂补贴"')
    expect(await post(path, drafter, { ...form, 'who-0': '林子衿' })).toMatchObject({ status: 303, to: path })
    const html = await page(path, drafter)
    expect(html).toContain('三分钟看懂补贴')
    expect(html).toContain('已过期')
    expect(html).toContain(
      paths.desk.newInterpretation({ policy: policyId, form: 'video' }).replace('&', '&amp;'),
    )
    expect(await page(paths.desk.home(), drafter)).toContain('项计划的解读过了公开日期')
    expect(await page(paths.desk.policy(policyId), drafter)).toContain('0 / 1 项已公开')
  })
})

describe('scheduled publishing at the desk', () => {
  it('is set by the issuer, said on the page and at home, and done by the job; the citizen sees it only then', async () => {
    const { policyId } = await aReviewedPolicy()
    const path = paths.desk.policy(policyId)
    expect(await page(path, drafter)).not.toContain('value="schedule"')
    expect((await post(path, issuer, { intent: 'schedule', publishAt: '2020-01-01T09:00' })).status).toBe(422)
    expect(await post(path, issuer, { intent: 'schedule', publishAt: '2099-01-01T09:00' })).toMatchObject({
      status: 422,
      html: expect.stringContaining('最多提前一年'),
    })
    const soon = new Date(Date.now() + 5 * 60_000)
    const typed = new Date(soon.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
    expect((await post(path, issuer, { intent: 'schedule', publishAt: typed })).status).toBe(303)
    const said = `将于 ${typed.replace('T', ' ')} 自动公开`
    expect(await page(path, drafter)).toContain(said)
    expect(await page(paths.desk.home(), issuer)).toContain(said)
    expect((await handleRequest(paths.policy(policyId))).status).toBe(404)
    expect((await post(path, issuer, { intent: 'unschedule' })).status).toBe(303)
    expect(await page(path, issuer)).not.toContain(said)
    expect((await post(path, issuer, { intent: 'schedule', publishAt: typed })).status).toBe(303)
    const later = new Date(soon.getTime() + 60_000)
    expect(await publishDue(createContext(open.db, { kind: 'system' }, later))).toMatchObject([
      { id: policyId, outcome: 'published' },
    ])
  })
})

describe('a return', () => {
  it('says its reason to the drafter, at home and on the page, and to who signs off the next time', async () => {
    const { policyId } = await draftPolicy(office, {}, yesterday)
    await reviewedInterpretation(office, policyId, undefined, yesterday)
    const reason = '第二条的金额与会议纪要不一致'
    await submitPolicy(office.as('drafter', yesterday), policyId, { reason: '不另写方案' })
    await returnPolicy(office.as('reviewer', yesterday), policyId, reason)
    expect(await page(paths.desk.home(), drafter)).toContain(`退回的理由：${reason}`)
    const html = await page(paths.desk.policy(policyId), drafter)
    expect(html).toContain('退回，理由是')
    expect(html).toContain(reason)
    expect(
      (await post(paths.desk.policy(policyId), drafter, { intent: 'submitted', reason: '不另写方案' }))
        .status,
    ).toBe(303)
    expect(await page(paths.desk.policy(policyId), issuer)).toContain('上一次由')
  })
})

describe('a later version', () => {
  it('begins from the desk page of the public policy, with the present text and its header', async () => {
    const { policyId } = await aReviewedPolicy()
    await publishPolicy(office.as('issuer', yesterday), policyId)
    const path = paths.desk.newPolicy({ replaces: policyId })
    expect(await page(paths.desk.policy(policyId), drafter)).toContain(path)
    const start = await page(path, drafter)
    expect(start).toContain('修改《云岭县既有住宅加装电梯补贴办法》')
    const preview = await handleRequest(path, {
      cookie: drafter,
      form: { intent: 'preview', replacesId: String(policyId), replacesAs: 'amended', pasted: '' },
    })
    const html = (await preview.text()).replaceAll('<!-- -->', '')
    expect(html).toContain('每台电梯补贴二十万元')
    expect(html).toContain('value="老旧小区居民"')
    const made = await handleRequest(path, {
      cookie: drafter,
      form: {
        ...{ intent: 'create', key: keyOf(html), replacesId: String(policyId), replacesAs: 'amended' },
        ...{ title: '云岭县既有住宅加装电梯补贴办法（修订）', documentNumber: '岭政办发〔2026〕901号' },
        ...{ indexNumber: 'YL-901', theme: '城乡建设', kind: 'normative', audience: '居民' },
        ...{ signedOn: '2026-11-20', effectiveOn: '2027-01-01', disclosure: 'open', disclosureReason: '' },
        body: '第一条　为了支持既有住宅加装电梯，制定本办法。\n第二条　每台电梯补贴二十五万元，由县财政承担。',
        needsInterpretation: 'on',
      },
    })
    expect(made.status).toBe(303)
    const own = await page(made.headers.get('location') ?? '', drafter)
    expect(own).toContain('这一份修改')
    const former = await page(paths.desk.policy(policyId), drafter)
    expect(former).toContain('正在由这一份修改')
    expect(former).not.toContain(path)
    expect((await handleRequest(path, { cookie: drafter })).status).toBe(409)
  })
})
