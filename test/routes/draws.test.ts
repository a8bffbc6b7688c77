import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicDrawFile } from '~/app/domain/draws/file.server'
import { freezeList } from '~/app/domain/draws/freeze.server'
import { runDraw } from '~/app/domain/draws/run.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import { createContext, type Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import { activities } from '~/db/schema/activities'
import { aCounty, aRegistered, type County, registrationOpens } from '~/test/domain/activities/an-activity'
import {
  aHearingToDraw,
  closed,
  drawnOn,
  type HearingToDraw,
  registerMany,
} from '~/test/domain/draws/a-drawn-hearing'
import { exampleFile } from '~/test/domain/draws/example'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

const day = 86_400_000
const ahead = (days: number) => new Date(Date.now() + days * day)

let open: OpenDatabase
let county: County
let hearing: HearingToDraw
let drafter: string

beforeAll(async () => {
  open = await freshDatabase()
  county = await aCounty(open.db)
  hearing = await aHearingToDraw(county, { startsAt: ahead(60), endsAt: ahead(61) })
  drafter = await signIn('drafter')
})
afterAll(() => open.close())

async function signIn(role: Role): Promise<string> {
  const [email, password] = [`draws.${role}@yunling.example`, 'a long enough password']
  const { departmentId } = county.office
  const account = { name: role, email, password, title: '', departmentId, roles: [role] }
  await createAccount(createContext(open.db, { kind: 'system' }), account)
  const { headers } = await handleRequest(paths.desk.signIn(), { form: { email, password } })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function read(path: string, cookie?: string): Promise<string> {
  const response = await handleRequest(path, { cookie })
  expect(response.status).toBe(200)
  return (await response.text()).replaceAll('<!-- -->', '')
}

function upload(text: string | Uint8Array, name = 'draw-1.txt'): FormData {
  const form = new FormData()
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : Uint8Array.from(text)
  form.append('file', new File([bytes], name, { type: 'text/plain' }))
  return form
}

async function verify(text: string | Uint8Array): Promise<string> {
  const response = await handleRequest(paths.drawVerify(), { form: upload(text) })
  expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
  return (await response.text()).replaceAll('<!-- -->', '').split('class="draw-check-result"')[1] ?? ''
}

describe('the public page of a draw', () => {
  it('promises rule, quotas and fingerprint before the close, and has no file yet', async () => {
    const page = await read(paths.draw(hearing.id))
    expect(page).toContain('消费者')
    expect(page).toContain('按乡镇、街道分组抽')
    expect(page.match(/[0-9a-f]{64}/g)).toHaveLength(2)
    expect(page).not.toContain('<script')
    expect(page).not.toContain(paths.drawFile(hearing.id))
    expect((await handleRequest(paths.drawFile(hearing.id))).status).toBe(404)
  })

  it('has the list as a file once it is frozen, and the result once it is drawn', async () => {
    const people = await registerMany(county, hearing, 5)
    await freezeList(county.office.as('drafter', closed), hearing.id)
    const frozen = await read(paths.draw(hearing.id))
    expect(frozen).toContain('共 10 个报名')
    const before = await handleRequest(paths.drawFile(hearing.id))
    const text = await before.text()
    expect(text).not.toContain('secret')
    await runDraw(county.office.as('drafter', drawnOn), hearing.id)
    const page = await read(paths.draw(hearing.id))
    for (const { pseudonym } of people) expect(page).toContain(pseudonym)
    expect(page).toContain('入选（3 人）')
    expect(page).toContain('候补（1 人）')
    expect(page).not.toContain('王**')
  })

  it('gives the file to the byte, as text to be saved', async () => {
    const response = await handleRequest(paths.drawFile(hearing.id))
    expect(response.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('Content-Disposition')).toBe(`attachment; filename="draw-${hearing.id}.txt"`)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.toString('utf8')).toBe(await publicDrawFile(county.office.citizen(), hearing.id))
    expect(bytes.includes(13)).toBe(false)
  })

  it('does not exist where nobody is drawn, or the activity is not public', async () => {
    for (const id of [0, 999_999]) {
      expect((await handleRequest(`/activities/${id}/draw`)).status).toBe(404)
      expect((await handleRequest(`/activities/${id}/draw.txt`)).status).toBe(404)
    }
  })
})

