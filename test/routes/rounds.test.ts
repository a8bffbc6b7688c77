import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskConsultation } from '~/app/domain/consultations/desk.server'
import { terminateConsultation } from '~/app/domain/consultations/terminate.server'
import { extendConsultation } from '~/app/domain/consultations/write.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { fieldOf } from '~/app/domain/texts/alignment'
import { versionOf } from '~/app/domain/texts/versions.server'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'
import {
  aConsultedMatter,
  anotherVersion,
  answer,
  makePublic,
} from '../domain/consultations/a-consulted-matter'

const days = (count: number) => new Date(Date.now() + count * 86_400_000)
const dayOn = (at: Date) => at.toISOString().slice(0, 10)

let open: OpenDatabase
let made: Awaited<ReturnType<typeof aConsultedMatter>>
let running: Awaited<ReturnType<typeof aConsultedMatter>>
let versionId: number
let second: number
const cookies = new Map<Role, string>()

beforeAll(async () => {
  open = await freshDatabase()
  made = await aConsultedMatter(open.db, 'rounds', { from: days(-70), until: days(-20) })
  running = await aConsultedMatter(open.db, 'running', { from: days(-3), until: days(60) })
  for (const role of ['drafter', 'issuer'] as const) cookies.set(role, await signIn(role))
})
afterAll(() => open.close())

async function signIn(role: Role): Promise<string> {
  const email = `rounds.${role}@yunling.example`
  const password = 'a long enough password'
  const { departmentId } = made.office
  const account = { name: role, email, password, title: '', departmentId, roles: [role] }
  await createAccount(createContext(open.db, { kind: 'system' }), account)
  const response = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  const set = response.headers.getSetCookie()
  return set.map((cookie) => cookie.split(';')[0]).join('; ')
}

const as = (role: Role) => ({ cookie: cookies.get(role) ?? '' })

async function read(path: string, role?: Role): Promise<string> {
  const response = await handleRequest(path, role ? as(role) : {})
  expect(response.status).toBe(200)
  return response.text()
}

async function post(path: string, role: Role, form: Record<string, string>): Promise<Response> {
  const key = /name="key" value="([^"]+)"/.exec(await read(path, role))?.[1] ?? ''
  return handleRequest(path, { ...as(role), form: { key, ...form } })
}

describe('the desk of a further round', () => {
  it('asks for a revised text first, and offers the round only after the one before is over', async () => {
    const path = paths.desk.newConsultation({ previous: made.id })
    expect(await read(path, 'drafter')).toContain('还没有新的版本')
    expect(await read(paths.desk.consultation(made.id), 'drafter')).toContain('开始下一轮')
    versionId = await anotherVersion(made.office, made.textId)
  })

  it('fills in what the earlier round said, with the earliest close of today', async () => {
    const html = await read(paths.desk.newConsultation({ previous: made.id }), 'drafter')
    expect(html).toContain('开始第二轮征求意见')
    expect(html).toContain('楼道里停车、充电，起过火。')
    expect(html).toMatch(/须满 30 日的最早可在 (预计 )?\d{4}-\d\d-\d\d 24:00 截止/)
    const saved = await post(paths.desk.newConsultation({ previous: made.id }), 'drafter', {
      ...{ matterId: String(made.matterId), versionId: String(versionId), draftKind: 'decision' },
      ...{
        title: '电动自行车停放管理办法第二次公开征求意见',
        background: '改了第四条。',
        draftingNote: '说明。',
      },
      ...{ opensAt: dayOn(days(0)), closesAt: dayOn(days(50)) },
      ...{ letterTo: '文昌街18号', phone: '0000-0000122', email: 'a@yunling.example', shortReason: '' },
    })
    expect(saved.status).toBe(303)
    second = Number(/(\d+)$/.exec(saved.headers.get('location') ?? '')?.[1])
    expect(await read(paths.desk.consultation(second), 'drafter')).toContain('第二轮征求意见')
    const again = await post(paths.desk.newConsultation({ previous: made.id }), 'drafter', {
      ...{ matterId: String(made.matterId), versionId: String(versionId), draftKind: 'decision' },
      ...{ title: '再来一轮', opensAt: dayOn(days(0)), closesAt: dayOn(days(50)) },
    })
    expect(again.status).toBe(409)
    expect(await again.text()).toContain('已经有下一轮征求意见')
  })

  it('corrects the alignment by a plain form, and says at both fields when two take the same', async () => {
    const path = paths.desk.alignment(versionId)
    expect(await read(paths.desk.text(made.textId), 'drafter')).toContain(path)
    const html = await read(path, 'drafter')
    expect(html).toContain('更正条款对应')
    const clauses = (await versionOf(made.office.citizen(), versionId)).clauses
    const earlier = (await versionOf(made.office.citizen(), made.firstVersion)).clauses
    const [first, fourth] = [clauses[0]?.clauseId ?? 0, clauses[3]?.clauseId ?? 0]
    const refused = await post(path, 'drafter', { [fieldOf(fourth)]: String(first) })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('只能对应一处')
    const wanted = String(earlier[3]?.clauseId)
    expect((await post(path, 'drafter', { [fieldOf(fourth)]: wanted })).status).toBe(303)
    expect((await versionOf(made.office.citizen(), versionId)).clauses[3]?.clauseId).toBe(Number(wanted))
  })
})

