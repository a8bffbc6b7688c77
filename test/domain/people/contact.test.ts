import { createCipheriv, randomBytes } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { wishToBeTold } from '~/app/domain/comments/wish.server'
import { raiseConcern } from '~/app/domain/concerns/raise.server'
import { decryptContact, encryptContact, rotateContacts } from '~/app/domain/people/contact.server'
import { readSettings } from '~/app/server/env'
import type { OpenDatabase } from '~/db/client'
import { audit } from '~/db/schema/audit'
import { comments, commentWishes } from '~/db/schema/comments'
import { concerns } from '~/db/schema/concerns'
import { aConsultation, contextAt, during, received, systemAt } from '~/test/domain/comments/a-consultation'
import { freshDatabase } from '~/test/support/database'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())

const old = Buffer.alloc(32, 7)
const fresh = Buffer.alloc(32, 9)
const onlyOld = { current: old, before: [] }
const both = { current: fresh, before: [old] }
const onlyNew = { current: fresh, before: [] }
const ctx = () => systemAt(open.db, during)

/** As it was sealed before keys had names. */
function sealedLongAgo(words: string): Uint8Array {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', old, nonce)
  const sealed = Buffer.concat([cipher.update(words, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), sealed])
}

it('what is sealed tells nothing of itself, and opens with its key alone', () => {
  const sealed = encryptContact(ctx(), '0000-0000123', onlyOld) as Uint8Array
  expect(Buffer.from(sealed).includes('0000123')).toBe(false)
  expect(decryptContact(sealed, onlyOld)).toBe('0000-0000123')
  expect(decryptContact(sealed, both)).toBe('0000-0000123')
  expect(encryptContact(ctx(), '  ', onlyOld)).toBeNull()
})

it('a wrong key is said in one sentence, and so is a byte that was changed', () => {
  const sealed = Buffer.from(encryptContact(ctx(), '0000-0000123', onlyOld) as Uint8Array)
  expect(() => decryptContact(sealed, onlyNew)).toThrow('CONTACT_KEYS_BEFORE')
  expect(() => decryptContact(sealedLongAgo('a@b.example'), onlyNew)).toThrow('CONTACT_KEYS_BEFORE')
  const last = sealed.length - 1
  sealed[last] = (sealed[last] ?? 0) ^ 1
  expect(() => decryptContact(sealed, onlyOld)).toThrow('CONTACT_KEYS_BEFORE')
})

it('what was sealed before keys had names is read with whichever key fits', () => {
  expect(decryptContact(sealedLongAgo('赵桂兰'), both)).toBe('赵桂兰')
})

it('rotation seals every contact, wish and concern anew, so that the old key can be thrown away', async () => {
  const { id } = await aConsultation(open.db)
  for (let at = 0; at < 3; at++) await received(open.db, id, { contact: `0000-000012${at}` })
  const wishing = await received(open.db, id)
  const untouched = await received(open.db, id)
  await wishToBeTold(contextAt(open.db, during), { code: wishing.code, email: 'zhao@example.com' })
  const longAgo = await received(open.db, id)
  await open.db
    .update(comments)
    .set({ contact: sealedLongAgo('写信') })
    .where(eq(comments.id, longAgo.id))
  await raiseConcern(contextAt(open.db, during), {
    ...{ key: 'a-form-of-a-concern', body: '路灯不亮', place: '', displayName: '', publishWords: false },
    contact: '0000-0000199',
  })
  const before = await open.db.select().from(comments).where(eq(comments.id, untouched.id))

  // The key of the tests is the old one; the application reads both while the rotation runs.
  expect(await rotateContacts(ctx(), both)).toBe(6)
  const rows = await open.db.select().from(comments).orderBy(asc(comments.id))
  const read = rows.flatMap(({ contact }) => (contact ? decryptContact(contact, onlyNew) : []))
  expect(read).toEqual(['0000-0000120', '0000-0000121', '0000-0000122', '写信'])
  const [wish] = await open.db.select().from(commentWishes)
  expect(wish && decryptContact(wish.email, onlyNew)).toBe('zhao@example.com')
  const [concern] = await open.db.select().from(concerns)
  expect(concern?.contact && decryptContact(concern.contact, onlyNew)).toBe('0000-0000199')
  expect(await open.db.select().from(comments).where(eq(comments.id, untouched.id))).toEqual(before)
  const records = await open.db.select().from(audit).where(eq(audit.action, 'contact.sealed-anew'))
  expect(records.map(({ after }) => after)).toEqual([
    { column: 'comments.contact', count: 4 },
    { column: 'comment_wishes.email', count: 1 },
    { column: 'concerns.contact', count: 1 },
  ])
})

it('run again, rotation finds nothing to do; interrupted, it goes on where it was', async () => {
  expect(await rotateContacts(ctx(), both)).toBe(0)
  const { id } = await aConsultation(open.db)
  await received(open.db, id, { contact: '0000-0000150' })
  expect(await rotateContacts(ctx(), both)).toBe(1)
})

it('rotation without the earlier key changes nothing and names the setting', async () => {
  const { id } = await aConsultation(open.db)
  const { id: commentId } = await received(open.db, id, { contact: '0000-0000151' })
  await expect(rotateContacts(ctx(), onlyNew)).rejects.toThrow('CONTACT_KEYS_BEFORE')
  const [row] = await open.db.select().from(comments).where(eq(comments.id, commentId))
  expect(row?.contact && decryptContact(row.contact, onlyOld)).toBe('0000-0000151')
})

it('the setting takes several earlier keys and refuses what is no key', () => {
  const keys = [old, fresh].map((key) => key.toString('base64'))
  expect(
    readSettings({ NODE_ENV: 'test', CONTACT_KEYS_BEFORE: keys.join(' , ') }).CONTACT_KEYS_BEFORE,
  ).toEqual(keys)
  expect(readSettings({ NODE_ENV: 'test' }).CONTACT_KEYS_BEFORE).toEqual([])
  expect(() => readSettings({ NODE_ENV: 'test', CONTACT_KEYS_BEFORE: 'short' })).toThrow(
    'CONTACT_KEYS_BEFORE',
  )
})
