import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { activities } from '~/db/schema/activities'
import { drawResults, draws, registrations } from '~/db/schema/registrations'
import { countyDatabase } from '~/test/support/county'
import { startServer } from '~/test/support/server'

type Row = typeof activities.$inferSelect

let open: OpenDatabase
let server: Awaited<ReturnType<typeof startServer>>
let rows: Row[]
const folder = mkdtempSync(join(tmpdir(), 'drawn-'))

beforeAll(async () => {
  open = await countyDatabase()
  rows = await open.db.select().from(activities).orderBy(asc(activities.id))
  server = await startServer()
}, 120_000)
afterAll(async () => {
  await server.close()
  await open.close()
  rmSync(folder, { recursive: true })
})

function one(kind: Row['kind'], words = ''): Row {
  const row = rows.find((activity) => activity.kind === kind && activity.title.includes(words))
  if (!row) throw new Error(`no ${kind} ${words}`)
  return row
}

async function read(path: string): Promise<string> {
  const response = await fetch(new URL(path, server.url))
  expect(response.status, path).toBe(200)
  return (await response.text()).replaceAll('<!-- -->', '')
}

const linksIn = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)

describe('the price hearing that is over', () => {
  it('shows every step with its day, and each leads to what was published of it and back', async () => {
    const { id, matterId } = one('hearing', '供热')
    const page = await read(paths.activity(id))
    const chain = /<section id="chain">(.*?)<\/section>/s.exec(page)?.[1] ?? ''
    for (const step of [
      ...['公告', '报名', '封存', '抽签', '名单', '材料', '听证会', '记录', '报告'],
      // Each has its day.
    ])
      expect(chain).toContain(step)
    const links = linksIn(chain)
    expect(links.length).toBeGreaterThanOrEqual(7)
    for (const href of links.filter((link) => link.startsWith('#')))
      expect(page, href).toContain(`id="${href.slice(1)}"`)
    for (const href of links.filter((link) => link.startsWith('/')))
      expect(linksIn(await read(href)), href).toContain(paths.activity(id))
    for (const href of [paths.draw(id), paths.transcript(id), paths.matter(matterId)]) {
      expect(linksIn(page)).toContain(href)
      expect(linksIn(await read(href)), href).toContain(paths.activity(id))
    }
  })
})

describe('the matters', () => {
  it('have all of their activities on the timeline, and nothing of what waits for its issuer', async () => {
    const waiting = one('site-visit', '加装电梯')
    expect((await fetch(new URL(paths.activity(waiting.id), server.url))).status).toBe(404)
    for (const matterId of new Set(rows.map((row) => row.matterId))) {
      const links = linksIn(await read(paths.matter(matterId)))
      for (const { id, title } of rows.filter((row) => row.matterId === matterId && row.id !== waiting.id))
        expect(links, title).toContain(paths.activity(id))
      expect(links).not.toContain(paths.activity(waiting.id))
    }
  })
})

describe('the file of a finished draw, as anybody downloads it', () => {
  /** Beside the server of this process, which goes on answering. */
  async function verify(file: string): Promise<{ status: number | null; stdout: string }> {
    const child = spawn('npm', ['run', '--silent', 'draw:verify', '--', file], { timeout: 60_000 })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    const [status] = await once(child, 'close')
    return { status, stdout }
  }

  it.each([
    ['hearing', '供热'],
    ['meeting-attendance', ''],
  ] as const)('of a %s gives npm run draw:verify the names that are public', async (kind, words) => {
    const { id } = one(kind, words)
    const response = await fetch(new URL(paths.drawFile(id), server.url))
    const bytes = Buffer.from(await response.arrayBuffer())
    const file = join(folder, `${kind}.txt`)
    writeFileSync(file, bytes)
    const { status, stdout } = await verify(file)
    expect(status, stdout).toBe(0)
    expect(stdout).toContain('核对无误')
    const page = await read(paths.draw(id))
    const drawn = await open.db
      .select({ rank: drawResults.rank, pseudonym: registrations.pseudonym })
      .from(drawResults)
      .innerJoin(draws, eq(draws.id, drawResults.drawId))
      .innerJoin(registrations, eq(registrations.id, drawResults.registrationId))
      .where(eq(draws.activityId, id))
    expect(drawn.length).toBeGreaterThan(15)
    for (const { rank, pseudonym } of drawn) {
      expect(stdout).toMatch(new RegExp(` ${rank} {2}${pseudonym}\\n`))
      expect(page).toContain(pseudonym)
    }
  })

  it('with one byte of its list changed is not the published list, and gives no names', async () => {
    const { id } = one('hearing', '供热')
    const bytes = Buffer.from(await (await fetch(new URL(paths.drawFile(id), server.url))).arrayBuffer())
    const [{ pseudonym = '' } = {}] = await open.db
      .select({ pseudonym: registrations.pseudonym })
      .from(drawResults)
      .innerJoin(registrations, eq(registrations.id, drawResults.registrationId))
      .where(eq(registrations.activityId, id))
    const at = bytes.lastIndexOf(`\n${pseudonym}\t`) + 1
    expect(at).toBeGreaterThan(0)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const file = join(folder, 'changed.txt')
    writeFileSync(file, bytes)
    const { status, stdout } = await verify(file)
    expect(status).toBe(1)
    expect(stdout).toContain('not the published list')
    expect(stdout).not.toContain('入选（')
  })
})

describe('what was said', () => {
  it('at the meeting that people attended stands there with the adoption and its reason (P14)', async () => {
    const page = await read(paths.activity(one('meeting-attendance').id))
    for (const words of ['一律按电量', '部分采纳', '改为不定时巡查', '停放点选址应当征求本院住户意见'])
      expect(page).toContain(words)
  })

  it('in the poll stands with who asked, how, whom, how many answered, each question and the raw table', async () => {
    const { id } = one('opinion-poll')
    const page = await read(paths.activity(id))
    for (const words of ['委托', '入户', 'n = 412', '÷', '%', '下载原始数据']) expect(page).toContain(words)
    const table = await read(paths.pollTable(id))
    expect(table.trim().split('\r\n')).toHaveLength(413)
  })
})

describe('the symposium that was put off', () => {
  it('says so first, with the reason, the old day and the new one', async () => {
    const { id, startsAt } = one('symposium', '家长')
    const page = await read(paths.activity(id))
    expect(page).toContain('抢修供热管网')
    const day = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(startsAt)
    expect(page).toContain(day)
    expect(await read(paths.activities())).toContain('延期')
  })
})