describe('checking a file without JavaScript', () => {
  it('answers with the same names as the file', async () => {
    const page = await verify(await publicDrawFile(county.office.citizen(), hearing.id))
    expect(page).toContain('核对无误')
    expect(page.match(/对得上/g)).toHaveLength(4)
    expect(page).toContain('入选（4 人）')
  })

  it('says of one changed byte of the list that it is not the published list, and gives no names', async () => {
    const bytes = Buffer.from(await publicDrawFile(county.office.citizen(), hearing.id))
    const at = bytes.indexOf('\n\n') + 3
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const page = await verify(bytes)
    expect(page).toContain('名单不是公布的名单（not the published list）')
    expect(page).not.toContain('入选（')
  })

  it.each([
    ['不是抽签文件', 'hello'],
    ['每行的结尾变了', exampleFile.replaceAll('\n', '\r\n')],
    ['文件不完整', exampleFile.slice(0, 500)],
  ])('says of another file what it is: %s', async (words, text) => {
    expect(await verify(text)).toContain(words)
  })

  it('shows what stands in the file as text only', async () => {
    const page = await verify(exampleFile.replace('示例', '<script>alert(1)</script>'))
    expect(page).not.toContain('<script>alert')
    expect(await verify(exampleFile.replace('closed', '<b>closed</b>'))).not.toContain('<b>closed')
  })

  it('asks for a file where none was chosen, also in a form that brings none', async () => {
    for (const form of [upload('', ''), { file: 'no file' }]) {
      const response = await handleRequest(paths.drawVerify(), { form })
      expect(response.status).toBe(422)
      expect(await response.text()).toContain('请先选择抽签文件')
    }
  })

  it('computes no more than fifty thousand lines for others, and says where to do it', async () => {
    const long = `gongyi-draw/1\n${'x\tconsumer\t-\n'.repeat(60_000)}`
    const answer = await handleRequest(paths.drawVerify(), { form: upload(long) })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('超过五万行')
  })

  it('takes no more than 5 MB, and nothing from another site', async () => {
    const large = await handleRequest(paths.drawVerify(), { form: upload('x'.repeat(6 * 1024 * 1024)) })
    expect(large.status).toBe(413)
    const foreign = await handleRequest(paths.drawVerify(), {
      form: upload(exampleFile),
      origin: 'http://elsewhere.example',
    })
    expect(foreign.status).toBe(403)
  })

  it('keeps nothing of it', async () => {
    const before = await open.db.$count(activities)
    await verify(exampleFile)
    expect(await open.db.$count(activities)).toBe(before)
    expect(await read(paths.drawVerify())).not.toContain('CWH3')
  })
})

describe('at the desk', () => {
  it('freezes, draws and publishes step by step, and says what stands in the way', async () => {
    const next = await aHearingToDraw(county, {
      ...{ startsAt: ahead(30), endsAt: ahead(31) },
      ...{ registrationOpensAt: ahead(-5), registrationClosesAt: ahead(1) },
    })
    await aRegistered(county.office.citizen(), next.of('consumer'), { isSeated: false, pseudonym: 'DESK-1' })
    const post = async (intent: string, cookie = drafter) => {
      const page = await read(paths.desk.draw(next.id), cookie)
      const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? 'key-of-a-page-without-buttons'
      return handleRequest(paths.desk.draw(next.id), { form: { intent, key }, cookie })
    }
    expect(await read(paths.desk.draw(next.id), drafter)).toContain('报名还没有截止')
    for (const intent of ['freeze', 'draw']) expect((await post(intent)).status).toBe(422)
    await open.db
      .update(activities)
      .set({ registrationClosesAt: ahead(-1) })
      .where(eq(activities.id, next.id))
    expect((await post('draw')).status).toBe(422)
    for (const intent of ['freeze', 'draw']) expect((await post(intent)).status).toBe(303)
    const page = await read(paths.desk.draw(next.id), drafter)
    expect(page).toContain('还没有确认的 1 人')
    expect(page).toContain('DESK-1')
    // The public act is the issuer's.
    expect((await post('list')).status).toBe(403)
    const tooEarly = await post('list', await signIn('issuer'))
    expect(tooEarly.status).toBe(422)
    expect(await tooEarly.text()).toContain('没有确认参加（DESK-1）')
    expect((await post('elsewhere')).status).toBe(422)
  })

  it('is for the people of the department', async () => {
    expect((await handleRequest(paths.desk.draw(hearing.id))).status).toBe(302)
    const moderator = await signIn('moderator')
    expect((await handleRequest(paths.desk.draw(hearing.id), { cookie: moderator })).status).toBe(403)
    const auditor = await signIn('auditor')
    expect(await read(paths.desk.draw(hearing.id), auditor)).not.toContain('name="intent"')
  })
})

it('whoever registered finds the own pseudonym in the frozen list, and nothing else of it', async () => {
  const text = await publicDrawFile(county.office.citizen(registrationOpens), hearing.id)
  const list = text.split('\n\n')[1] ?? ''
  for (const line of list.split('\n').filter(Boolean)) expect(line.split('\t')).toHaveLength(3)
})
