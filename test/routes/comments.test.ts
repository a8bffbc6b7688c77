import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishComment } from '~/app/domain/comments/moderate.server'
import { publishFeedback, saveReport } from '~/app/domain/feedback/publish.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import type { Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { issues, points } from '~/db/schema/issues'
import { type AConsultation, aConsultation, systemAt } from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let consultation: AConsultation

const day = 24 * 60 * 60 * 1000
const inDays = (count: number) => new Date(Date.now() + count * day)

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await openNow()
})
afterAll(() => open.close())

/** The server's clock is the real one here. */
async function openNow(): Promise<AConsultation> {
  const made = await aConsultation(open.db, { publishedAt: inDays(-10) })
  await open.db
    .update(consultations)
    .set({ opensAt: inDays(-10), closesAt: inDays(20) })
    .where(eq(consultations.id, made.id))
  return made
}

async function close(id: number): Promise<void> {
  await open.db
    .update(consultations)
    .set({ closesAt: inDays(-1) })
    .where(eq(consultations.id, id))
}

const formOf = (of: AConsultation) => `/consultations/${of.id}/comment`
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
const keyOf = async (path: string) => keyIn(await (await handleRequest(path)).text())

async function submit(of: AConsultation, fields: Record<string, string>): Promise<Response> {
  return handleRequest(formOf(of), { form: { key: await keyOf(formOf(of)), ...fields } })
}

