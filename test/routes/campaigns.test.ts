import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { groupCampaigns } from '~/app/domain/campaigns/group-campaigns.server'
import { campaignsOf } from '~/app/domain/campaigns/read.server'
import { publishComments } from '~/app/domain/comments/moderate.server'
import { createAccount } from '~/app/domain/people/accounts.server'
import { paths } from '~/app/paths'
import type { Role } from '~/app/server/context'
import type { OpenDatabase } from '~/db/client'
import {
  type AConsultation,
  aConsultation,
  contextAt,
  during,
  received,
  staffAt,
  systemAt,
} from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'
import { handleRequest } from '~/test/support/server'

const letter =
  '请把路灯的关闭时间推迟到早上七点半，冬天孩子上学的路上一片漆黑，家长们都很担心，希望主管部门尽快研究并给我们一个答复。'
const own = '我家门口的那盏灯已经坏了两个月，打过三次电话也没有人来修。'

let open: OpenDatabase
let consultation: AConsultation
let campaign: number
let added: number

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await aConsultation(open.db)
  const numbers: number[] = []
  for (const body of [letter, letter, letter, `${letter}${own}`])
    numbers.push((await received(open.db, consultation.id, { body })).id)
  await received(open.db, consultation.id, { body: '=1+1' })
  await publishComments(
    await staffAt(open.db, during, consultation.departmentId, 'moderator'),
    numbers.map((id) => ({ id })),
  )
  added = numbers.at(-1) ?? 0
  await groupCampaigns(systemAt(open.db, during), consultation.id)
  campaign = (await campaignsOf(contextAt(open.db, during), consultation.id))[0]?.id ?? 0
})
afterAll(() => open.close())

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

describe('the page of a letter that many sent', () => {
  it('says how many sent it and how many added words, and shows the letter and these words', async () => {
    const response = await handleRequest(paths.campaign(consultation.id, campaign))
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toContain('4 人发来了这封信，其中 1 人加了自己的话。')
    expect(html.split(letter)).toHaveLength(2)
    expect(html).toContain(own)
    expect(html).toContain(
      `${paths.consultationComments(consultation.id, { after: added + 1 })}#comment-${added}`,
    )
    expect(html).toContain('2026年11月10日')
    expect(html).not.toContain('<script')
  })

  it('leads to a list that begins with the whole of the comment', async () => {
    const html = await (
      await handleRequest(paths.consultationComments(consultation.id, { after: added + 1 }))
    ).text()
    expect(html).toContain(`id="comment-${added}"`)
  })

  it('does not exist under another consultation, nor under a number that no letter has', async () => {
    const other = await aConsultation(open.db)
    expect((await handleRequest(paths.campaign(other.id, campaign))).status).toBe(404)
    expect((await handleRequest(paths.campaign(consultation.id, 999_999))).status).toBe(404)
    expect((await handleRequest(`/consultations/${consultation.id}/campaigns/x`)).status).toBe(404)
  })
})

describe('at the desk', () => {
  it('the letters are looked for at the press of a button, which everybody else is refused', async () => {
    const path = paths.desk.campaigns(consultation.id)
    const cookie = await signIn(consultation.departmentId, 'drafter')
    const html = await (await handleRequest(path, { cookie })).text()
    expect(html).toContain('4 人发来了这封信')
    const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const posted = await handleRequest(path, { cookie, form: { key } })
    expect([posted.status, posted.headers.get('Location')]).toEqual([303, path])
    const moderator = await signIn(consultation.departmentId, 'moderator')
    expect((await handleRequest(path, { cookie: moderator, form: { key: randomUUID() } })).status).toBe(403)
  })

  it('comments go out as files, under the name of the consultation', async () => {
    const cookie = await signIn(consultation.departmentId, 'drafter')
    const path = (format?: 'csv' | 'json' | 'xlsx') => paths.desk.commentsExport(consultation.id, { format })
    const csv = await handleRequest(path('csv'), { cookie })
    expect(csv.status).toBe(200)
    expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('Cache-Control')).toBe('private, no-store')
    expect(csv.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="comments-\d+-[\d-]+\.csv"; filename\*=UTF-8''%E5%85%B3%E4%BA%8E/,
    )
    const bytes = new Uint8Array(await csv.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(bytes)).toContain(",'=1+1,")
    expect(await (await handleRequest(path('json'), { cookie })).json()).toHaveLength(5)
    const workbook = new Uint8Array(await (await handleRequest(path('xlsx'), { cookie })).arrayBuffer())
    expect(String.fromCharCode(...workbook.subarray(0, 2))).toBe('PK')
    expect((await handleRequest(path(), { cookie })).status).toBe(400)
  })

  it('nobody gets a file without signing in, nor the originals without the right to them', async () => {
    const path = paths.desk.commentsExport(consultation.id, { format: 'csv' })
    expect((await handleRequest(path)).headers.get('Location')).toContain('/desk/sign-in')
    const cookie = await signIn(consultation.departmentId, 'moderator')
    expect((await handleRequest(path, { cookie })).status).toBe(200)
    expect((await handleRequest(`${path}&original=1`, { cookie })).status).toBe(403)
  })
})

describe('open data', () => {
  it('is there for everybody in three formats, of published comments alone', async () => {
    for (const format of ['csv', 'json', 'xlsx'] as const)
      expect((await handleRequest(paths.openComments(consultation.id, format))).status).toBe(200)
    const rows = (await (
      await handleRequest(paths.openComments(consultation.id, 'json'))
    ).json()) as unknown[]
    expect(rows).toHaveLength(4)
    const hidden = await aConsultation(open.db, { published: false })
    expect((await handleRequest(paths.openComments(hidden.id, 'csv'))).status).toBe(404)
  })
})
