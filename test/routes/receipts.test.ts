import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { takeStep } from '~/app/domain/audit/steps.server'
import { publishComment, refuseComment } from '~/app/domain/comments/moderate.server'
import { submitComment } from '~/app/domain/comments/submit.server'
import { raiseConcern } from '~/app/domain/concerns/raise.server'
import { publishFeedback, saveReport, submitReport } from '~/app/domain/feedback/publish.server'
import { decideIssue } from '~/app/domain/issues/decide.server'
import { createIssue } from '~/app/domain/issues/group.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { outbox } from '~/db/schema/audit'
import { commentAppeals, commentCorrections, commentWishes } from '~/db/schema/comments'
import { consultations } from '~/db/schema/consultations'
import {
  type AConsultation,
  aComment,
  aConsultation,
  contextAt,
  staffAt,
  systemAt,
} from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

let open: OpenDatabase
let consultation: AConsultation

const day = 24 * 60 * 60 * 1000
const inDays = (count: number) => new Date(Date.now() + count * day)

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  // The server's clock is the real one here.
  consultation = await aConsultation(open.db, { publishedAt: inDays(-10) })
  await open.db
    .update(consultations)
    .set({ opensAt: inDays(-10), closesAt: inDays(20) })
    .where(eq(consultations.id, consultation.id))
})

const now = () => contextAt(open.db, new Date())
const aReceipt = async () =>
  (await submitComment(now(), aComment(consultation.id, { clauseId: consultation.clauseIds[1] }))).code
const path = (code: string) => `/receipts/${code}`
const read = async (code: string) =>
  (await (await handleRequest(path(code))).text()).replaceAll('<!-- -->', '')

/** Posts one of the page's forms as a browser would: with the key that stands in it. */
async function post(code: string, intent: string, fields: Record<string, string> = {}, key?: string) {
  const html = await read(code)
  const form = html.split('<form').find((part) => part.includes(`value="${intent}"`)) ?? ''
  const own = key ?? /name="key" value="([^"]+)"/.exec(form)?.[1] ?? randomUUID()
  return { key: own, response: await handleRequest(path(code), { form: { key: own, intent, ...fields } }) }
}

const moderator = () => staffAt(open.db, new Date(), consultation.departmentId, 'moderator')
async function idOf(code: string): Promise<number> {
  const { rows } = await open.pool.query('select id from comments where code = $1', [code])
  return Number(rows[0].id)
}

describe('the receipt', () => {
  it('carries its own address as a QR code, and the code sign by sign for the telephone', async () => {
    const code = await aReceipt()
    const html = await read(code)
    expect(html).toContain(`<title>二维码，打开这张回执：http://gongyi.test/receipts/${code}</title>`)
    expect(html).toMatch(/<svg class="qr-code" viewBox="0 0 \d+ \d+"/)
    expect(html).toContain(
      code
        .split('-')
        .map((group) => [...group].join('、'))
        .join('；'),
    )
    expect(html).toContain(
      `aria-label="${code
        .split('-')
        .map((group) => [...group].join(' '))
        .join('，')}"`,
    )
    expect(html).toContain('第二条')
    expect(html).not.toContain('<script')
  })

  it('is kept nowhere, whatever is answered', async () => {
    const code = await aReceipt()
    const answers = [
      await handleRequest(path(code)),
      (await post(code, 'withdraw')).response,
      (await post(code, 'correct', { words: '冬天六点天还没亮，请延到七点。' })).response,
      (await post(code, 'tell', { email: 'zhao@example.com' })).response,
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 422, 303])
    for (const { headers } of answers) {
      expect(headers.get('Cache-Control')).toContain('no-store')
      expect(headers.get('X-Robots-Tag')).toBe('noindex')
    }
  })

  it('of a concern is a slip with a QR code too', async () => {
    const { code } = await raiseConcern(now(), {
      ...{
        key: randomUUID(),
        body: '路灯不亮',
        place: '',
        displayName: '',
        publishWords: false,
        contact: '',
      },
    })
    expect(await read(code)).toContain('class="qr-code"')
    expect((await post(code, 'withdraw', { confirm: 'on' })).response.status).toBe(404)
  })

  it('of a code that nobody has is not found, in the same words like any other page', async () => {
    const answer = await handleRequest('/receipts/ABCD-EFGH-JKMN')
    expect(answer.status).toBe(404)
    expect((await handleRequest('/receipts/ABCD-EFGH-JKMN', { form: { intent: 'withdraw' } })).status).toBe(
      404,
    )
  })
})

