import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { seeContact } from '~/app/domain/comments/contact-view.server'
import { publishComment } from '~/app/domain/comments/moderate.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { comments } from '~/db/schema/comments'
import { type AConsultation, staffAt } from '~/test/domain/comments/a-consultation'
import { publicPolicy } from '~/test/domain/unclear-clauses/an-explained-policy'
import { freshDatabase } from '~/test/support/database'
import { makeOffice } from '~/test/support/office'
import { handleRequest } from '~/test/support/server'
import { codeOf, good, openNow, post } from './comment-forms'

const phone = '13912345678'
const address = 'zhao.secret@yunling.example'
const later = 'qian.secret@yunling.example'

let open: OpenDatabase
let consultation: AConsultation
const said: string[] = []

beforeAll(async () => {
  open = await freshDatabase()
  consultation = await openNow(open.db)
  for (const way of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, way).mockImplementation((...words) => void said.push(words.map(String).join(' ')))
})
afterAll(async () => {
  vi.restoreAllMocks()
  await open.close()
})

/** Every row of every table, as PostgreSQL writes it; bytes as hexadecimal digits. */
async function everything(): Promise<string> {
  const { rows: tables } = await open.db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  expect(tables.length).toBeGreaterThan(20)
  const all: string[] = []
  for (const { name } of tables) {
    const { rows } = await open.db.execute<{ row: string }>(
      sql`select t::text as row from ${sql.identifier(name)} t`,
    )
    all.push(...rows.map(({ row }) => row))
  }
  return all.join('\n')
}

describe('a telephone number and an e-mail address', () => {
  it('stand in no table in plain, in no log, and cannot be guessed from the fingerprint of the form', async () => {
    const fields = { ...good(), contact: phone, wishEmail: address, displayName: '赵' }
    const code = codeOf(await post(fields, consultation.id))
    const path = paths.receipt(code)
    const told = await handleRequest(path, {
      form: { key: 'key-of-a-new-address', intent: 'tell', email: later },
    })
    expect(told.status).toBe(303)
    const words = { intent: 'correct', words: '换一种说法。', email: later, contact: phone }
    const corrected = await handleRequest(path, { form: { key: 'key-of-a-correction', ...words } })
    expect(corrected.status).toBe(303)
    const [row] = await open.db.select({ id: comments.id }).from(comments)
    const id = row?.id ?? 0
    const drafter = await staffAt(open.db, new Date(), consultation.departmentId, 'drafter')
    expect(await seeContact(drafter, id, '核实情况')).toBe(phone)
    await publishComment(await staffAt(open.db, new Date(), consultation.departmentId, 'moderator'), { id })

    const kept = await everything()
    expect(kept).toContain('换一种说法。')
    for (const secret of [phone, address, later]) {
      expect(kept).not.toContain(secret)
      expect(kept).not.toContain(Buffer.from(secret).toString('hex'))
      expect(said.join('\n')).not.toContain(secret)
    }
    const form = { by: null, values: { intent: 'tell', email: later, key: 'key-of-a-new-address' } }
    for (const values of [form.values, { key: form.values.key, intent: 'tell', email: later }]) {
      const plain = createHash('sha256')
        .update(JSON.stringify({ by: form.by, values }))
        .digest('hex')
      expect(kept).not.toContain(plain)
    }
  })

  it('nor does that of somebody who did not understand a clause, or the cookie that knows the browser again', async () => {
    const office = await makeOffice(open.db)
    const { policyId, clauseOf } = await publicPolicy(open.db, office)
    const path = paths.policyClause(policyId, clauseOf('第二条').id)
    const form = { key: 'key-of-an-unclear-clause', sentence: '哪里交表？', email: address }
    const marked = await handleRequest(path, { form })
    expect(marked.status).toBe(303)
    const [token = ''] = marked.headers.getSetCookie().map((one) => one.split(';')[0]?.split('=')[1])
    expect(token.length).toBeGreaterThan(15)
    const kept = await everything()
    expect(kept).toContain('哪里交表？')
    for (const secret of [address, token, decodeURIComponent(token)]) {
      expect(kept).not.toContain(secret)
      expect(kept).not.toContain(Buffer.from(secret).toString('hex'))
      expect(said.join('\n')).not.toContain(secret)
    }
  })

  it('come back with a form that was refused, and leave nothing behind', async () => {
    const before = await everything()
    const response = await post(
      { ...good(), contact: phone, wishEmail: `${address}\r\nBcc: everybody@example.com` },
      consultation.id,
    )
    expect(response.status).toBe(422)
    expect(response.headers.get('Cache-Control')).toContain('no-store')
    expect(await everything()).toBe(before)
  })

  it('an address that is a list, or carries a header, is refused', async () => {
    for (const wishEmail of [
      'zhao@example.com, qian@example.com',
      'zhao@example.com\nBcc: qian@example.com',
      'Zhao <zhao@example.com>',
      'zhao@example.com%0aBcc:x',
    ])
      expect((await post({ ...good(), wishEmail }, consultation.id)).status, wishEmail).toBe(422)
  })
})
