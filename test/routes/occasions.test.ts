import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activityRow } from '~/app/domain/activities/row.server'
import { savePoll } from '~/app/domain/occasions/save-record.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { activityPhotos } from '~/db/schema/activities'
import { comments } from '~/db/schema/comments'
import { media } from '~/db/schema/media'
import { aCounty, anActivity, aSymposium, type County } from '~/test/domain/activities/an-activity'
import { answerLedger, decideAll, reportOn, say } from '~/test/domain/activities/opinions'
import { aPicture } from '~/test/media/a-picture'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

const hour = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * hour)
const happened = { startsAt: ago(30), endsAt: ago(28), at: ago(100) }

let open: OpenDatabase
let county: County
let symposium: number
let ledger: number
let poll: number
let drafter: string
let stranger: string

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  symposium = (await aSymposium(county, { ...happened, title: '沿街商户座谈会' })).id
  ledger = (await activityRow(county.office.citizen(), symposium)).consultationId ?? 0
  poll = (await anActivity(county, 'opinion-poll', { ...happened, title: '停放充电民意调查' })).id
  drafter = await signIn('drafter', county.office.departmentId)
  const { office: other } = await aCounty(open.db, 'education')
  stranger = await signIn('drafter', other.departmentId, 'stranger')
})
afterAll(() => open.close())

