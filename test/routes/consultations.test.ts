import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMatter, publishMatter } from '~/app/domain/matters/write.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { parseText } from '~/app/domain/texts/parse-text'
import { saveVersion } from '~/app/domain/texts/versions.server'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { textVersions } from '~/db/schema/texts'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'

const draft = `云岭县夜间施工管理办法（征求意见稿）
岭政办发[2026]07号
第一条 为了让居民睡好觉，制定本办法。
第二条 每日二十二时至次日六时，禁止在居民住宅区
进行产生噪声的施工作业。
第四条 本办法自公布之日起施行。`

let open: OpenDatabase
let office: Awaited<ReturnType<typeof makeOffice>>
let matterId: number
const cookies = new Map<Role, string>()

beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db)
  const { departmentId } = office
  const matter = await createMatter(office.as('drafter'), {
    departmentId,
    title: '夜间施工管理',
    kind: 'public-policy',
    summary: '管住夜间噪声。',
    basis: '《中华人民共和国噪声污染防治法》',
    year: 2026,
    plannedMethods: ['consultation', 'symposium'],
    plannedTiming: '第四季度',
    affectedGroups: [],
    consentOn: '2026-01-05',
  })
  matterId = matter.id
  for (const role of ['drafter', 'reviewer', 'issuer'] as const)
    cookies.set(role, await signIn(role, departmentId))
})
afterAll(() => open.close())

async function signIn(role: Role, departmentId: number): Promise<string> {
  const email = `desk.${role}@yunling.example`
  const password = 'a long enough password'
  const account = { name: role, email, password, title: '', departmentId, roles: [role] }
  await createAccount(createContext(open.db, { kind: 'system' }), account)
  const response = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  expect(response.status).toBe(303)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const as = (role: Role) => ({ cookie: cookies.get(role) ?? '' })

async function read(path: string, cookie?: string): Promise<string> {
  return (await handleRequest(path, cookie ? { cookie } : {})).text()
}

async function keyOn(path: string, role: Role): Promise<string> {
  return /name="key" value="([^"]+)"/.exec(await read(path, as(role).cookie))?.[1] ?? ''
}

async function post(path: string, role: Role, form: Record<string, string>): Promise<Response> {
  return handleRequest(path, { ...as(role), form: { key: await keyOn(path, role), ...form } })
}

/** What a browser would send of the preview as it stands. */
function fieldsOf(html: string): Record<string, string> {
  const text = (escaped = '') =>
    escaped
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&amp;', '&')
  const fields: Record<string, string> = {}
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    const isTicked = !/type="checkbox"/.test(tag) || /checked/.test(tag)
    if (name && name !== 'q' && isTicked) fields[name] = text(/value="([^"]*)"/.exec(tag)?.[1])
  }
  for (const [, name = '', value] of html.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g,
  )) {
    fields[name] = text(value)
  }
  return fields
}

async function importDraft(text: string, query: { text?: number } = {}): Promise<string> {
  const path = paths.desk.importText(query)
  const pasted = new FormData()
  pasted.set('intent', 'read')
  pasted.set('pasted', text)
  const preview = await handleRequest(path, { ...as('drafter'), form: pasted })
  expect(preview.status).toBe(200)
  const saved = await handleRequest(path, {
    ...as('drafter'),
    form: { ...fieldsOf(await preview.text()), intent: 'save' },
  })
  expect(saved.status).toBe(303)
  return saved.headers.get('location') ?? ''
}

