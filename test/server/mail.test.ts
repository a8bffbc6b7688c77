import { mkdtempSync, readdirSync, readFileSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Mail } from '~/app/domain/audit/record.server'
import { publishComment, refuseComment } from '~/app/domain/comments/moderate.server'
import { stopTelling, wishToBeTold } from '~/app/domain/comments/wish.server'
import { mailDelivery } from '~/app/domain/notifications/deliver.server'
import { startJobs } from '~/app/server/jobs'
import { forgetOldMessages, type MailSettings } from '~/app/server/mail.server'
import { drainMail } from '~/app/server/mail-jobs'
import type { OpenDatabase } from '~/db/client'
import { audit, outbox } from '~/db/schema/audit'
import { commentWishes } from '~/db/schema/comments'
import { aConsultation, contextAt, received, staffAt, systemAt } from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'
import { startSmtpServer } from '~/test/support/smtp-server'

let open: OpenDatabase
let smtp: Awaited<ReturnType<typeof startSmtpServer>>
let consultationId: number
let departmentId: number
let folder: string

const start = new Date('2026-11-10T10:00:00+08:00')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

beforeAll(async () => {
  open = await freshDatabase()
  smtp = await startSmtpServer()
  const consultation = await aConsultation(open.db)
  consultationId = consultation.id
  departmentId = consultation.departmentId
})
afterAll(async () => {
  await smtp.close()
  await open.close()
})
beforeEach(async () => {
  await open.db.delete(outbox)
  await open.db.delete(commentWishes)
  smtp.behave({})
  smtp.mails.length = 0
  folder = mkdtempSync(join(tmpdir(), 'gongyi-mail-'))
})

const settings = (more: Partial<MailSettings> = {}): MailSettings => ({
  SMTP_URL: smtp.url,
  MAIL_FROM: 'gongyi@yunling.example',
  SITE_NAME: '云岭县人民政府 · 共议',
  DATA_DIR: folder,
  siteUrl: 'https://gongyi.yunling.example',
  ...more,
})
const toFiles = () => settings({ SMTP_URL: undefined })
const delivery = (given = settings(), now = start) => mailDelivery(() => systemAt(open.db, now), given)
const drain = (now = start, given = settings()) => drainMail(open.db, delivery(given, now), now)
const entries = () => open.db.select().from(outbox).where(eq(outbox.topic, 'mail')).orderBy(asc(outbox.id))

/** A comment whose author wishes to be told; the confirmation waits in the outbox. */
async function wished(email = 'zhao@example.com'): Promise<{ id: number; code: string }> {
  const comment = await received(open.db, consultationId)
  await wishToBeTold(contextAt(open.db, start), { code: comment.code, email })
  return comment
}

function enter(kind: Mail['kind'], commentId: number): Promise<unknown> {
  return open.db
    .insert(outbox)
    .values({ topic: 'mail', payload: { kind, commentId }, createdAt: start, runAfter: start })
}

function textOf(message: string): string {
  const [, body = ''] = message.split(/\n\n([\s\S]*)/)
  return Buffer.from(body, 'base64').toString('utf8')
}

describe('a message', () => {
  it('says what happened and leads to the receipt, without a word of the comment', async () => {
    const { code } = await wished()
    await drain()
    const [mail] = smtp.mails
    expect(mail).toMatchObject({ from: 'gongyi@yunling.example', to: ['zhao@example.com'] })
    const text = textOf(mail?.message ?? '')
    expect(text).toContain('“关于路灯管理办法公开征求意见的公告”')
    expect(text).toContain(`/receipts/${code}`)
    expect(text).toContain('不用再告诉我')
    expect(text).not.toContain('冬天')
    expect(mail?.message).toContain('Auto-Submitted: auto-generated')
    expect((await entries())[0]).toMatchObject({ attempts: 0, lastError: null, doneAt: expect.any(Date) })
  })

  it('says how the comment was moderated at the time, whatever came later', async () => {
    const moderator = await staffAt(open.db, start, departmentId, 'moderator')
    const { id } = await wished()
    await publishComment(moderator, { id })
    await refuseComment({ ...moderator, now: later(60) }, id, { rule: 'insult' })
    await drain(later(120))
    const texts = smtp.mails.map(({ message }) => textOf(message))
    expect(texts[1]).toContain('现在公开了')
    expect(texts[2]).toContain('不予公开')
    expect(texts[2]).toContain('可以在回执上申诉')
  })

  it('is the same when it is delivered a second time: same name, same bytes', async () => {
    await wished()
    await drain(start, toFiles())
    const [file = ''] = readdirSync(join(folder, 'outbox'))
    const first = readFileSync(join(folder, 'outbox', file))
    expect(first.toString()).toMatch(/^Message-ID: <2026-11-10-\d{6}-[0-9a-f]{12}@gongyi\.yunling\.example>/m)
    // As if the process had died before it could note that the message was gone.
    await open.db.update(outbox).set({ doneAt: null, leasedUntil: null })
    await drain(later(60), toFiles())
    expect(readdirSync(join(folder, 'outbox'))).toEqual([file])
    expect(readFileSync(join(folder, 'outbox', file))).toEqual(first)
  })

  it('is not sent to who has taken the wish back', async () => {
    const { code } = await wished()
    await stopTelling(contextAt(open.db, start), { code })
    expect(await drain()).toBe(1)
    expect(smtp.mails).toEqual([])
    expect(await entries()).toEqual([])
  })

  it('about the report is the last: the address is forgotten when it is gone, not before', async () => {
    const { id } = await wished()
    await enter('feedback-published', id)
    smtp.behave({ refuse: () => '451 4.3.0 later' })
    await drain()
    expect(await open.db.$count(commentWishes)).toBe(1)
    smtp.behave({})
    await drain(later(40))
    expect(textOf(smtp.mails.at(-1)?.message ?? '')).toContain('这是最后一封')
    expect(await open.db.$count(commentWishes)).toBe(0)
    expect(await open.db.$count(audit, eq(audit.action, 'comment.wish-forgotten'))).toBeGreaterThan(0)
  })

  it('without a mail server is a file that only the site reads, for a week', async () => {
    await wished()
    await drain(start, toFiles())
    const [file = ''] = readdirSync(join(folder, 'outbox'))
    utimesSync(join(folder, 'outbox', file), start, start)
    forgetOldMessages(later(6 * 86_400), folder)
    expect(readdirSync(join(folder, 'outbox'))).toHaveLength(1)
    forgetOldMessages(later(8 * 86_400), folder)
    expect(readdirSync(join(folder, 'outbox'))).toEqual([])
  })
})