async function signIn(role: Role, departmentId: number, name: string = role): Promise<string> {
  const email = `desk.${name}@yunling.example`
  const password = 'a long enough password'
  const account = { name, email, password, title: '', departmentId, roles: [role] }
  await createAccount(createContext(open.db, { kind: 'system' }), account)
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function read(path: string, cookie?: string): Promise<string> {
  const response = await handleRequest(path, cookie ? { cookie } : {})
  expect(response.status).toBe(200)
  return (await response.text()).replaceAll('<!-- -->', '')
}

async function post(id: number, fields: Record<string, string>, file?: { name: string; bytes: Uint8Array }) {
  const form = new FormData()
  const all = { key: randomUUID(), ...fields }
  for (const [name, value] of Object.entries(all)) form.append(name, value)
  if (file) {
    const field = fields.intent === 'poll' ? 'table' : 'file'
    form.append(field, new File([Uint8Array.from(file.bytes)], file.name))
  }
  return handleRequest(paths.desk.activityRecord(id), { cookie: drafter, form })
}

const csv = (text: string) => ({ name: 'poll.csv', bytes: new TextEncoder().encode(text) })

describe('a symposium, from the record to the answer', () => {
  it('is recorded at the desk without scripts: who came, and a photograph that nobody outside sees yet', async () => {
    const page = await read(paths.desk.activityRecord(symposium), drafter)
    for (const words of ['谁来参加', '现场照片', '本人同意公开', '图片说明']) expect(page).toContain(words)
    expect(page).not.toContain('民意调查的办法')
    const rows = {
      'group-0': '沿街商户',
      'people-0': '6',
      'names-0': '王芳',
      'group-1': '居民',
      'people-1': '9',
    }
    expect((await post(symposium, { intent: 'attendance', ...rows })).status).toBe(303)
    const photo = { name: 'a.png', bytes: await aPicture(41) }
    const added = await post(symposium, { intent: 'photo', caption: '商户代表在会上发言' }, photo)
    expect(added.status).toBe(303)
    const [row] = await open.db
      .select({ sha256: media.sha256 })
      .from(activityPhotos)
      .innerJoin(media, eq(media.id, activityPhotos.mediaId))
    const address = paths.media(row?.sha256 ?? '', '480.webp')
    expect((await handleRequest(address)).status).toBe(404)
    expect((await handleRequest(address, { cookie: drafter })).status).toBe(200)
    const shown = await read(paths.activity(symposium))
    expect(shown).not.toContain('商户代表在会上发言')
    expect(shown).not.toContain('王芳')
  })

  it('says what is wrong beside the field, and keeps what was typed', async () => {
    const refused = await post(symposium, {
      ...{ intent: 'attendance', 'group-0': '沿街商户', 'people-0': '六', 'names-0': '13812345678' },
    })
    const page = await refused.text()
    expect(refused.status).toBe(422)
    expect(page).toContain('请填写人数')
    expect(page).toContain('手机号码')
    expect(page).toContain('value="六"')
    const unnamed = await post(
      symposium,
      { intent: 'photo', caption: '' },
      { name: 'b.png', bytes: await aPicture(42) },
    )
    expect(unnamed.status).toBe(422)
    const none = await post(symposium, { intent: 'photo', caption: '会场' })
    expect(await none.text()).toContain('请从图片库选一张')
    const text = await post(
      symposium,
      { intent: 'photo', caption: '会场' },
      { name: 'b.png', bytes: csv('a').bytes },
    )
    expect(text.status).toBe(422)
    expect((await post(symposium, { intent: 'nothing' })).status).toBe(422)
    expect((await post(symposium, { intent: 'poll', fromDay: '昨天', toDay: '' })).status).toBe(422)
  })

  it('is closed to other departments and to citizens', async () => {
    const path = paths.desk.activityRecord(symposium)
    expect((await handleRequest(path, { cookie: stranger })).status).toBe(403)
    const form = { key: randomUUID(), intent: 'attendance', 'group-0': '我', 'people-0': '1' }
    expect((await handleRequest(path, { cookie: stranger, form })).status).toBe(403)
    expect((await handleRequest(path)).status).toBe(302)
    expect((await handleRequest(paths.desk.activityRecord(999_999), { cookie: drafter })).status).toBe(404)
  })

  it('shows on its page who came, the photograph and each opinion, first as being studied', async () => {
    const now = ago(5)
    await say(
      county,
      symposium,
      [{ body: '夜里应当有人巡查。' }, { body: '价格要公示。', label: '居民' }],
      now,
    )
    await reportOn(county, symposium, now)
    const page = await read(paths.activity(symposium))
    for (const words of [
      ...['共 15 人，来自 2 个方面', '沿街商户', '王芳', '没有公开姓名'],
      ...['alt="商户代表在会上发言"', '夜里应当有人巡查。', '沿街商户代表', '正在研究'],
    ])
      expect(page).toContain(words)
    expect(page).toContain(`href="${paths.consultationComments(ledger)}"`)
    const src = /src="(\/media\/[^"]+)"/.exec(page)?.[1] ?? ''
    const picture = await handleRequest(src)
    expect(picture.status).toBe(200)
    expect(picture.headers.get('Cache-Control')).toContain('public')
  })

  it('has its opinions in the ledger’s lists, each with the way it came and the way back', async () => {
    const list = await read(paths.consultationComments(ledger))
    for (const words of ['座谈会', '回到这次活动']) expect(list).toContain(words)
    // Of a ledger that is this activity's own, it is said once.
    expect(list).not.toContain('在“沿街商户座谈会”上提出')
    expect(list).toContain(`href="${paths.activity(symposium)}"`)
    expect(list).not.toContain('我要提意见')
    const file = await handleRequest(paths.openComments(ledger, 'csv'))
    expect(await file.text()).toContain('座谈会')
    const desk = await read(paths.desk.comments(ledger, { channel: 'symposium' }), drafter)
    expect(desk).toContain('在“沿街商户座谈会”上提出')
    expect(desk).not.toContain(paths.desk.newComment(ledger))
    for (const path of [paths.desk.issues(ledger), paths.desk.gaps(ledger), paths.desk.report(ledger)])
      expect(await read(path, drafter)).toContain('沿街商户座谈会')
  })

  it('shows the decision and its reason under each opinion once the feedback is public', async () => {
    const now = ago(3)
    const before = await read(paths.feedback(ledger))
    expect(before).toContain('活动报告公布以后')
    const rows = await open.db
      .select({ id: comments.id })
      .from(comments)
      .where(eq(comments.consultationId, ledger))
    await decideAll(
      county,
      ledger,
      rows.map(({ id }) => id),
      now,
    )
    await answerLedger(county, ledger, now)
    const told = () => read(paths.activity(symposium))
    await expect.poll(told, { timeout: 5000 }).toContain('每晚巡查两次，写入第三条。')
    expect(await told()).toContain('部分采纳')
    // Two people asked for it: the reason stands there once, their words below it. Nobody else writes in this ledger.
    const page = await told()
    expect(page.split('每晚巡查两次，写入第三条。')).toHaveLength(2)
    expect(page).toContain('大家提出 2 条意见，归为 1 类：部分采纳 1。')
    for (const words of [
      '大家是这样说的（2 条）',
      '夜里应当有人巡查。',
      '价格要公示。',
      '逐条研究、逐条答复',
    ])
      expect(page).toContain(words)
    expect(page).not.toContain('同一本台账')
    expect(await told()).not.toContain('正在研究')
    const report = await read(paths.feedback(ledger))
    for (const words of ['现场提出的意见都已研究', '座谈会 2', '这些意见来自：'])
      expect(report).toContain(words)
    expect(report).toContain(`<a href="${paths.activity(symposium)}">沿街商户座谈会</a>`)
  })

  it('has a record that is closed, but for a photograph that must go', async () => {
    const rows = { intent: 'attendance', 'group-0': '别人', 'people-0': '1' }
    expect((await post(symposium, rows)).status).toBe(409)
    const page = await read(paths.desk.activityRecord(symposium), drafter)
    expect(page).toContain('活动记录不能再改')
    const mediaId = /name="mediaId" value="(\d+)"/.exec(page)?.[1] ?? ''
    const silent = await post(symposium, { intent: 'photo-removed', mediaId, photoReason: '' })
    expect(silent.status).toBe(422)
    const gone = await post(symposium, { intent: 'photo-removed', mediaId, photoReason: '本人要求' })
    expect(gone.status).toBe(303)
    await expect.poll(() => read(paths.activity(symposium)), { timeout: 5000 }).not.toContain('alt="商户代表')
  })
})