describe('a correction', () => {
  it('begins with the present words and is there at once', async () => {
    const code = await aReceipt()
    expect(await read(code)).toMatch(
      /<textarea[^>]*name="words"[^>]*>冬天六点天还没亮，请延到七点。<\/textarea>/,
    )
    const { response } = await post(code, 'correct', { words: '请延到\r\n七点半。' })
    expect(response.status).toBe(303)
    const html = await read(code)
    expect(html).toContain('请延到\n七点半。')
    expect(html).toContain('您更正了文字')
    expect(html).toContain('最初提交的文字')
    const [row] = await open.db
      .select()
      .from(commentCorrections)
      .where(eq(commentCorrections.commentId, await idOf(code)))
    expect(row).toMatchObject({ body: '请延到\n七点半。', original: { words: '请延到\r\n七点半。' } })
  })

  it('sent twice is made once; with the same key and other words it is refused and the words stay', async () => {
    const code = await aReceipt()
    const { key, response } = await post(code, 'correct', { words: '请延到七点半。' })
    expect(response.status).toBe(303)
    expect((await post(code, 'correct', { words: '请延到七点半。' }, key)).response.status).toBe(303)
    const other = (await post(code, 'correct', { words: '请延到八点。' }, key)).response
    expect(other.status).toBe(409)
    expect(await other.text()).toContain('请延到八点。')
    expect(await open.db.$count(commentCorrections, eq(commentCorrections.commentId, await idOf(code)))).toBe(
      1,
    )
  })

  it('with an error keeps what was typed beside the error, in the form that opens by itself', async () => {
    const code = await aReceipt()
    const long = '长'.repeat(5001)
    const { response } = await post(code, 'correct', { words: long })
    expect(response.status).toBe(422)
    const html = (await response.text()).replaceAll('<!-- -->', '')
    expect(html).toContain('现在有 5001 个字')
    expect(html).toContain(long)
    expect(html).toMatch(/<details class="receipt-action" open=""><summary>更正意见/)
  })

  it('that comes after the closing is refused with its words on the page to keep', async () => {
    const code = await aReceipt()
    const html = await read(code)
    const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
    await open.db
      .update(consultations)
      .set({ closesAt: inDays(-1) })
      .where(eq(consultations.id, consultation.id))
    const { response } = await post(code, 'correct', { words: '来晚了的话' }, key)
    expect(response.status).toBe(409)
    const answer = await response.text()
    expect(answer).toContain('来晚了的话')
    expect(answer).toContain('结束，不能再更正')
    expect(await read(code)).not.toContain('name="words"')
  })
})

describe('a refusal', () => {
  it('is shown with its reason, and an appeal says who decides and by when', async () => {
    const code = await aReceipt()
    await refuseComment(await moderator(), await idOf(code), { rule: 'insult', note: '请去掉骂人的话。' })
    const html = await read(code)
    expect(html).toContain('含有侮辱、诽谤他人的言语（意见审核规则第三项）。请去掉骂人的话。')
    expect(html).toContain('由不是作出原决定的另一位工作人员复核')
    const { response } = await post(code, 'appeal', { grounds: '没有骂人。' })
    expect(response.status).toBe(303)
    const after = await read(code)
    expect(after).toContain('没有骂人。')
    expect(after).toContain('您的申诉已经收到')
    expect(after).not.toContain('name="grounds"')
    expect(await open.db.$count(commentAppeals, eq(commentAppeals.commentId, await idOf(code)))).toBe(1)
  })
})

describe('the wish to be told', () => {
  it('is made, changed and taken back; the address is never shown whole', async () => {
    const code = await aReceipt()
    expect((await post(code, 'tell', { email: 'zhao' })).response.status).toBe(422)
    await post(code, 'tell', { email: 'zhao.guilan@example.com' })
    const html = await read(code)
    expect(html).toContain('z***@example.com')
    expect(html).not.toContain('zhao.guilan')
    await post(code, 'tell', { email: 'other@example.com' })
    expect(await read(code)).toContain('o***@example.com')
    await post(code, 'stop-telling')
    expect(await read(code)).not.toContain('@example.com')
    expect(await open.db.$count(commentWishes, eq(commentWishes.commentId, await idOf(code)))).toBe(0)
  })
})

