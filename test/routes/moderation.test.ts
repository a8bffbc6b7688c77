import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appealRefusal } from '~/app/domain/comments/appeal.server'
import { correctComment } from '~/app/domain/comments/correct.server'
import { publishComment, refuseComment } from '~/app/domain/comments/moderate.server'
import { submitComment } from '~/app/domain/comments/submit.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { type Ctx, createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { commentStates, comments } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import { type AConsultation, aComment, aConsultation, systemAt } from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let consultation: AConsultation
let moderator: string
let drafter: string

const day = 24 * 60 * 60 * 1000
const inDays = (count: number) => new Date(Date.now() + count * day)

beforeAll(async () => {
  open = await freshDatabase()
  const office = await aConsultation(open.db)
  moderator = await signIn(office.departmentId, 'moderator')
})
beforeEach(async () => {
  consultation = await aConsultation(open.db, { publishedAt: inDays(-10) })
  await open.db
    .update(consultations)
    .set({ opensAt: inDays(-10), closesAt: inDays(20) })
    .where(eq(consultations.id, consultation.id))
})
afterAll(() => open.close())

const citizen = (): Ctx => createContext(open.db)
const queue = (query = '') => `/desk/moderation?consultation=${consultation.id}${query}`
const textOf = async (response: Response) => (await response.text()).replaceAll('<!-- -->', '')

async function read(path: string, cookie = moderator): Promise<string> {
  return textOf(await handleRequest(path, { cookie }))
}