describe('the ledger of an activity', () => {
  it('leads from the address of a consultation to the activity', async () => {
    const response = await handleRequest(paths.consultation(ledger))
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe(paths.activity(symposium))
  })

  it('says that nothing can be posted into it, and keeps the words of who tries', async () => {
    const page = await read(paths.commentForm(ledger))
    expect(page).toContain('这里不接受另外提交的意见')
    expect(page).toContain(`href="${paths.activity(symposium)}"`)
    expect(page).not.toContain('name="body"')
    const before = await open.db.$count(comments)
    const form = { key: randomUUID(), body: '写了很久的意见，不想丢。', contact: '' }
    const posted = await handleRequest(paths.commentForm(ledger), { form })
    expect(posted.status).toBe(410)
    expect(await posted.text()).toContain('写了很久的意见，不想丢。')
    const files = new FormData()
    for (const [name, value] of Object.entries({ ...form, key: randomUUID() })) files.append(name, value)
    files.append('attachments', new File([Uint8Array.from(await aPicture(43))], 'a.png'))
    expect((await handleRequest(paths.commentForm(ledger), { form: files })).status).toBe(410)
    expect((await handleRequest(paths.desk.newComment(ledger), { cookie: drafter })).status).toBe(409)
    expect(await open.db.$count(comments)).toBe(before)
  })

  it('is in no public list, and at the desk with its own word', async () => {
    for (const path of [paths.consultations(), paths.home(), paths.sitemap(), paths.feed()])
      expect(await read(path)).not.toContain(`${paths.consultation(ledger)}"`)
    const list = await read(paths.desk.consultations(), drafter)
    expect(list).toContain('定向听取意见')
    const page = await read(paths.desk.consultation(ledger), drafter)
    expect(page).toContain('“沿街商户座谈会”的意见台账')
    expect(page).not.toContain('延长征求意见')
  })
})

describe('an opinion poll', () => {
  const fields = {
    ...{ intent: 'poll', pollster: '云岭县统计局', method: '入户面访', population: '城关镇成年居民' },
    ...{ approached: '400', answered: '262', fromDay: '2026-10-10', toDay: '2026-10-20', weighting: '' },
    ...{ 'words-0': '您是否赞成夜间巡查？', 'base-0': '260' },
    'options-0': '赞成 | 201\n不赞成 | 50\n说不清 | 9',
  }

  it('is entered with its raw table, which is refused where it leads to a person', async () => {
    const refused = await post(poll, fields, csv('编号,备注\n1,13812345678\n'))
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('第 2 行第 2 列像是手机号码')
    expect(page).toContain('您是否赞成夜间巡查？')
    expect((await post(poll, { ...fields, 'base-0': '300' })).status).toBe(422)
    expect((await post(poll, fields, csv('编号,第1题\n1,赞成\n2,=1+1\n'))).status).toBe(303)
    expect((await handleRequest(paths.pollTable(poll))).status).toBe(404)
    expect(await read(paths.desk.activityRecord(poll), drafter)).toContain('现有 2 行')
  })

  it('says on its page who was asked, how many answered, and every share with its people', async () => {
    await reportOn(county, poll, ago(2))
    const page = await read(paths.activity(poll))
    for (const words of [
      ...['云岭县统计局', '城关镇成年居民', 'n = 262', '262 ÷ 400 = 65.5%', '每人的回答同样计算'],
      ...['260 人回答了这一题', '77.3%', '3.5%', '看不出是谁选的', '下载原始数据（CSV，2 行）'],
      '原始数据有 2 行，作了回答的有 262 人',
    ])
      expect(page).toContain(words)
    const table = await handleRequest(paths.pollTable(poll))
    expect(table.headers.get('Content-Type')).toContain('text/csv')
    expect(table.headers.get('Content-Disposition')).toContain('attachment')
    const text = Buffer.from(await table.arrayBuffer()).toString('utf8')
    expect(text).toBe("\uFEFF编号,第1题\r\n1,赞成\r\n2,'=1+1\r\n")
  })

  it('has no table to download where there is none, and none at another kind of activity', async () => {
    const { id } = await anActivity(county, 'opinion-poll', { ...happened, title: '没有原始数据的调查' })
    const question = {
      words: '好吗？',
      base: 2,
      options: [
        { label: '好', count: 1 },
        { label: '不好', count: 1 },
      ],
    }
    await savePoll(county.office.as('drafter', ago(4)), id, {
      ...{ pollster: '县统计局', method: '电话', population: '居民', approached: 4, answered: 2 },
      ...{ fromDay: '2026-10-10', toDay: '2026-10-11', weighting: '', questions: [question] },
    })
    await reportOn(county, id, ago(3))
    for (const other of [id, symposium, 999_999, 'x'])
      expect((await handleRequest(paths.pollTable(other))).status).toBe(404)
  })
})

describe('the catalogue', () => {
  it('links each way of taking part with where it stands, and says how many have had results', async () => {
    const page = await read(paths.matters({ year: 2026 }))
    expect(page).toContain(`href="${paths.activity(symposium)}"`)
    for (const words of ['已经开展', '已公布报告', '已经公布结果的公众参与活动：3 次', '还差 3 次'])
      expect(page).toContain(words)
  })
})