describe('the import page', () => {
  it('shows what is doubtful and saves nothing before it is confirmed', async () => {
    const before = await open.db.$count(textVersions)
    const pasted = new FormData()
    pasted.set('intent', 'read')
    pasted.set('pasted', draft)
    const response = await handleRequest(paths.desk.importText(), { ...as('drafter'), form: pasted })
    const html = await response.text()
    expect(html).toContain('value="岭政办发〔2026〕7号"')
    expect(html).toMatch(/像是在句子中间断开/)
    expect(html).toMatch(/第四条/)
    expect(await open.db.$count(textVersions)).toBe(before)
  })

  it('joins the ticked line on saving, and looks again at what was edited', async () => {
    const pasted = new FormData()
    pasted.set('intent', 'read')
    pasted.set('pasted', draft)
    const preview = await handleRequest(paths.desk.importText(), { ...as('drafter'), form: pasted })
    const fields = fieldsOf(await preview.text())
    const before = await open.db.$count(textVersions)
    const edited = { ...fields, body: fields.body?.replace('第四条', '第三条') ?? '', intent: 'save' }
    const again = await handleRequest(paths.desk.importText(), { ...as('drafter'), form: edited })
    expect(again.status).toBe(200)
    expect(await open.db.$count(textVersions)).toBe(before)
    const saved = await handleRequest(paths.desk.importText(), {
      ...as('drafter'),
      form: { ...fieldsOf(await again.text()), intent: 'save' },
    })
    expect(saved.status).toBe(303)
    const page = await read(saved.headers.get('location') ?? '', as('drafter').cookie)
    expect(page).toContain('禁止在居民住宅区进行产生噪声的施工作业。')
    expect(page).toContain('第三条')
  })

  it('refuses a wrong document number with its mend, and keeps what was typed', async () => {
    const pasted = new FormData()
    pasted.set('intent', 'read')
    pasted.set('pasted', draft)
    const preview = await handleRequest(paths.desk.importText(), { ...as('drafter'), form: pasted })
    const form = {
      ...fieldsOf(await preview.text()),
      documentNumber: '岭政办发[2026]07号',
      note: '初稿',
      intent: 'save',
    }
    const response = await handleRequest(paths.desk.importText(), { ...as('drafter'), form })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('应写作：岭政办发〔2026〕7号')
    expect(html).toContain('value="初稿"')
  })

  it('refuses an empty upload, a Word file that is none, and a reviewer', async () => {
    for (const [name, content] of [
      ['空.docx', ''],
      ['假.docx', '这不是 Word 文件'],
    ] as const) {
      const form = new FormData()
      form.set('intent', 'read')
      form.set('file', new File([content], name))
      const response = await handleRequest(paths.desk.importText(), { ...as('drafter'), form })
      expect([response.status, name]).toEqual([422, name])
    }
    expect((await handleRequest(paths.desk.importText(), as('reviewer'))).status).toBe(403)
  })

  it('shows the alignment after a second version', async () => {
    const first = await importDraft(draft)
    const id = Number(first.split('/').pop())
    const second = await importDraft(draft.replace('二十二时', '二十一时').replace('第四条', '第三条'), {
      text: id,
    })
    expect(second).toBe(first)
    const page = await read(second, as('drafter').cookie)
    expect(page).toContain('与上一版逐条对应')
    expect(page).toMatch(/<ins>.*一时.*<\/ins>/s)
    expect(page).toContain('第四条 → 第三条')
  })
})

describe('an announcement', () => {
  it('is written and changed at the desk, and public once the issuer has published it', async () => {
    const made = await post(paths.desk.newAnnouncement(), 'drafter', {
      matterId: '',
      title: '夜间施工说明会公告',
      body: '请住户参加。\n咨询电话 0000-0000122。',
    })
    const desk = made.headers.get('location') ?? ''
    const form = {
      intent: 'update',
      title: '夜间施工说明会公告',
      body: '请住户参加。',
      place: '东关社区活动室',
    }
    const refused = await post(desk, 'drafter', { ...form, title: '' })
    expect(refused.status).toBe(422)
    const update = { ...form, heldAt: '2099-05-01T15:00' }
    expect((await post(desk, 'drafter', update)).status).toBe(303)
    expect((await post(desk, 'issuer', { intent: 'published' })).status).toBe(303)
    const html = await read(paths.announcement(Number(desk.split('/').pop())))
    expect(html).toContain('东关社区活动室')
    expect(html).toContain('2099-05-01 15:00')
    expect(await read(paths.announcements())).toContain('夜间施工说明会公告')
  })
})

describe('a matter', () => {
  it('is written, published and changed at the desk, and the change stays to be seen', async () => {
    const form = {
      title: '公园改造',
      kind: 'construction',
      summary: '改造东关公园。',
      basis: '县国土空间规划',
      year: '2026',
      plannedMethods: 'symposium',
      plannedTiming: '第二季度',
      affectedGroups: '周边住户\n商户',
      consentOn: '',
    }
    const made = await post(paths.desk.newMatter(), 'drafter', form)
    const desk = made.headers.get('location') ?? ''
    const refused = await post(desk, 'issuer', { intent: 'published' })
    expect(await refused.text()).toContain('请填写同意的日期')
    expect((await post(desk, 'drafter', { ...form, intent: 'update', consentOn: '2026-01-05' })).status).toBe(
      303,
    )
    expect((await post(desk, 'issuer', { intent: 'published' })).status).toBe(303)
    const change = {
      ...form,
      intent: 'change',
      consentOn: '2026-01-05',
      plannedTiming: '第三季度',
      changeReason: '资金未到位。',
    }
    expect((await post(desk, 'issuer', change)).status).toBe(303)
    const html = await read(paths.matter(Number(desk.split('/').pop())))
    expect(html).toContain('资金未到位。')
    expect(html).toContain('计划时间：第二季度 → 第三季度')
  })
})

