import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { raiseConcern } from '~/app/domain/concerns/raise.server'
import { publishConcern, triageConcern, withdrawConcern } from '~/app/domain/concerns/triage.server'
import type { OpenDatabase } from '~/db/client'
import { freshDatabase } from '../support/database'
import { makeOffice } from '../support/office'
import { handleRequest } from '../support/server'

let open: OpenDatabase
let office: Awaited<ReturnType<typeof makeOffice>>
beforeAll(async () => {
  open = await freshDatabase()
  office = await makeOffice(open.db, 'housing')
})
afterAll(() => open.close())

describe('an error page', () => {
  it('for an address that does not exist stands in the frame of every page, with words and ways on', async () => {
    const response = await handleRequest('/no/such/page')
    const page = await response.text()
    expect(response.status).toBe(404)
    expect(page).toContain('没有找到这一页')
    expect(page).toContain('网站标识码')
    expect(page).toContain('href="/site-map"')
    expect(page).toContain('<title>出错了_')
    expect(page).not.toContain('<script')
  })

  it('is in the reader’s language', async () => {
    const page = await (await handleRequest('/no/such/page', { cookie: 'lang=en' })).text()
    expect(page).toContain('This page was not found')
    expect(page).toContain('lang="en"')
  })

  it('for a thing that is not there says what is missing, and is never kept in the cache', async () => {
    for (const path of ['/concerns/999', '/concerns/abc', '/concerns/0', '/departments/nowhere']) {
      const response = await handleRequest(path)
      expect(response.status, path).toBe(404)
      expect(response.headers.get('X-Cache-Tags'), path).toBeNull()
    }
    expect(await (await handleRequest('/departments/nowhere')).text()).toContain('没有找到这个部门')
  })

  it('for a failure of ours is kind, and keeps the reason to the log', async () => {
    await open.db.execute(sql`alter table concern_triages rename to lost`)
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const response = await handleRequest('/concerns')
    await open.db.execute(sql`alter table lost rename to concern_triages`)
    const page = await response.text()
    expect(response.status).toBe(500)
    expect(page).toContain('是我们的问题，不是您的')
    expect(page).toContain('网站标识码')
    expect(page).not.toContain('concern_triages')
    expect(log).toHaveBeenCalled()
    log.mockRestore()
  })

  it('for what was taken down says so (410)', async () => {
    const moderator = office.as('moderator', new Date('2026-01-05T10:00:00+08:00'))
    const form = {
      key: 'some-form-key',
      body: '请问？',
      place: '',
      displayName: '',
      publishWords: false,
      contact: '',
    }
    await raiseConcern(office.citizen(new Date('2026-01-05T09:00:00+08:00')), form)
    const words = {
      severity: 'ordinary' as const,
      publicTitle: '停水',
      publicBody: '群众咨询停水时间。',
      reason: '',
    }
    await triageConcern(moderator, { id: 1, departmentId: office.departmentId, ...words })
    await publishConcern(moderator, 1)
    await withdrawConcern(moderator, 1, '重复')
    const response = await handleRequest('/concerns/1')
    const page = await response.text()
    expect(response.status).toBe(410)
    expect(page).toContain('这项内容已经撤下')
    expect(page).not.toContain('停水')
  })

  it('for a form about a clause that is not public is a 404 with the way back', async () => {
    const response = await handleRequest('/concerns/new?clause=999')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('没有公开')
  })
})
