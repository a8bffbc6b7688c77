import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { stepsOf } from '~/app/domain/audit/steps.server'
import { deliverMaterials } from '~/app/domain/materials/delivery.server'
import { materialsOf } from '~/app/domain/materials/materials.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { activities } from '~/db/schema/activities'
import { rateLimits } from '~/db/schema/people'
import { aListedHearing } from '~/test/domain/activities/a-listed-hearing'
import {
  aCounty,
  aHearing,
  type County,
  takeChainStep,
  withAgenda,
} from '~/test/domain/activities/an-activity'
import { aPdf } from '~/test/media/some-files'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

const hour = 3_600_000
let open: OpenDatabase
let county: County
let drafter: string
let reviewer: string

beforeAll(async () => {
  // Remix tells of each refusal that becomes an error page.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  open = await freshDatabase()
  county = await aCounty(open.db)
  drafter = await signIn('drafter')
  reviewer = await signIn('reviewer')
}, 60_000)
beforeEach(() => open.db.delete(rateLimits))
afterAll(async () => {
  vi.restoreAllMocks()
  await open.close()
})

async function signIn(role: Role): Promise<string> {
  const email = `${randomUUID()}@yunling.example`
  const password = 'a password for the tests 2026'
  const { departmentId } = county.office
  const person = { name: '田禾', email, password, title: '', departmentId, roles: [role] }
  await createAccount(createContext(open.db, { kind: 'system' }), person)
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const inDays = (days: number) => new Date(Date.now() + days * 24 * hour)
const ctx = () => county.office.as('drafter')
const when = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3 * hour) })

async function textOf(response: Response): Promise<string> {
  return (await response.text()).replaceAll('<!-- -->', '')
}