async function signIn(departmentId: number, ...roles: Role[]): Promise<string> {
  const email = `${randomUUID()}@yunling.example`
  const password = 'a password for the tests 2026'
  await createAccount(systemAt(open.db, new Date()), {
    name: '田禾',
    email,
    password,
    title: '',
    departmentId,
    roles,
  })
  const response = await handleRequest('/desk/sign-in', { form: { email, password } })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function newest(of: AConsultation): Promise<number> {
  const rows = await open.db
    .select({ id: comments.id })
    .from(comments)
    .where(eq(comments.consultationId, of.id))
  return rows.at(-1)?.id ?? 0
}

describe('the citizen’s way, without JavaScript', () => {
  it('leads from the clause to a receipt, which is kept nowhere and indexed by nobody', async () => {
    const page = await handleRequest(`${formOf(consultation)}?clause=${consultation.clauseIds[1]}`)
    const html = await page.text()
    expect(html).toContain('县城道路路灯每日18时开启')
    expect(html).toContain('个人信息怎么用')
    // One small script, for choosing words of the clause with the mouse; the form does without.
    expect(html.match(/<script[^>]*>/g)).toEqual([expect.stringContaining('/assets/quote-element-')])
    expect(html).not.toMatch(/name="publishName"[^>]*checked/)

    const posted = await submit(consultation, {
      body: '请推迟到7点。',
      clauseId: String(consultation.clauseIds[1]),
    })
    expect(posted.status).toBe(303)
    const receipt = await handleRequest(posted.headers.get('Location') ?? '')
    expect(receipt.status).toBe(200)
    expect(receipt.headers.get('Cache-Control')).toContain('no-store')
    expect(receipt.headers.get('X-Robots-Tag')).toBe('noindex')
    expect(await receipt.text()).toContain('请推迟到7点。')
  })

  it('gives the same receipt to a form sent twice, and keeps the words of another one under the same key', async () => {
    const key = await keyOf(formOf(consultation))
    const [first, second] = [
      await submit(consultation, { key, body: '一次' }),
      await submit(consultation, { key, body: '一次' }),
    ]
    expect(second.headers.get('Location')).toBe(first.headers.get('Location'))
    const other = await submit(consultation, { key, body: '另写的话' })
    expect(other.status).toBe(409)
    const html = await other.text()
    expect(html).toContain('另写的话')
    expect(keyIn(html)).not.toBe(key)
  })

  it('answers 422 with everything that was typed, and 422 for a clause of another text', async () => {
    const empty = await submit(consultation, { body: '', displayName: '赵桂兰', contact: '0000-0000122' })
    expect(empty.status).toBe(422)
    const html = await empty.text()
    expect(html).toContain('请写下您的意见')
    expect(html).toContain('赵桂兰')
    expect(html).toContain('0000-0000122')
    const other = await aConsultation(open.db)
    const wrong = await submit(consultation, { body: '意见', clauseId: String(other.clauseIds[0]) })
    expect(wrong.status).toBe(422)
  })

  it('refuses after the closing (410) with the text on the page to keep', async () => {
    const late = await openNow()
    const key = await keyOf(formOf(late))
    await close(late.id)
    const posted = await handleRequest(formOf(late), { form: { key, body: '写了很久的意见' } })
    expect(posted.status).toBe(410)
    const html = await posted.text()
    expect(html).toContain('写了很久的意见')
    expect(html).toContain('征求意见已经结束')
    expect(await newest(late)).toBe(0)
  })

  it('finds a receipt by the code as people type it, and says so when there is none', async () => {
    const posted = await submit(consultation, { body: '查得到' })
    const path = posted.headers.get('Location') ?? ''
    const code = path.split('/').at(-1) ?? ''
    const asked = await handleRequest('/receipts', {
      form: { code: code.toLowerCase().replaceAll('-', ' ') },
    })
    expect(asked.headers.get('Location')).toBe(path)
    expect((await handleRequest('/receipts', { form: { code: '123' } })).status).toBe(422)
    expect((await handleRequest('/receipts/ABCD-EFGH-JKMN')).status).toBe(404)
  })

  it('withdraws only after a confirmation, and then says that it is counted', async () => {
    const posted = await submit(consultation, { body: '要撤回的' })
    const path = posted.headers.get('Location') ?? ''
    const withdrawal = { key: await keyOf(path), intent: 'withdraw' }
    expect((await handleRequest(path, { form: { ...withdrawal, reason: '' } })).status).toBe(422)
    expect((await handleRequest(path, { form: { ...withdrawal, confirm: 'on' } })).status).toBe(303)
    const html = await (await handleRequest(path)).text()
    expect(html).toContain('您已撤回')
    expect(html).not.toContain('name="confirm"')
  })

  it('shows a comment after moderation only, and nothing of a consultation that is not public', async () => {
    await submit(consultation, { body: '审核后才看得到' })
    const list = `/consultations/${consultation.id}/comments`
    expect(await (await handleRequest(list)).text()).not.toContain('审核后才看得到')
    await publishComment(systemAt(open.db, new Date()), { id: await newest(consultation) })
    expect(await (await handleRequest(list)).text()).toContain('审核后才看得到')
    const draft = await aConsultation(open.db, { published: false })
    for (const page of ['comment', 'comments', 'feedback']) {
      expect((await handleRequest(`/consultations/${draft.id}/${page}`)).status).toBe(404)
    }
  })
})

describe('the feedback page', () => {
  it('says what will come, and then shows the equation, the decision and its reason', async () => {
    const of = await openNow()
    await submit(of, { body: '请推迟关灯' })
    const system = systemAt(open.db, new Date())
    await publishComment(system, { id: await newest(of) })
    const path = `/consultations/${of.id}/feedback`
    expect(await (await handleRequest(path)).text()).toContain('反馈报告还没有公布')
    const issueId = await createIssue(system, {
      ...{
        consultationId: of.id,
        title: '推迟关灯',
        summary: '冬天推迟',
        clauseIds: [],
        commentIds: [await newest(of)],
      },
    })
    await decideIssue(system, { issueId, decision: 'not-adopted', reason: '用电负荷不允许。' })
    await close(of.id)
    await saveReport(system, of.id, { introduction: '感谢参与。' })
    await publishFeedback(systemAt(open.db, new Date()), of.id)
    const html = await (await handleRequest(path)).text()
    for (const words of ['感谢参与。', '每一条意见都有去处', '推迟关灯', '不采纳', '用电负荷不允许。']) {
      expect(html).toContain(words)
    }
    expect(html).not.toContain('<script')
  })
})

describe('the desk', () => {
  it('asks a stranger to sign in, and refuses those without the role', async () => {
    const stranger = await handleRequest('/desk/moderation')
    expect(stranger.status).toBe(302)
    const cookie = await signIn(consultation.departmentId, 'issuer')
    expect((await handleRequest('/desk/moderation', { cookie })).status).toBe(403)
    const other = await aConsultation(open.db)
    const drafter = await signIn(other.departmentId, 'drafter')
    expect(
      (await handleRequest(`/desk/consultations/${consultation.id}/issues`, { cookie: drafter })).status,
    ).toBe(403)
    expect(
      (await handleRequest(`/desk/consultations/${consultation.id}/report`, { cookie: drafter })).status,
    ).toBe(403)
  })

  it('moderates, groups, decides and publishes through its forms', async () => {
    const of = await openNow()
    await submit(of, { body: '我的电话13812345678，请推迟关灯', clauseId: String(of.clauseIds[1]) })
    const id = await newest(of)
    const moderator = await signIn(of.departmentId, 'moderator')
    const queue = await (await handleRequest('/desk/moderation', { cookie: moderator })).text()
    expect(queue).toContain('138****5678')
    const bare = await handleRequest('/desk/moderation', {
      cookie: moderator,
      form: { intent: 'publish', id: String(id) },
    })
    expect(bare.status).toBe(422)
    const form = { intent: 'publish', id: String(id), [`mask-${id}`]: '我的电话138****5678，请推迟关灯' }
    expect((await handleRequest('/desk/moderation', { cookie: moderator, form })).status).toBe(303)

    const drafter = await signIn(of.departmentId, 'drafter')
    const board = `/desk/consultations/${of.id}/issues`
    const key = keyIn(await (await handleRequest(board, { cookie: drafter })).text())
    const [point] = await open.db.select({ id: points.id }).from(points).where(eq(points.commentId, id))
    const pointId = String(point?.id)
    const issueForm = { key, intent: 'create', title: '推迟关灯', summary: '冬天推迟', pointId }
    const created = await handleRequest(board, { cookie: drafter, form: issueForm })
    const again = await handleRequest(board, { cookie: drafter, form: issueForm })
    expect(again.headers.get('Location')).toBe(created.headers.get('Location'))
    const [issue] = await open.db
      .select({ id: issues.id })
      .from(issues)
      .where(eq(issues.consultationId, of.id))
    const page = `${board}/${issue?.id}`
    const decide = async (reason: string) => {
      const key = keyIn(await (await handleRequest(page, { cookie: drafter })).text())
      const form = { key, intent: 'decide', decision: 'explained', reason }
      return (await handleRequest(page, { cookie: drafter, form })).status
    }
    expect(await decide('')).toBe(422)
    expect(await decide('按省里的规定执行。')).toBe(303)

    const report = `/desk/consultations/${of.id}/report`
    const post = async (cookie: string, form: Record<string, string>) => {
      const key = keyIn(await (await handleRequest(report, { cookie })).text())
      return handleRequest(report, { cookie, form: { key, ...form } })
    }
    expect((await post(drafter, { intent: 'save', introduction: '感谢参与。' })).status).toBe(303)
    expect((await post(drafter, { intent: 'published' })).status).toBe(403)
    const issuer = await signIn(of.departmentId, 'issuer')
    const early = await post(issuer, { intent: 'published' })
    expect(early.status).toBe(422)
    expect(await early.text()).toContain('结束以后才能公布')
    await close(of.id)
    expect((await post(issuer, { intent: 'published' })).status).toBe(303)
    expect(await (await handleRequest(`/consultations/${of.id}/feedback`)).text()).toContain(
      '按省里的规定执行。',
    )
  })
})