describe('a mail server that does not take it', () => {
  it('and refuses the recipient: tried again, then given up with its words, without the address', async () => {
    await wished('nobody@example.com')
    await wished('zhao@example.com')
    smtp.behave({
      refuse: (to) => (to.startsWith('nobody') ? `550 5.1.1 <${to}>: no such user` : undefined),
    })
    let now = start
    await drain(now)
    expect(smtp.mails.map(({ to }) => to)).toEqual([['zhao@example.com']])
    const [waiting] = await entries()
    expect(waiting).toMatchObject({ attempts: 1, doneAt: null })
    expect(waiting?.runAfter.getTime()).toBeGreaterThan(now.getTime())
    for (let attempt = 2; attempt <= 5; attempt++) {
      now = (await entries())[0]?.runAfter ?? now
      await drain(now)
    }
    const [given] = await entries()
    expect(given).toMatchObject({ attempts: 5, leasedUntil: null, doneAt: expect.any(Date) })
    expect(given?.lastError).toContain('no such user')
    expect(given?.lastError).not.toContain('nobody@example.com')
    expect(await drain(later(86_400))).toBe(0)
  })

  it('and dies in the middle: nothing is lost, nothing is sent twice, and the others go first', async () => {
    for (const name of ['one', 'two', 'three']) await wished(`${name}@example.com`)
    smtp.behave({ dieAt: (message) => (message === 2 ? 'data' : undefined) })
    await expect(drain()).rejects.toThrow()
    expect(smtp.mails.map(({ to }) => to[0])).toEqual(['one@example.com'])
    const waiting = (await entries()).filter(({ doneAt }) => doneAt === null)
    expect(waiting.map(({ attempts }) => attempts)).toEqual([1, 0])
    smtp.behave({})
    await drain(later(31))
    await drain(later(31))
    expect(smtp.mails.map(({ to }) => to[0]).sort()).toEqual([
      ...['one@example.com', 'three@example.com', 'two@example.com'],
    ])
    expect((await entries()).every(({ doneAt }) => doneAt !== null)).toBe(true)
  })

  it('is not there at all: the first failure stops the round, and every entry waits', async () => {
    for (const name of ['one', 'two', 'three']) await wished(`${name}@example.com`)
    const away = settings({ SMTP_URL: 'smtp://127.0.0.1:9' })
    await expect(drain(start, away)).rejects.toThrow()
    expect((await entries()).map(({ attempts, doneAt }) => [attempts, doneAt])).toEqual([
      ...[[1, null] as const, [0, null] as const, [0, null] as const],
    ])
    expect(await drain(later(5), away)).toBe(0)
  })
})

describe('several workers', () => {
  it('never send an entry twice', async () => {
    for (let at = 0; at < 12; at++) await wished(`n${at}@example.com`)
    const worker = async () => {
      while ((await drain()) > 0) {}
    }
    await Promise.all([worker(), worker(), worker()])
    expect(smtp.mails.map(({ to }) => to[0]).sort()).toEqual(
      Array.from({ length: 12 }, (_, at) => `n${at}@example.com`).sort(),
    )
  })

  it('leave the entries of one that died alone until its lease is over', async () => {
    await wished()
    await open.db.update(outbox).set({ leasedUntil: later(30) })
    expect(await drain(later(29))).toBe(0)
    expect(await drain(later(30))).toBe(1)
    expect(smtp.mails).toHaveLength(1)
  })
})

it('mail goes out while the search engine hangs, and a mail server that is away keeps no search entry back', async () => {
  const delivered: number[] = []
  let isHanging = true
  const search = async (targets: { id: number }[]) => {
    if (isHanging) throw new Error('the engine is away')
    delivered.push(...targets.map(({ id }) => id))
  }
  const target = { topic: 'search' as const, payload: { kind: 'matter', id: 7 } }
  await open.db.insert(outbox).values({ ...target, createdAt: start, runAfter: start })
  await wished()
  let stop = startJobs(open.db, open.url, { search, mail: delivery(toFiles()) })
  await until(
    () => readdirSync(folder).includes('outbox') && readdirSync(join(folder, 'outbox')).length === 1,
  )
  await stop()
  expect(delivered).toEqual([])

  isHanging = false
  await open.db.delete(outbox)
  await open.db.insert(outbox).values({ ...target, createdAt: start, runAfter: start })
  await wished('two@example.com')
  stop = startJobs(open.db, open.url, {
    search,
    mail: delivery(settings({ SMTP_URL: 'smtp://127.0.0.1:9' })),
  })
  await until(() => delivered.length === 1)
  await stop()
  expect((await entries())[0]?.doneAt).toBeNull()
})

async function until(isSo: () => boolean): Promise<void> {
  for (let left = 200; left > 0; left--) {
    if (isSo()) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('it did not happen in ten seconds')
}