async function signIn(departmentId: number, ...roles: Role[]): Promise<string> {
  const email = `${randomUUID()}@yunling.example`
  const password = 'a password for the tests 2026'
  const account = { name: '田禾', email, password, title: '', departmentId, roles }
  await createAccount(systemAt(open.db, new Date()), account)
  const response = await handleRequest('/desk/sign-in', { form: { email, password } })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function received(body: string, change = {}): Promise<{ id: number; code: string }> {
  const { code } = await submitComment(citizen(), aComment(consultation.id, { body, ...change }))
  const [row] = await open.db.select({ id: comments.id }).from(comments).where(eq(comments.code, code))
  return { id: row?.id ?? 0, code }
}

const stateOf = async (id: number) =>
  (await open.db.select().from(commentStates).where(eq(commentStates.commentId, id)))[0]?.state

describe('the moderation queue, without JavaScript', () => {
  it('shows what a machine noticed, ticks nothing, and takes a suggestion over only when it is asked to', async () => {
    const phone = await received('请打13812345678')
    const advert = await received('加微信 dianti_8888，专业代办')
    const html = await read(queue())
    expect(html).toContain('机器提示')
    expect(html).toContain('手机号码')
    expect(html).not.toMatch(/name="id"[^>]*checked/)
    expect(html).toMatch(new RegExp(`<textarea[^>]*name="mask-${phone.id}"[^>]*>请打13812345678<`))
    const adopted = await read(queue(`&adopt=${phone.id}`))
    expect(adopted).toMatch(new RegExp(`<textarea[^>]*name="mask-${phone.id}"[^>]*>请打138\\*\\*\\*\\*5678<`))
    const ruled = await read(queue(`&adopt=${advert.id}&rule=advert`))
    expect(ruled).toMatch(/<option value="advert" selected=""/)
    expect(await stateOf(phone.id)).toBe('pending')
  })

  it('ticks all of a page, or those with one kind of hint, by a link', async () => {
    await received('请延到七点')
    await received('请打13812345678')
    const ticked = async (select: string) =>
      (await read(queue(`&select=${select}`))).match(/<input type="checkbox" name="id"[^>]*checked/g)
        ?.length ?? 0
    expect(await ticked('all')).toBe(2)
    expect(await ticked('private')).toBe(1)
    expect(await ticked('clean')).toBe(1)
    expect(await ticked('none')).toBe(0)
  })

  it('publishes many, those with numbers as proposed, and says how many', async () => {
    const [one, two] = [await received('请延到七点'), await received('请打13812345678')]
    const form = new FormData()
    for (const [name, value] of Object.entries({ key: randomUUID(), intent: 'publish-proposed' }))
      form.append(name, value)
    for (const { id } of [one, two]) form.append('id', String(id))
    form.append(`mask-${two.id}`, '请打13812345678')
    const posted = await handleRequest(queue(), { cookie: moderator, form })
    expect(posted.status).toBe(303)
    expect(await read(posted.headers.get('Location') ?? '')).toContain('已公开 2 条意见。')
    const list = await textOf(await handleRequest(`/consultations/${consultation.id}/comments`))
    expect(list).toContain('请打138****5678')
    expect(list).not.toContain('13812345678')
  })

  it('says which comment a colleague had decided about meanwhile, and does the others', async () => {
    const [one, two] = [await received('甲'), await received('乙')]
    await refuseComment(systemAt(open.db, new Date()), two.id, { rule: 'off-topic' })
    const form = new FormData()
    form.append('intent', 'publish')
    for (const { id } of [one, two]) form.append('id', String(id))
    const posted = await handleRequest(queue(), { cookie: moderator, form })
    const html = await read(posted.headers.get('Location') ?? '')
    expect(html).toContain('已公开 1 条意见。')
    expect(html).toContain(`第${two.id}号：不予公开`)
    expect(await stateOf(one.id)).toBe('published')
  })

  it('refuses only with a reason, keeps what was ticked and typed, and comes back to the same page', async () => {
    const { id, code } = await received('代办')
    const form = { intent: 'refuse', id: String(id), rule: '', note: '欢迎另写。' }
    const again = await handleRequest(queue(), { cookie: moderator, form })
    expect(again.status).toBe(422)
    const html = await textOf(again)
    expect(html).toContain('请选择不予公开的理由')
    expect(html).toContain('欢迎另写。')
    expect(html).toMatch(/name="id"[^>]*checked/)
    const posted = await handleRequest(queue(), { cookie: moderator, form: { ...form, rule: 'advert' } })
    expect(posted.headers.get('Location')).toContain(`consultation=${consultation.id}`)
    expect(await read(`/receipts/${code}`)).toContain('意见审核规则第二项')
  })

  it('shows a correction beside the public words, and takes it up or refuses it with a reason', async () => {
    const { id, code } = await received('请延到七点')
    await publishComment(systemAt(open.db, new Date()), { id })
    await correctComment(citizen(), { code, body: '请延到八点' })
    const path = '/desk/moderation?state=corrections'
    const html = await read(path)
    expect(html).toMatch(/<del>.*七.*<\/del>/)
    const correction =
      new RegExp(`name="correction" value="(\\d+)"/><input type="hidden" name="comment" value="${id}"`).exec(
        html,
      )?.[1] ?? ''
    const fields = { correction, comment: String(id) }
    const bare = await handleRequest(path, {
      cookie: moderator,
      form: { ...fields, intent: 'refuse-correction' },
    })
    expect(bare.status).toBe(422)
    const posted = await handleRequest(path, { cookie: moderator, form: { ...fields, intent: 'take-up' } })
    expect(posted.status).toBe(303)
    const list = await textOf(await handleRequest(`/consultations/${consultation.id}/comments`))
    expect(list).toContain('请延到八点')
    expect(list).toContain('提出人于')
  })

  it('restores what was taken down by mistake, with a reason, and names it among the tasks until then', async () => {
    const { id, code } = await received('请延到七点。')
    await publishComment(systemAt(open.db, new Date()), { id })
    await refuseComment(systemAt(open.db, new Date()), id, { rule: 'privacy' })
    await appealRefusal(citizen(), { code, body: '没有涉及隐私。' })
    expect(await read('/desk')).toMatch(/件申诉等待复核.*最早的一件/s)
    const page = await read(queue('&state=refused'))
    expect(page).toContain('公开过，后来撤下')
    const form = { intent: 'publish', id: String(id), key: randomUUID() }
    const refused = await handleRequest(queue('&state=refused'), { cookie: moderator, form })
    expect(refused.status).toBe(422)
    expect(await textOf(refused)).toContain('恢复公开要写明理由')
    const again = { ...form, key: randomUUID(), reason: '撤下有误。' }
    expect((await handleRequest(queue('&state=refused'), { cookie: moderator, form: again })).status).toBe(
      303,
    )
    expect(await stateOf(id)).toBe('published')
  })

  it('gives an appeal to somebody else than the one who refused', async () => {
    const { id, code } = await received('请延到七点')
    const refuse = { intent: 'refuse', id: String(id), rule: 'off-topic', note: '' }
    await handleRequest(queue(), { cookie: moderator, form: refuse })
    await appealRefusal(citizen(), { code, body: '这说的就是第二条' })
    const path = '/desk/moderation?state=appeals'
    expect(await read(path)).toContain('由另一位同事复核')
    const officer = await signIn(consultation.departmentId, 'disclosure-officer')
    const html = await read('/desk/moderation', officer)
    expect(html).toContain('这说的就是第二条')
    expect(html).not.toContain('等待审核，先收到的在前')
    const appeal =
      new RegExp(`name="appeal" value="(\\d+)"/><input type="hidden" name="comment" value="${id}"`).exec(
        html,
      )?.[1] ?? ''
    const form = { intent: 'grant', appeal, comment: String(id) }
    expect((await handleRequest(path, { cookie: moderator, form })).status).toBe(409)
    expect((await handleRequest(path, { cookie: officer, form })).status).toBe(303)
    expect(await stateOf(id)).toBe('published')
    expect((await handleRequest('/desk/moderation?state=pending', { cookie: officer })).status).toBe(403)
  })

  it('has its rules at a public address of their own', async () => {
    const response = await handleRequest('/moderation-rules')
    const html = await textOf(response)
    for (const words of ['侮辱、诽谤', '怎么办', '申诉', '10 个工作日']) expect(html).toContain(words)
    expect(html).not.toContain('<script')
    for (const page of ['comment', 'comments'])
      expect(await read(`/consultations/${consultation.id}/${page}`)).toContain('href="/moderation-rules"')
  })
})

describe('the desk’s list of comments', () => {
  beforeEach(async () => {
    drafter = await signIn(consultation.departmentId, 'drafter')
  })
  const list = (query = '') => `/desk/consultations/${consultation.id}/comments${query}`

  it('goes by state, clause and channel, which are read from the address', async () => {
    await received('关于第二条的话', { clauseId: consultation.clauseIds[1] })
    await received('关于全文的话')
    const onClause = await read(list(`?clause=${consultation.clauseIds[1]}`), drafter)
    expect(onClause).toContain('关于第二条的话')
    expect(onClause).not.toContain('关于全文的话')
    expect(await read(list('?clause=0'), drafter)).not.toContain('关于第二条的话')
    expect(await read(list('?channel=letter'), drafter)).toContain('没有符合条件的意见')
    expect(await read(list('?state=published'), drafter)).toContain('没有符合条件的意见')
  })

  it('shows a contact once, to the drafter who says why, and keeps it nowhere', async () => {
    const { id } = await received('请回电', { contact: '0000-0000122' })
    expect(await read(list(), drafter)).not.toContain('0000-0000122')
    const look = (purpose: string, cookie: string) =>
      handleRequest(list(), { cookie, form: { comment: String(id), [`purpose-${id}`]: purpose } })
    expect((await look('', drafter)).status).toBe(422)
    const seen = await look('核实第二条', drafter)
    expect(await textOf(seen)).toContain('0000-0000122')
    expect(seen.headers.get('Cache-Control')).toContain('no-store')
    expect(await read(list(), drafter)).not.toContain('0000-0000122')
    expect((await look('想看', moderator)).status).toBe(403)
    const looks = await open.db
      .select({ after: audit.after })
      .from(audit)
      .where(sql`action = 'comment.contact-seen' and subject_id = ${String(id)}`)
    expect(looks).toEqual([{ after: { purpose: '核实第二条' } }])
  })

  it('takes a letter with its scan, under the day on which it came, and shows the code large', async () => {
    const path = `${list()}/new`
    const key = /name="key" value="([^"]+)"/.exec(await read(path, drafter))?.[1] ?? ''
    const receivedAt = new Date(Date.now() - day + 8 * 60 * 60 * 1000).toISOString().slice(0, 16)
    const form = new FormData()
    const fields = {
      key,
      channel: 'letter',
      receivedAt,
      body: '来信摘录',
      authorKind: 'person',
      displayName: '赵桂兰',
    }
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('attachments', new Blob([onePage()], { type: 'application/pdf' }), '来信.pdf')
    const posted = await handleRequest(path, { cookie: drafter, form })
    expect(posted.status).toBe(303)
    const done = await read(posted.headers.get('Location') ?? '', drafter)
    const code = /class="receipt-code">([^<]+)</.exec(done)?.[1] ?? ''
    expect(done).toContain(`href="/receipts/${code}"`)
    const shown = await read(list(), drafter)
    expect(shown).toContain('来信摘录')
    const attachment = /href="(\/desk\/attachments\/\d+)">来信\.pdf/.exec(shown)?.[1] ?? ''
    const file = await handleRequest(attachment, { cookie: drafter })
    expect(file.status).toBe(200)
    expect(file.headers.get('Content-Disposition')).toContain('attachment')
    expect(await read(`/receipts/${code}`)).toContain('信函')
  })

  it('does not take what came before the consultation opened, and keeps what was typed', async () => {
    const form = { key: randomUUID(), channel: 'fax', receivedAt: '2020-01-01T10:00', body: '传真来的话' }
    const posted = await handleRequest(`${list()}/new`, { cookie: drafter, form })
    expect(posted.status).toBe(422)
    const html = await textOf(posted)
    expect(html).toContain('传真来的话')
    expect(html).toContain('收到的时间应当在征求意见期间')
    const stranger = await signIn((await aConsultation(open.db)).departmentId, 'drafter')
    expect((await handleRequest(`${list()}/new`, { cookie: stranger })).status).toBe(403)
  })
})

function onePage(): string {
  return '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\nxref\n0 4\ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n'
}