describe('a consultation', () => {
  async function createDraft(): Promise<string> {
    const { departmentId } = office
    const saved = await saveVersion(office.as('drafter'), { departmentId, parsed: parseText(draft) })
    const close = new Date(Date.now() + 45 * 86_400_000).toISOString().slice(0, 10)
    const response = await post(paths.desk.newConsultation(), 'drafter', {
      matterId: String(matterId),
      versionId: String(saved.versionId),
      title: '夜间施工管理办法公开征求意见',
      background: '夜里太吵，睡不着。',
      draftingNote: '起草说明。',
      draftKind: 'decision',
      opensAt: new Date().toISOString().slice(0, 10),
      closesAt: close,
      letterTo: '文昌街18号',
      phone: '0000-0000122',
      email: 'a@yunling.example',
    })
    expect(response.status).toBe(303)
    return response.headers.get('location') ?? ''
  }

  it('goes through the desk by three hands, shows what stops it, and is then on the public page', async () => {
    const desk = await createDraft()
    const publicPage = paths.consultation(Number(desk.split('/').pop()))
    expect(await read(desk, as('drafter').cookie)).toContain('没有列入公开的目录')
    expect((await post(desk, 'drafter', { intent: 'submitted' })).status).toBe(303)
    expect((await post(desk, 'reviewer', { intent: 'reviewed' })).status).toBe(303)
    const refused = await post(desk, 'issuer', { intent: 'published' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('第三条')
    expect((await handleRequest(publicPage)).status).toBe(404)

    await publishMatter(office.as('issuer'), matterId)
    expect((await post(desk, 'issuer', { intent: 'published' })).status).toBe(303)
    const html = await read(publicPage)
    expect(html).toContain('征集中')
    expect(html).toContain('夜里太吵，睡不着。')
    expect(html).toContain('对本条提意见')
    // The one small element by which a passage can be selected.
    expect(html.match(/<script[^>]*src="[^"]*"/g)).toHaveLength(1)
    expect(html).toMatch(/<script type="module" src="\/assets\/quote-element/)
    expect(await read(paths.consultations())).toContain('夜间施工管理办法公开征求意见')
    expect(await read(paths.matter(matterId))).toContain('开始征求意见')
    expect(await read(paths.matters())).toContain('正在征求意见')
  })

  it('posts once: the same key again gives the same consultation', async () => {
    const path = paths.desk.newConsultation()
    const key = await keyOn(path, 'drafter')
    const { departmentId } = office
    const saved = await saveVersion(office.as('drafter'), { departmentId, parsed: parseText(draft) })
    const form = {
      key,
      matterId: String(matterId),
      versionId: String(saved.versionId),
      title: '只建一次',
      draftKind: 'general',
      opensAt: '2026-11-24',
      closesAt: '2026-12-24',
    }
    const first = await handleRequest(path, { ...as('drafter'), form })
    const second = await handleRequest(path, { ...as('drafter'), form })
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    const other = await handleRequest(path, { ...as('drafter'), form: { ...form, title: '另一个' } })
    expect(other.status).toBe(409)
    expect(await other.text()).toContain('另一个')
  })

  it('keeps what was typed when a field is wrong', async () => {
    const response = await post(paths.desk.newConsultation(), 'drafter', {
      title: '没有选草案',
      closesAt: '2026-12-24',
    })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('请选择征求意见稿')
    expect(html).toContain('没有选草案')
  })

  it('is unknown to a stranger at the desk and to a wrong address', async () => {
    expect((await handleRequest(paths.desk.consultations())).status).toBe(302)
    expect((await handleRequest('/consultations/abc')).status).toBe(404)
    expect((await handleRequest('/texts/1/compare')).status).toBe(404)
    expect((await handleRequest('/matters/999')).status).toBe(404)
    expect((await handleRequest('/announcements/999')).status).toBe(404)
  })
})