/** The hidden key of the form that holds this button. */
function keyBefore(html: string, button: string): string {
  const before = html.slice(0, html.indexOf(`value="${button}"`))
  return [...before.matchAll(/name="key" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
}

function formOf(fields: [string, string][], files: [string, Uint8Array][] = []): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  for (const [name, bytes] of files) form.append('files', new File([Uint8Array.from(bytes)], name))
  return form
}

const ask = (path: string, cookie = drafter) => handleRequest(path, { cookie })
const post = (path: string, form: FormData, cookie = drafter) => handleRequest(path, { cookie, form })

describe('the desk of the materials', () => {
  it('takes files, serves those with e-mail in one click, and enters the rest by hand', async () => {
    const hearing = await aListedHearing(county, when(inDays(20)))
    const page = paths.desk.materials(hearing.id)
    const { first, byPost } = hearing.people
    const empty = await textOf(await ask(page))
    const added = await post(
      page,
      formOf(
        [
          ['intent', 'add'],
          ['key', keyBefore(empty, 'add')],
        ],
        [['调价方案.pdf', aPdf()]],
      ),
    )
    expect(added.status).toBe(303)
    const [file] = await materialsOf(ctx(), hearing.id)
    const html = await textOf(await ask(page))
    expect(html).toContain('调价方案.pdf')
    expect(html).toContain('给有电子邮箱的 2 名参加人发链接')
    const link = formOf([
      ['intent', 'deliver'],
      ['way', 'link'],
      ['key', keyBefore(html, 'deliver')],
      ...[...html.matchAll(/type="hidden" name="person" value="(\d+)"/g)].map(([, id]): [string, string] => [
        'person',
        id ?? '',
      ]),
    ])
    expect((await post(page, link)).status).toBe(303)
    // The same form by a double click is the same delivery.
    expect((await post(page, link)).status).toBe(303)
    const delivered = (await stepsOf(ctx(), 'registration', first.id)).filter(
      ({ kind }) => kind === 'materials-delivered',
    )
    expect(delivered).toHaveLength(1)
    const next = await textOf(await ask(page))
    const refused = await post(
      page,
      formOf([
        ['intent', 'deliver'],
        ['way', 'post'],
        ['person', String(byPost.id)],
        ['at', '2020-01-01T09:00'],
        ['key', keyBefore(next, 'deliver')],
      ]),
    )
    expect(refused.status).toBe(422)
    expect(await textOf(refused)).toContain('材料不可能在这之前送达')
    // The file at the desk, for the own department.
    const own = await ask(paths.desk.material(hearing.id, file?.id ?? 0))
    expect(own.status).toBe(200)
    expect((await handleRequest(paths.desk.material(hearing.id, file?.id ?? 0))).status).toBe(403)
  })

  it('says what is wrong with a file, and adds nothing', async () => {
    const hearing = await aListedHearing(county, when(inDays(20)))
    const page = paths.desk.materials(hearing.id)
    const html = await textOf(await ask(page))
    const refused = await post(
      page,
      formOf(
        [
          ['intent', 'add'],
          ['key', keyBefore(html, 'add')],
        ],
        [['宏.pdf', new TextEncoder().encode('<script>')]],
      ),
    )
    expect(refused.status).toBe(422)
    expect(await textOf(refused)).toContain('文件“宏.pdf”的内容不是 PDF、Word、JPEG 或 PNG')
    expect(await materialsOf(ctx(), hearing.id)).toEqual([])
  })

  it('is there for no kind without participants', async () => {
    const hearing = await aHearing(county)
    await open.db.update(activities).set({ kind: 'symposium' }).where(eq(activities.id, hearing.id))
    expect((await ask(paths.desk.materials(hearing.id))).status).toBe(404)
    expect((await ask(paths.desk.checkIn(hearing.id))).status).toBe(404)
  })
})

describe('the participant’s page of the materials', () => {
  it('opens by the code alone, is kept nowhere, and gives files that run nothing', async () => {
    const hearing = await aListedHearing(county, when(inDays(20)))
    await withAgenda(ctx(), hearing.id)
    const { first, second, observer } = hearing.people
    const desk = paths.desk.materials(hearing.id)
    const html = await textOf(await ask(desk))
    const file: [string, Uint8Array] = ['听证会 "须知" 1.pdf', aPdf()]
    await post(
      desk,
      formOf(
        [
          ['intent', 'add'],
          ['key', keyBefore(html, 'add')],
        ],
        [file],
      ),
    )
    expect((await handleRequest(paths.registrationMaterials(first.code))).status).toBe(403)
    const next = await textOf(await ask(desk))
    const one = formOf([
      ['intent', 'deliver'],
      ['way', 'link'],
      ['person', String(first.id)],
      ['key', keyBefore(next, 'deliver')],
    ])
    expect((await post(desk, one)).status).toBe(303)
    const opened = await handleRequest(paths.registrationMaterials(first.code))
    expect(opened.status).toBe(200)
    expect(opened.headers.get('Cache-Control')).toContain('no-store')
    expect(opened.headers.get('X-Robots-Tag')).toBe('noindex')
    const words = await textOf(opened)
    expect(words).toContain('禁止在楼道内停放电动自行车')
    expect(words).toContain('草案的说明')
    expect(words).toContain('承办单位介绍草案')
    const [material] = await materialsOf(ctx(), hearing.id)
    const address = paths.registrationMaterial(first.code, material?.id ?? 0)
    expect(words).toContain(address)
    const got = await handleRequest(address)
    expect(got.headers.get('Content-Disposition')).toMatch(/^attachment; filename\*=UTF-8''/)
    expect(got.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(got.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox")
    expect(got.headers.get('Cache-Control')).toContain('no-store')
    expect(
      Buffer.from(await got.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    for (const { code } of [second, observer]) {
      const closed = await handleRequest(paths.registrationMaterials(code))
      expect(closed.status).toBe(403)
      expect(await textOf(closed)).toContain('材料还没有送达')
      expect((await handleRequest(paths.registrationMaterial(code, material?.id ?? 0))).status).toBe(403)
    }
    expect((await handleRequest(paths.registrationMaterials('K7QM-3F9P-XW2T'))).status).toBe(404)
    const log = await textOf(await ask(desk))
    expect(log).toContain('已打开 1 名')
  })
})

describe('check-in at the door', () => {
  it('marks who comes from the address of the QR code, then records that it was held', async () => {
    const hearing = await aListedHearing(county, when(new Date(Date.now() - hour)))
    await withAgenda(ctx(), hearing.id)
    const { first, second, byPost, observer } = hearing.people
    const served = county.office.as('drafter', inDays(-9))
    await deliverMaterials(served, hearing.id, {
      registrationIds: [first.id, second.id, byPost.id],
      way: 'hand',
    })
    const door = paths.desk.checkIn(hearing.id)
    const list = await textOf(await ask(paths.desk.checkIn(hearing.id, null, { view: 'list' })))
    expect(list).toContain('钱国强')
    expect(list).toContain('坐轮椅')
    expect(list).toContain(`${second.pseudonym} 的签到二维码`)
    expect(list).not.toContain(second.code)
    // The usual page has no full name.
    const usual = await textOf(await ask(door))
    expect(usual).not.toContain('钱国强')
    expect(usual).toContain('还没有登记到场情况')
    for (const { pseudonym } of [first, second, observer]) {
      const person = await ask(paths.desk.checkIn(hearing.id, pseudonym))
      expect(person.headers.get('Cache-Control')).toContain('no-store')
      const html = await textOf(person)
      const marked = await post(
        door,
        formOf([
          ['intent', 'present'],
          ['person', pseudonym],
          ['key', keyBefore(html, 'present')],
        ]),
      )
      expect(marked.status).toBe(303)
      expect(await textOf(await ask(marked.headers.get('Location') ?? ''))).toContain(
        `${pseudonym} 已登记到场`,
      )
    }
    const before = await textOf(await ask(door))
    const rest = await post(
      door,
      formOf([
        ['intent', 'rest'],
        ['key', keyBefore(before, 'rest')],
      ]),
    )
    expect(await textOf(await ask(rest.headers.get('Location') ?? ''))).toContain('其余 1 人已登记缺席')
    const ready = await textOf(await ask(door))
    const at = /name="at"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="at"/.exec(ready)
    const held = await post(
      door,
      formOf([
        ['intent', 'hold'],
        ['key', keyBefore(ready, 'hold')],
        ['at', at?.[1] ?? at?.[2] ?? ''],
      ]),
    )
    expect(held.status).toBe(303)
    expect(await textOf(await ask(door))).toContain('登记举行')
    const step = (await stepsOf(ctx(), 'activity', hearing.id)).find(({ kind }) => kind === 'held')
    expect(step?.data).toEqual({ present: 2, absent: 1 })
  })

  it('says why it is closed before the day, and who is not on the list', async () => {
    const hearing = await aListedHearing(county, when(inDays(5)))
    const door = paths.desk.checkIn(hearing.id)
    expect(await textOf(await ask(door))).toContain('当天才能签到')
    const early = await post(
      door,
      formOf([
        ['intent', 'present'],
        ['person', hearing.people.first.pseudonym],
        ['key', 'a-key-of-a-form-that-was-kept'],
      ]),
    )
    expect(early.status).toBe(422)
    expect(await textOf(early)).toContain('当天才能签到')
    expect(await textOf(await ask(paths.desk.checkIn(hearing.id, 'ZZ99')))).toContain('没有找到编号“ZZ99”')
  })

  it('brings who is not signed in yet to the person of the code afterwards', async () => {
    const door = paths.desk.checkIn(1, '6GG-3EE')
    const { headers } = await handleRequest(door)
    expect(headers.get('Location')).toBe(paths.desk.signIn({ to: door }))
  })

  it('shows names to who handles the registrations alone', async () => {
    const hearing = await aListedHearing(county, when(inDays(5)))
    expect((await ask(paths.desk.checkIn(hearing.id), reviewer)).status).toBe(200)
    for (const address of [
      paths.desk.checkIn(hearing.id, null, { view: 'list' }),
      paths.desk.checkIn(hearing.id, hearing.people.first.pseudonym),
    ])
      expect((await ask(address, reviewer)).status).toBe(403)
    await takeChainStep(county, hearing.id, 'cancelled', new Date(), { reason: '停电' })
    expect((await ask(paths.desk.checkIn(hearing.id))).status).toBe(200)
  })
})