describe('the public pages of several rounds', () => {
  it('link the rounds, say what changed, and send readers of the old one to the new', async () => {
    await makePublic(made.office, second, new Date())
    const now = await read(paths.consultation(second))
    expect(now).toContain('第二轮征求意见')
    expect(now).toContain(`href="${paths.consultation(made.id)}"`)
    expect(now).toMatch(/与上一轮的草案相比：(?:修改|新增|删除|移动) \d 条/)
    expect(now).toContain('收到意见 0 条')
    const before = await read(paths.consultation(made.id))
    expect(before).toContain('已经开始第二轮征求意见')
    expect(before).toContain('新的意见请提到新一轮里')
    expect(before).toContain(`href="${paths.consultation(second)}"`)
    expect(await read(paths.matter(made.matterId))).toContain('第二轮征求意见：电动自行车停放管理办法第二次')
  })

  it('let the reader choose two versions, by name, and say kindly when they are the same', async () => {
    const html = await read(paths.compare(made.textId))
    expect(html).toMatch(/<option[^>]*>第一轮征求意见稿（第 1 版）/)
    expect(html).toMatch(/<option[^>]*>第二轮征求意见稿（第 2 版）/)
    expect(await read(paths.compare(made.textId, { from: 2, to: 2 }))).toContain('选的是同一个版本')
    expect(await read(paths.compare(running.textId))).toContain('只有一个公开的版本')
    const unknown = await handleRequest(paths.compare(made.textId, { from: 1, to: 9 }))
    expect(unknown.status).toBe(404)
  })
})

describe('a terminated consultation', () => {
  const reason = '上级出台了统一规定。'

  it('is ended at the desk only with a reason, which stands on the public page and in the list', async () => {
    const path = paths.desk.consultation(second)
    const empty = await post(path, 'issuer', { intent: 'terminate', terminationReason: ' ' })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('终止征求意见须同时公布理由')
    const done = await post(path, 'issuer', { intent: 'terminate', terminationReason: reason })
    expect(done.status).toBe(303)
    const page = await read(paths.consultation(second))
    expect(page).toContain('已终止')
    expect(page).toContain(`理由：${reason}`)
    expect(page).not.toContain('对本条提意见')
    const before = await read(paths.consultation(made.id))
    expect(before).toContain('后来又有了第二轮征求意见')
    expect(before).not.toContain('请提到新一轮里')
    expect(await read(paths.consultations({ state: 'terminated' }))).toContain('第二次公开征求意见')
    expect(await read(paths.consultations({ state: 'open' }))).not.toContain('第二次公开征求意见')
  })

  it('is told to whoever follows the feed, beside the consultation itself', async () => {
    const closesAt = new Date(`${dayOn(days(70))}T23:59:59.999+08:00`)
    const system = createContext(open.db, { kind: 'system' })
    await extendConsultation(system, running.id, { closesAt, notice: '来信较多，延长十日。' })
    const feed = await read('/feed.xml')
    expect(feed).toContain('<title>延长征求意见：')
    expect(feed).toContain('<title>终止征求意见：电动自行车停放管理办法第二次公开征求意见</title>')
    expect(feed).toContain('<title>电动自行车停放管理办法第二次公开征求意见</title>')
    const ids = feed.match(/<id>[^<]+<\/id>/g) ?? []
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is said on top of the desk page, as a later end is, not only in the history', async () => {
    const html = await read(paths.desk.consultation(second), 'drafter')
    expect(html).toMatch(/notice-warning[\s\S]*这次征求意见已于[\s\S]*<h2/)
    expect(html).toContain(`理由：${reason}`)
    const issuer = running.office.as('issuer')
    expect((await deskConsultation(issuer, running.id)).extensions).toMatchObject([
      { notice: '来信较多，延长十日。' },
    ])
    expect(await read(paths.consultation(running.id))).toContain('已延长到')
  })

  it('is not offered to who may not, and leaves other consultations as they are', async () => {
    await expect(terminateConsultation(made.office.as('issuer'), running.id, reason)).rejects.toMatchObject({
      status: 403,
    })
    expect(await read(paths.desk.consultation(second), 'drafter')).not.toContain('终止并公布理由')
    expect(await read(paths.consultation(running.id))).toContain('征集中')
  })
})

describe('the matter at the desk', () => {
  it('names what keeps it from the collective discussion, and then goes there once (P9)', async () => {
    const path = paths.desk.matter(made.matterId)
    const html = await read(path, 'issuer')
    expect(html).toContain('还没有公布采纳情况反馈，事项不能提请集体讨论')
    expect((await post(path, 'issuer', { intent: 'discuss' })).status).toBe(422)
    for (const id of [made.id, second]) await answer(open.db, made.office, id, new Date())
    const form = { intent: 'discuss', meeting: '县政府第21次常务会议', on: '' }
    expect((await post(path, 'issuer', form)).status).toBe(303)
    expect((await post(path, 'issuer', form)).status).toBe(409)
    expect(await read(paths.matter(made.matterId))).toContain('县政府第21次常务会议')
  })
})