describe('taking it back', () => {
  it('needs a tick, and then leaves only reading', async () => {
    const code = await aReceipt()
    const unticked = (await post(code, 'withdraw', { reason: '想改主意' })).response
    expect(unticked.status).toBe(422)
    expect(await unticked.text()).toContain('请先确认您要撤回这条意见')
    expect((await post(code, 'withdraw', { reason: '想改主意', confirm: 'on' })).response.status).toBe(303)
    const html = await read(code)
    expect(html).toContain('您已撤回')
    expect(html).toContain('这条意见仍计入收到的意见')
    expect(html.split('<main')[1]?.split('</main>')[0]).not.toContain('<form')
  })

  it('because somebody else wrote it is said on the page', async () => {
    const code = await aReceipt()
    expect((await post(code, 'disown')).response.status).toBe(422)
    expect((await post(code, 'disown', { notMine: 'on' })).response.status).toBe(303)
    expect(await read(code)).toContain('您说明不是自己写的，已撤下')
  })
})

describe('the whole way', () => {
  it('of a comment that was taken down and restored says both, with the reasons, in their order', async () => {
    const code = await aReceipt()
    const id = await idOf(code)
    const at = async (seconds: number) => ({
      ...(await moderator()),
      now: new Date(Date.now() - 60_000 + seconds * 1000),
    })
    await publishComment(await at(0), { id })
    await refuseComment(await at(10), id, { rule: 'privacy' })
    const down = await read(code)
    expect(down).toContain('已撤下，不再公开')
    expect(down).not.toContain('审核后不予公开')
    await publishComment(await at(20), { id }, '撤下有误，没有涉及他人隐私。')
    const html = await read(code)
    const order = ['审核通过，已公开', '已撤下，不再公开', '恢复公开，首次公开的日期不变', '撤下有误']
    const places = order.map((words) => html.indexOf(words))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual([...places].sort((one, other) => one - other))
  })

  it('after the report: the issue, the decision with its reason, and the report itself', async () => {
    const code = await aReceipt()
    const id = await idOf(code)
    await publishComment(await moderator(), { id })
    const system = () => systemAt(open.db, new Date())
    const issueId = await createIssue(system(), {
      ...{
        consultationId: consultation.id,
        title: '开灯时间',
        summary: '推迟开灯',
        clauseIds: [consultation.clauseIds[1] ?? 0],
      },
      commentIds: [id],
    })
    await decideIssue(system(), { issueId, decision: 'not-adopted', reason: '早高峰需要照明。' })
    expect(await read(code)).not.toContain('早高峰需要照明')
    await open.db
      .update(consultations)
      .set({ closesAt: inDays(-1) })
      .where(eq(consultations.id, consultation.id))
    await saveReport(system(), consultation.id, { introduction: '基本情况' })
    await publishReport()
    const html = await read(code)
    expect(html).toContain('归入“开灯时间”：不采纳')
    expect(html).toContain('早高峰需要照明。')
    expect(html).toContain(`/consultations/${consultation.id}/feedback#issue-${issueId}`)
    expect(html).not.toContain('name="email"')
  })

  it('of a terminated consultation says why it ended, and that comments are answered all the same', async () => {
    const code = await aReceipt()
    await takeStep(systemAt(open.db, inDays(-1)), {
      ...{ subject: 'consultation', id: consultation.id, kind: 'terminated', reason: '上位法正在修订。' },
    })
    const html = await read(code)
    expect(html).toContain('征求意见终止')
    expect(html).toContain('上位法正在修订。')
    expect(html).toContain('已经收到的意见仍会审核')
  })
})

async function publishReport(): Promise<void> {
  const as = (role: Role) => staffAt(open.db, new Date(), consultation.departmentId, role)
  await submitReport(await as('drafter'), consultation.id, { reason: '意见不多' })
  await publishFeedback(await as('issuer'), consultation.id)
}

describe('the desk', () => {
  async function signIn(...roles: Role[]): Promise<string> {
    const email = `${randomUUID()}@yunling.example`
    const password = 'a password for the tests 2026'
    await createAccount(createContext(open.db, { kind: 'system' }), {
      ...{ name: '田禾', email, password, title: '', departmentId: consultation.departmentId, roles },
    })
    const response = await handleRequest('/desk/sign-in', { form: { email, password } })
    return response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  it('shows the auditor recent mail with address and code masked, and nobody without the role', async () => {
    const code = await aReceipt()
    await post(code, 'tell', { email: 'zhao.guilan@example.com' })
    await open.db.update(outbox).set({ doneAt: new Date() }).where(eq(outbox.topic, 'mail'))
    const html = await (await handleRequest('/desk/outbox', { cookie: await signIn('auditor') })).text()
    expect(html).toContain('有进展会告诉您')
    expect(html).toContain('z***@example.com')
    expect(html).not.toContain('zhao.guilan')
    expect(html).not.toContain(code)
    expect((await handleRequest('/desk/outbox', { cookie: await signIn('drafter') })).status).toBe(403)
  })
})
